/** Simulates evenings of a vote that never took place, to try what arrivals tell about interruptions. */
import { flatWeights, plannedTime } from "../../src/availability/planned-time.ts"
import { findSilences, slot } from "../../src/availability/silence.ts"
import { intersection, type Span, totalOf } from "../../src/availability/spans.ts"
import { ballotsApart } from "../../src/journal/dating.ts"
import type { ArrivalBin } from "../../src/urn/arrival-queries.ts"

/** Draws numbers between 0 and 1, the same from one seed on every machine (mulberry32). */
export function numbers(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

const hour = 3_600_000
export const evening = { opens: Date.UTC(2014, 10, 28, 20), closes: Date.UTC(2014, 10, 29, 20) } as const
/** No vote was recorded from 20:15 to 22:00 in 2014. */
export const gap2014: Span = { from: evening.opens + 15 * 60_000, to: evening.opens + 2 * hour }

/** The hours of the day weigh as in a real national vote: the first is full, the night is empty, and many come at the end. */
export const nationalCurve: readonly number[] = [
  ...[480, 190, 90, 55, 45, 110, 480, 1500, 3100, 4800, 5600, 5500],
  ...[5000, 4900, 4900, 5000, 5300, 6200, 7900, 11_029, 7298, 4200, 2300, 1100],
]
const flatCurve: readonly number[] = Array.from({ length: 24 }, () => 1)

export interface Weather {
  readonly ballots: number
  readonly curve: readonly number[]
  /** Whether the rate of every ten minutes is multiplied by a chance factor of mean 1 and variance 0.25. */
  readonly bursts: boolean
  readonly gap?: Span | undefined
}

/** Returns an evening's arrivals as they are stored. */
function arrivals({ ballots, curve, bursts, gap }: Weather, random: () => number): readonly ArrivalBin[] {
  const slots = Array.from({ length: (evening.closes - evening.opens) / slot }, (_, i) => evening.opens + i * slot)
  const rates = slots.map((from) => rateAt(curve, from + slot / 2))
  const sum = rates.reduce((total, rate) => total + rate, 0)
  let factor = 1
  const counts = slots.map((from, i) => {
    if (i % 2 === 0) factor = bursts ? gamma4(random) : 1
    if (gap !== undefined && from >= gap.from && from < gap.to) return 0
    return poisson((factor * ballots * (rates[i] ?? 0)) / sum, random)
  })
  return stored(counts)
}

/** Makes a plan as somebody writes it beforehand: every hour is wrong by up to a half, and the numbers are round. */
function roughPlan(curve: readonly number[], random: () => number): readonly number[] {
  const most = Math.max(...curve)
  return curve.map((weight) => Math.max(1, Math.round((1000 * weight * 1.5 ** (2 * random() - 1)) / most)))
}

/** The curve goes from the middle of each hour straight to that of the next, but for the hours beside the opening. */
export function rateAt(curve: readonly number[], instant: number): number {
  const place = (instant - evening.opens) / hour - 0.5
  const inside = Math.min(23, Math.max(0, place))
  const at = (i: number) => curve[(new Date(evening.opens).getUTCHours() + i) % 24] ?? 0
  const before = Math.floor(inside)
  return at(before) + (at(Math.min(23, before + 1)) - at(before)) * (inside - before)
}

/** Merges counts of five minutes forward until a bin holds ten ballots, as the urn does. */
export function stored(counts: readonly number[]): readonly ArrivalBin[] {
  const bins: ArrivalBin[] = []
  let from = evening.opens
  let waiting = 0
  for (const [i, count] of counts.entries()) {
    const to = evening.opens + (i + 1) * slot
    waiting += count
    if (waiting > 0 && waiting < ballotsApart && i + 1 < counts.length) continue
    bins.push({ from, to, ballots: waiting })
    from = to
    waiting = 0
  }
  return bins
}

function poisson(mean: number, random: () => number): number {
  let count = 0
  for (let left = mean; left > 0; left -= 20) {
    const limit = Math.exp(-Math.min(20, left))
    for (let product = random(); product > limit; product *= random()) count += 1
  }
  return count
}

/** Draws from a distribution with a mean of 1 and a variance of 0.25. */
function gamma4(random: () => number): number {
  return -Math.log((1 - random()) * (1 - random()) * (1 - random()) * (1 - random())) / 4
}

export interface Night {
  readonly ballots: number
  readonly curve: "flat" | "national"
  /** The definition's expectation: the curve as somebody guessed it, or none. */
  readonly plan: "rough" | "none"
  readonly bursts: boolean
}

export interface Tried extends Night {
  readonly evenings: number
  readonly undecidable: number
  /** How many evenings without an interruption raised a false alarm. */
  readonly alarms: number
  /** How many evenings had at least four fifths of an interruption from 20:15 to 22:00 found. */
  readonly found: number
}

/**
 * Tries the rule on simulated evenings, each once without an interruption and once with that of 2014.
 *
 * @param least - how many ballots a rate is taken from: what is entered in the register takes the minimum cell
 */
export function tryNights(night: Night, evenings: number, seed: number, least?: number): Tried {
  const random = numbers(seed)
  const curve = night.curve === "flat" ? flatCurve : nationalCurve
  const whole = { from: evening.opens, to: evening.closes }
  let [undecidable, alarms, found] = [0, 0, 0]
  for (let i = 0; i < evenings; i += 1) {
    const weights = night.plan === "none" ? flatWeights : roughPlan(curve, random)
    const time = plannedTime(whole, [whole], weights, () => 0)
    const calm = findSilences(arrivals({ ...night, curve }, random), time, [], least)
    if (calm.state === "decided") alarms += calm.silences.length
    else undecidable += 1
    const lost = findSilences(arrivals({ ...night, curve, gap: gap2014 }, random), time, [], least)
    const silences = lost.state === "decided" ? lost.silences : []
    if (totalOf(intersection(silences, [gap2014])) >= 0.8 * totalOf([gap2014])) found += 1
  }
  return { ...night, evenings, undecidable, alarms, found }
}

/** These urns, curves, plans and weathers are tried. */
export const sizes = [160, 1600, 16_000, 160_000] as const
export const nights: readonly Omit<Night, "ballots">[] = (
  [
    ["flat", "none"],
    ["flat", "rough"],
    ["national", "rough"],
    ["national", "none"],
  ] as const
).flatMap(([curve, plan]) => [false, true].map((bursts) => ({ curve, plan, bursts })))
