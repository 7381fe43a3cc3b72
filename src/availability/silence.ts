/**
 * Apparent interruptions of voting: stretches in which far fewer ballots came than those before and after them let
 * expect. The rule is a t-chart with unknown rate (C. M. Borror and others, 2003), on arrivals in bins;
 * docs/availability.md says how it was tried. It shows that ballots failed to come, never why.
 *
 * Everything is decided in integers, so that every machine that repeats the computation gets the same.
 */
import { must } from "../core/must.ts"
import type { RateSide } from "../core/vocabulary.ts"
import { ballotsApart } from "../journal/dating.ts"
import type { SilenceFound } from "../register/figure-event.ts"
import type { ArrivalBin } from "../urn/arrival-queries.ts"
import type { PlannedTime } from "./planned-time.ts"
import type { Span } from "./spans.ts"

/** How long the shortest bin lasts, in milliseconds. */
export const slot = 5 * 60_000
/** A bin holds fewer ballots than this until its last slot, and as many more for each instant that the election file gives in it. */
const fullBin = ballotsApart

/** The rule. A change to any of these numbers has to be tried (`npm run test:silence`). */
export const silenceRule = {
  /** Nothing is decided with fewer ballots in all. */
  ballots: 400,
  /** Shorter stretches do not count, in milliseconds of open hours: one without any ballot, and one with a few. */
  length: { empty: 10 * 60_000, sparse: 15 * 60_000 },
  /** At most one ballot came for this many expected. */
  share: 8,
  /** A rate is taken from at least so many ballots and planned milliseconds. */
  rate: { ballots: 50, length: 60 * 60_000 },
  /**
   * S is the time of so many ballots. They are fewer than the rate takes, so that a drifting rate raises fewer alarms.
   */
  K: 20,
  /** The probability p is at most one in this many, divided by the number of bins. */
  odds: 10_000,
} as const

/** An apparent interruption, with the figures by which it is entered in the register. */
export interface Silence
  extends Span, Pick<SilenceFound, "ballots" | "expected" | "K" | "S" | "g" | "p" | "n" | "rate"> {
  /** Whether there was only the time before to compare with. Later arrivals may show that it was no interruption. */
  readonly provisional: boolean
}

export type SilenceReport =
  | {
      readonly state: "decided"
      readonly ballots: number
      readonly bins: number
      readonly silences: readonly Silence[]
    }
  | { readonly state: "not-decidable"; readonly ballots: number; readonly needed: number }

/**
 * Finds the apparent interruptions in arrivals.
 *
 * @param bins - in order, as they are stored. The last one may be one that still waits for ballots
 * @param time - in which suspensions do not count
 * @param instants - of dated entries, for each of which a bin waits for ten more ballots
 * @param least - how many ballots a rate is taken from, or more
 */
export function findSilences(
  bins: readonly ArrivalBin[],
  time: PlannedTime,
  instants: readonly number[] = [],
  least: number = silenceRule.rate.ballots,
): SilenceReport {
  const ballots = bins.reduce((sum, bin) => sum + bin.ballots, 0)
  if (ballots < silenceRule.ballots) return { state: "not-decidable", ballots, needed: silenceRule.ballots }
  const chart = chartOf(bins, time, instants, least)
  const found: Found[] = []
  for (const stretch of stretchesOf(bins)) {
    const one = judged(chart, stretch) ?? judged(chart, withoutHead(stretch))
    if (one === undefined) continue
    const before = found.at(-1)
    // The few ballots that filled a long bin do not end an interruption: what is one as a whole is reported as one.
    const isNext = before !== undefined && one.stretch.first - before.stretch.last <= 1
    const both = isNext ? judged(chart, { ...one.stretch, first: before.stretch.first }) : undefined
    if (both !== undefined) found.pop()
    found.push(both ?? one)
  }
  return { state: "decided", ballots, bins: bins.length, silences: found.map(({ silence }) => silence) }
}

/** Consecutive bins. Of the last one perhaps only the head counts, which is all of it but its last slot. */
interface Stretch {
  readonly first: number
  readonly last: number
  readonly head: boolean
}

