/** Public points on the kernel, apart from ballots: whether they are in the group, and sums of their multiples. */
import { type PointFault } from "../core/finding-codes.ts"
import { decodePairs, groupOrder, type Kernel } from "./kernel/kernel.ts"

/** What is wrong with each point of 32 bytes (RFC 8032); the identity is a fault here. */
export function examinePoints(kernel: Kernel, points: Uint8Array): readonly (PointFault | undefined)[] {
  if (points.length % 32 !== 0) throw new RangeError(`${points.length} bytes are no points`)
  const at = kernel.areas({
    pair: kernel.pairBytes,
    bytes: 64,
    number: 32,
    work: kernel.workBytes(1),
    product: kernel.pairBytes,
  })
  kernel.write(at.number, groupOrder)
  const faults: (PointFault | undefined)[] = []
  for (let from = 0; from < points.length; from += 64) {
    const bytes = points.subarray(from, from + 64)
    // A point that is left alone stands in both lanes.
    const pair = bytes.length === 64 ? bytes : Uint8Array.from([...bytes, ...bytes])
    const ofPair = decodePairs(kernel, at.pair, at.bytes, pair)
    kernel.multiples(at.product, at.pair, at.number, 1, at.work)
    const inGroup = kernel.identityLanes(at.product)
    for (let lane = 0; 32 * lane < bytes.length; lane++) {
      faults.push(ofPair[lane] ?? ((inGroup & (1 << lane)) === 0 ? "subgroup" : undefined))
    }
  }
  return faults
}

/** Whether the point of these 32 bytes (RFC 8032) is in the group, as the identity is. */
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
