/** A few public points on the kernel: what is not worth an engine, and would still be slow on big integers. */
import { concat } from "../core/bytes.ts"
import { decodePairs, groupOrder, type Kernel } from "./kernel/kernel.ts"

/** Whether the point of these 32 bytes (RFC 8032), which encode one, is in the group. */
export function isInGroup(kernel: Kernel, point: Uint8Array): boolean {
  const at = kernel.areas({
    pair: kernel.pairBytes,
    bytes: 64,
    number: 32,
    work: kernel.workBytes(1),
    product: kernel.pairBytes,
  })
  if (decodePairs(kernel, at.pair, at.bytes, concat(point, point)).includes("encoding")) return false
  kernel.write(at.number, groupOrder)
  kernel.multiples(at.product, at.pair, at.number, 1, at.work)
  return kernel.identityLanes(at.product) === 3
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
