/** The blocks in which credentials and ballots are worked on: the same on every machine, so that any of them can be made again. */
import { type Range } from "../../notes/audit.ts"

export const ballotsPerBlock = 64
export const credentialsPerBlock = 4096

/** The blocks of `total` things that part `index` of `count` has, whole ones but for the last of all. */
export function shareOf(total: number, perBlock: number, { index, count }: { index: number; count: number }): Range {
  const blocks = Math.ceil(total / perBlock)
  const [first, end] = [index - 1, index].map((number) => Math.floor((number * blocks) / count) * perBlock)
  return { from: Math.min(first ?? 0, total) + 1, to: Math.min(end ?? 0, total) }
}

/** The blocks of a range that `shareOf` gave. */
export function* blocksOf({ from, to }: Range, perBlock: number): Generator<Range, void, undefined> {
  for (let first = from; first <= to; first += perBlock) {
    yield { from: first, to: Math.min(first + perBlock - 1, to) }
  }
}

export function rangeSize({ from, to }: Range): number {
  return to - from + 1
}