/** Lists stretches that may be silent: consecutive empty bins, with the head of the bin after them if it has one. */
function stretchesOf(bins: readonly ArrivalBin[]): readonly Stretch[] {
  const found: Stretch[] = []
  let first = 0
  for (const [last, { from, to, ballots }] of bins.entries()) {
    if (ballots === 0 && last + 1 < bins.length) continue
    const isFull = ballots >= fullBin
    if (!isFull || to - from > slot) found.push({ first, last, head: isFull })
    else if (last > first) found.push({ first, last: last - 1, head: false })
    first = last + 1
  }
  return found
}

/** The empty bins alone, if the head of a longer one follows them. */
function withoutHead({ first, last, head }: Stretch): Stretch | undefined {
  return head && last > first ? { first, last: last - 1, head: false } : undefined
}

interface Chart {
  readonly bins: readonly ArrivalBin[]
  readonly time: PlannedTime
  readonly instants: readonly number[]
  readonly least: number
  /** The units of planned time up to the beginning of each bin, and up to its end. */
  readonly begin: readonly bigint[]
  readonly end: readonly bigint[]
}

function chartOf(bins: readonly ArrivalBin[], time: PlannedTime, instants: readonly number[], least: number): Chart {
  const begin = bins.map(({ from }) => time.unitsAt(from))
  return { bins, time, instants, least, begin, end: bins.map(({ to }) => time.unitsAt(to)) }
}

interface Found {
  readonly stretch: Stretch
  readonly silence: Silence
}

function judged(chart: Chart, stretch: Stretch | undefined): Found | undefined {
  const silence = stretch === undefined ? undefined : silenceOf(chart, stretch)
  return stretch === undefined || silence === undefined ? undefined : { stretch, silence }
}

/** Judges a stretch by the sides that exist, and returns `undefined` if it is no silence, or if nothing can be said. */
function silenceOf(chart: Chart, stretch: Stretch): Silence | undefined {
  const { bins, time, instants } = chart
  const { first, last, head } = stretch
  const [begin, end] = [must(bins[first], "a bin"), must(bins[last], "a bin")]
  const from = begin.from
  const to = head ? end.to - slot : end.to
  const length = time.unitsAt(to) - must(chart.begin[first], "its beginning")
  const whole = bins.slice(first, last).reduce((sum, bin) => sum + bin.ballots, 0)
  const ballots = whole + (head ? mostInHead(instants, end) : end.ballots)
  const shortest = silenceRule.length[ballots === 0 ? "empty" : "sparse"]
  if (time.lengthAt(to) - time.lengthAt(from) < shortest) return undefined
  const [before, after] = [rateBefore(chart, first), rateAfter(chart, last)]
  const rate = slower(before, after)
  if (rate === undefined) return undefined
  const figures = figuresOf(chart, { length, ballots, rate })
  if (figures === undefined) return undefined
  return { from, to, ballots, ...figures, rate: rate.side, provisional: after === undefined }
}

/** Between two instants a bin takes in fewer than ten ballots; with more it would have ended. */
function mostInHead(instants: readonly number[], { from, to, ballots }: ArrivalBin): number {
  return Math.min(ballots, mostWithin(instants, { from, to: to - slot }))
}

/** Returns how many ballots may have come in a time without filling a bin: nine, and nine for each instant in it. */
export function mostWithin(instants: readonly number[], { from, to }: Span): number {
  return (fullBin - 1) * (instants.filter((instant) => instant > from && instant < to).length + 1)
}

interface Rate {
  readonly side: RateSide
  readonly ballots: bigint
  /** Units of planned time. */
  readonly length: bigint
}

/** Takes the rate of the bins before a given one: fifty ballots, and an hour or as much as there is. */
function rateBefore(chart: Chart, first: number): Rate | undefined {
  let ballots = 0
  for (let i = first - 1; i >= 0; i -= 1) {
    ballots += plannedBallots(chart, i)
    const length = must(chart.end[first - 1], "an end") - must(chart.begin[i], "a beginning")
    if (isEnough(chart, ballots, length) || i === 0) return rateOf(chart, { side: "before", ballots, length })
  }
  return undefined
}

