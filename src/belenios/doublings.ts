/** Several multiples of one public point that share its doublings (A. C. Yao, On the evaluation of powers, 1976). */
import { CurvePoint } from "./group.ts"

/** P, 2·P, 4·P … 2^253·P: enough for numbers up to q. */
export type Doublings = readonly [CurvePoint, ...CurvePoint[]]

export function doublings(point: CurvePoint): Doublings {
  const chain: [CurvePoint, ...CurvePoint[]] = [point]
  for (let last = point; chain.length < 254; chain.push(last)) last = last.double()
  return chain
}

/**
 * Computes n·P for 0 ≤ n ≤ q, in a time that depends on n. The number is written with odd digits from −15 to 15, at
 * least five places apart. The doublings at the places of each digit are added up, then the eight sums are multiplied
 * and added.
 */
export function multiplyDoublings(chain: Doublings, n: bigint): CurvePoint {
  const sums: CurvePoint[] = Array.from({ length: 8 }, () => CurvePoint.ZERO)
  const bits = n.toString(2)
  const bit = (place: number) => (bits.charAt(bits.length - 1 - place) === "1" ? 1 : 0)
  for (let place = 0, carry = 0; place <= bits.length;) {
    if ((bit(place) + carry) % 2 === 0) {
      place += 1
      continue
    }
    let digit = carry
    for (let k = 0; k < 5; k++) digit += bit(place + k) << k
    carry = digit > 16 ? 1 : 0
    if (carry === 1) digit -= 32
    const index = (Math.abs(digit) - 1) / 2
    const term = chain[place]
    const sum = sums[index]
    if (term === undefined || sum === undefined) throw new RangeError("a number above q")
    sums[index] = digit < 0 ? sum.subtract(term) : sum.add(term)
    place += 5
  }
  // Σ (2k + 1)·sums[k] = 2·Σ k·sums[k] + Σ sums[k]
  let plain = CurvePoint.ZERO
  let rising = CurvePoint.ZERO
  for (let k = 7; k >= 0; k--) {
    plain = plain.add(sums[k] ?? CurvePoint.ZERO)
    if (k > 0) rising = rising.add(plain)
  }
  return rising.double().add(plain)
}
