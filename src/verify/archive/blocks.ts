/**
 * The blocks in which credentials and ballots are checked. They are the same on every machine, so any of them can be
 * made again.
 */
import type { Range } from "../../notes/audit.ts"

export const ballotsPerBlock = 64
export const credentialsPerBlock = 4096

/** Returns the range of `total` items that part `index` of `count` gets: whole blocks, except for the last of all. */
export function shareOf(total: number, perBlock: number, { index, count }: { index: number; count: number }): Range {
  const blocks = Math.ceil(total / perBlock)
  const [first, end] = [index - 1, index].map((number) => Math.floor((number * blocks) / count) * perBlock)
  return { from: Math.min(first ?? 0, total) + 1, to: Math.min(end ?? 0, total) }
}

/** Yields the blocks of a range that `shareOf` gave. */
export function* blocksOf({ from, to }: Range, perBlock: number): Generator<Range, void, undefined> {
  for (let first = from; first <= to; first += perBlock) {
    yield { from: first, to: Math.min(first + perBlock - 1, to) }
  }
}

export function rangeSize({ from, to }: Range): number {
  return to - from + 1
}
