/**
 * When the ballots of a batch arrived at its channel, as the channel signs it: bins under the rule by which the election file
 * counts arrivals at the booth, so that none tells when a single ballot came.
 */
import { instantText, parseInstant } from "../core/instant.ts"
import type { ArrivalRule } from "../core/vocabulary.ts"

/** A time (milliseconds) in which so many ballots arrived at the channel. */
export interface BatchBin {
  readonly from: number
  readonly to: number
  readonly ballots: number
}

/** The least length of a bin, in milliseconds, and the least number of ballots in one that is not empty. */
export const leastBin = { length: 5 * 60_000, ballots: 10 } as const

/** A note of more bins would be longer than a note may be. */
const mostBins = 1000

/** A bin that breaks a rule, counted from 1, and the rule. */
export interface ArrivalFault {
  readonly bin: number
  readonly rule: ArrivalRule
}

/** `FROM TO BALLOTS`, as a line of a note has it. */
export function binText({ from, to, ballots }: BatchBin): string {
  return `${instantText(from)} ${instantText(to)} ${ballots}`
}

/** Reads what `binText` writes, and returns `undefined` for anything else. */
export function parseBin(text: string): BatchBin | undefined {
  const [, begin = "", end = "", count = ""] = /^(\S+) (\S+) (0|[1-9]\d{0,8})$/.exec(text) ?? []
  const [from, to] = [parseInstant(begin), parseInstant(end)]
  return from === undefined || to === undefined ? undefined : { from, to, ballots: Number(count) }
}

/**
 * Finds the first bin that breaks the rule by itself or beside the one before it. Bins of five minutes are merged forward
 * until they hold ten ballots; an empty one stands by itself. They leave no time out, and their sum is the batch's.
 *
 * @param count - of the lines of the batch
 */
export function binFault(bins: readonly BatchBin[], count: number): ArrivalFault | undefined {
  if (bins.length > mostBins) return { bin: mostBins + 1, rule: "many" }
  let before: BatchBin | undefined
  for (const [i, bin] of bins.entries()) {
    const rule = ruleBroken(bin, before)
    if (rule !== undefined) return { bin: i + 1, rule }
    before = bin
  }
  const sum = bins.reduce((total, { ballots }) => total + ballots, 0)
  return sum === count ? undefined : { bin: bins.length, rule: "sum" }
}

function ruleBroken(bin: BatchBin, before: BatchBin | undefined): ArrivalRule | undefined {
  if (bin.to - bin.from < leastBin.length) return "length"
  if (bin.ballots > 0 && bin.ballots < leastBin.ballots) return "few"
  return before === undefined || bin.from === before.to ? undefined : "gap"
}

/**
 * Finds the first bin that lies outside the vote, or that begins before the end of the channel's earlier ones.
 *
 * @param opens - the hour of opening, and `until` the end of the grace or the present, both in milliseconds
 * @param ended - the end of the channel's bins in earlier batches, if there are any
 */
export function placeFault(
  bins: readonly BatchBin[],
  { opens, until, ended = -Infinity }: { readonly opens: number; readonly until: number; readonly ended?: number },
): ArrivalFault | undefined {
  const outside = bins.findIndex(({ from, to }) => from < opens || to > until)
  if (outside >= 0) return { bin: outside + 1, rule: "hours" }
  const overlapping = bins.findIndex(({ from }) => from < ended)
  return overlapping >= 0 ? { bin: overlapping + 1, rule: "overlap" } : undefined
}