/** Takes the rate of the bins after a given one. */
function rateAfter(chart: Chart, last: number): Rate | undefined {
  let ballots = 0
  for (let i = last + 1; i < chart.bins.length; i += 1) {
    ballots += plannedBallots(chart, i)
    const length = must(chart.end[i], "an end") - must(chart.begin[last + 1], "a beginning")
    if (isEnough(chart, ballots, length) || i === chart.bins.length - 1)
      return rateOf(chart, { side: "after", ballots, length })
  }
  return undefined
}

/** Ballots that came while none were expected say nothing about a rate. */
function plannedBallots({ bins, begin, end }: Chart, at: number): number {
  return begin[at] === end[at] ? 0 : must(bins[at], "a bin").ballots
}

function isEnough({ time: { scale }, least }: Chart, ballots: number, units: bigint): boolean {
  return ballots >= least && units * scale.length >= BigInt(silenceRule.rate.length) * scale.units
}

/** A side that is cut short by the beginning or the end of the vote counts if it has the ballots. */
function rateOf(
  { least }: Chart,
  { side, ballots, length }: { readonly side: RateSide; readonly ballots: number; readonly length: bigint },
): Rate | undefined {
  if (ballots < least || length === 0n) return undefined
  return { side, ballots: BigInt(ballots), length }
}

function slower(before: Rate | undefined, after: Rate | undefined): Rate | undefined {
  if (before === undefined || after === undefined) return before ?? after
  return before.ballots * after.length <= after.ballots * before.length ? before : after
}

/**
 * Computes the figures of a stretch, and returns `undefined` if they do not make it a silence. With λ = N/D ballots a
 * unit, x = λd − c ballots are missing, S = K/λ and g = x/λ. Both are rounded to whole seconds in favour of chance, and
 * decide as they are told.
 */
function figuresOf(
  { bins, time: { scale } }: Chart,
  { length, ballots, rate }: { readonly length: bigint; readonly ballots: number; readonly rate: Rate },
): Pick<Silence, "expected" | "K" | "S" | "g" | "p" | "n"> | undefined {
  const { K, share } = silenceRule
  const expected = rate.ballots * length
  const came = BigInt(ballots) * rate.length
  if (came * BigInt(share) > expected) return undefined
  const second = rate.ballots * scale.units * 1000n
  const S = Number((BigInt(K) * rate.length * scale.length + second - 1n) / second)
  const g = Number(((expected - came) * scale.length) / second)
  const n = bins.length
  if (!isRare({ K, S, g, n })) return undefined
  return { expected: Number(expected / rate.length), K, S, g, p: probabilityOf({ K, S, g }), n }
}

/** The figures from which p follows: whole numbers, of which K and S are positive. */
export type RarityFigures = Pick<Silence, "K" | "S" | "g">

/** Whether so long a time without a ballot is too rare for chance: p ≤ 1/(10,000 n), in integers. */
export function isRare({ K, S, g, n }: RarityFigures & Pick<Silence, "n">): boolean {
  const part = BigInt(S) ** BigInt(K)
  return part * BigInt(silenceRule.odds) * BigInt(n) <= (BigInt(S) + BigInt(g)) ** BigInt(K)
}

/** Writes p = (S/(S+g))^K, rounded up to two digits. */
export function probabilityOf({ K, S, g }: RarityFigures): string {
  return ratioText(BigInt(S) ** BigInt(K), (BigInt(S) + BigInt(g)) ** BigInt(K))
}

/** Writes a ratio between 0 and 1 with two digits, rounded up: `2.1e-9`. */
function ratioText(numerator: bigint, denominator: bigint): string {
  if (numerator >= denominator) return "1.0e+0"
  let exponent = 0
  let scaled = numerator
  for (; scaled < denominator; exponent += 1) scaled *= 10n
  const tenths = (scaled * 10n + denominator - 1n) / denominator
  return tenths === 100n ? `1.0e-${exponent - 1}` : `${tenths / 10n}.${tenths % 10n}e-${exponent}`
}
