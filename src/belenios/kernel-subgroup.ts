/**
 * Checks whether very many points are in the group, in a quarter of the time that one by one would take. A point
 * outside has a component of small order (the cofactor is 8). Take a sum of some of the points, each included or left
 * out by the toss of a coin: the component vanishes from it with a probability of at most 1/2, and from 128 such sums
 * with 2^-128. The coins are tossed after the points are known, so nobody can choose points to fit them.
 */
import { createHash } from "node:crypto"
import type { PointFault } from "../core/finding-codes.ts"
import { examinePoints, groupAreas, lanesInGroup, pairsOf } from "./kernel-group.ts"
import { decodePairs, type Kernel } from "./kernel/kernel.ts"

/**
 * Eight sums form a group. Their eight coins for one point are one byte, which puts the point into one of 256 buckets,
 * and all eight sums are made from these.
 */
const sumsOfGroup = 8
const groups = 16
const buckets = 1 << sumsOfGroup

/** With fewer points than this it is faster to check each alone. */
export const fewestPoints = 512

/** Tosses the coins for these points, 16 bytes for each pair of them, from a seed of 32 bytes. */
export function coinsOf(seed: Uint8Array, points: Uint8Array): Uint8Array {
  const outputLength = groups * Math.ceil(points.length / 64)
  return Uint8Array.from(createHash("shake256", { outputLength }).update(seed).digest())
}

/**
 * Says what is wrong with each point of 32 bytes (RFC 8032), where the identity counts as a fault.
 *
 * @param coins - as {@link coinsOf} gives them, from a seed that nobody could foresee when the points were chosen
 */
export function examineManyPoints(
  kernel: Kernel,
  points: Uint8Array,
  coins: Uint8Array,
): readonly (PointFault | undefined)[] {
  const pairs = Math.ceil(points.length / 64)
  if (coins.length !== groups * pairs) throw new RangeError(`${coins.length} bytes of coins for ${pairs} pairs`)
  const at = kernel.areas({
    buckets: groups * buckets * kernel.pairBytes,
    pair: kernel.pairBytes,
    bytes: 64,
    sum: kernel.pairBytes,
    ...groupAreas(kernel),
  })
  const bucket = (group: number, rank: number) => at.buckets + (group * buckets + rank) * kernel.pairBytes
  for (let rank = 0; rank < groups * buckets; rank++) kernel.setIdentity(bucket(0, rank))
  const faults: (PointFault | undefined)[] = []
  let tossed = 0
  for (const { pair, count } of pairsOf(points)) {
    faults.push(...decodePairs(kernel, at.pair, at.bytes, pair).slice(0, count))
    for (let group = 0; group < groups; group++) kernel.addPoint(bucket(group, coins[tossed++] ?? 0), at.pair)
  }
  for (let group = 0; group < groups; group++) {
    // Some point is outside, so each is checked by itself to find which.
    if (!sumsAreInGroup(kernel, bucket(group, 0), at)) return examinePoints(kernel, points)
  }
  return faults
}

/**
 * Whether the eight sums of a group are multiples of the generator. The highest coin's sum is that of the upper half of
 * the buckets; the other sums are found in the same way, after the two halves have been added together.
 *
 * @param first - the first of the buckets, which are overwritten
 * @param at - where the sum goes, and the areas of {@link lanesInGroup}
 */
function sumsAreInGroup(
  kernel: Kernel,
  first: number,
  at: Readonly<Record<"sum" | keyof ReturnType<typeof groupAreas>, number>>,
): boolean {
  const bucket = (rank: number) => first + rank * kernel.pairBytes
  for (let half = buckets / 2; half >= 1; half /= 2) {
    kernel.sumOf(at.sum, bucket(half), half)
    if (lanesInGroup(kernel, at.sum, at) !== 3) return false
    for (let rank = 1; rank < half; rank++) kernel.addPoint(bucket(rank), bucket(half + rank))
  }
  return true
}
