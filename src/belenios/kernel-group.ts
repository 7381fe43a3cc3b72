/** Public points on the kernel, apart from ballots: whether they are in the group, and sums of their multiples. */
import type { PointFault } from "../core/finding-codes.ts"
import { decodePairs, groupOrder, type Kernel } from "./kernel/kernel.ts"

/**
 * Yields the points of 32 bytes in pairs, with the number of points in each. A point that is left alone stands in both
 * lanes.
 */
export function* pairsOf(points: Uint8Array): Generator<{ readonly pair: Uint8Array; readonly count: number }> {
  if (points.length % 32 !== 0) throw new RangeError(`${points.length} bytes are no points`)
  for (let from = 0; from < points.length; from += 64) {
    const bytes = points.subarray(from, from + 64)
    const pair = bytes.length === 64 ? bytes : Uint8Array.from([...bytes, ...bytes])
    yield { pair, count: bytes.length / 32 }
  }
}

/** Lengths of the areas that {@link lanesInGroup} works in. */
export function groupAreas(kernel: Kernel) {
  return { product: kernel.pairBytes, number: 32, work: kernel.workBytes(1) } as const
}

/** Which points of a pair, at this address, are in the group: bit 0 for the first lane, bit 1 for the second. */
export function lanesInGroup(
  kernel: Kernel,
  pair: number,
  { product, number, work }: Readonly<Record<keyof ReturnType<typeof groupAreas>, number>>,
): number {
  kernel.write(number, groupOrder)
  kernel.multiples(product, pair, number, 1, work)
  return kernel.identityLanes(product)
}

/** Says what is wrong with each point of 32 bytes (RFC 8032), where the identity counts as a fault. */
export function examinePoints(kernel: Kernel, points: Uint8Array): readonly (PointFault | undefined)[] {
  const at = kernel.areas({ pair: kernel.pairBytes, bytes: 64, ...groupAreas(kernel) })
  const faults: (PointFault | undefined)[] = []
  for (const { pair, count } of pairsOf(points)) {
    const ofPair = decodePairs(kernel, at.pair, at.bytes, pair)
    const inGroup = lanesInGroup(kernel, at.pair, at)
    for (let lane = 0; lane < count; lane++) {
      faults.push(ofPair[lane] ?? ((inGroup & (1 << lane)) === 0 ? "subgroup" : undefined))
    }
  }
  return faults
}

/** Whether the point of these 32 bytes (RFC 8032) is in the group. The identity is. */
export function isInGroup(kernel: Kernel, point: Uint8Array): boolean {
  const [fault] = examinePoints(kernel, point)
  return fault === undefined || fault === "identity"
}

/**
 * Σ nᵢ·Pᵢ and Σ nᵢ·Qᵢ, 64 bytes.
 *
 * @param points - P and Q of each term, 32 bytes each (RFC 8032), which encode points of the curve
 * @param numbers - the nᵢ, 32 bytes each, lowest first, at most q
 */
export function combinePairs(kernel: Kernel, points: Uint8Array, numbers: readonly Uint8Array[]): Uint8Array {
  const at = kernel.areas({
    pairs: numbers.length * kernel.pairBytes,
    bytes: 64 * Math.max(1, numbers.length),
    number: 32,
    work: kernel.workBytes(1),
    product: kernel.pairBytes,
    sum: kernel.pairBytes,
  })
  if (decodePairs(kernel, at.pairs, at.bytes, points).includes("encoding"))
    throw new RangeError("no points of the curve")
  kernel.setIdentity(at.sum)
  numbers.forEach((number, index) => {
    kernel.write(at.number, number)
    kernel.multiples(at.product, at.pairs + index * kernel.pairBytes, at.number, 1, at.work)
    kernel.addPoint(at.sum, at.product)
  })
  kernel.encodeAll(at.bytes, at.sum, 1)
  return kernel.read(at.bytes, 64)
}
