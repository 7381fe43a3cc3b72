/**
 * Apparent interruptions as the register has them. Their arrivals are not published, so whoever signs an entry attests its
 * figures; that these follow the rule, and that p follows from them, anybody computes again.
 */
import { instantText, parseInstant } from "../core/instant.ts"
import { must } from "../core/must.ts"
import type { SilenceRule } from "../core/vocabulary.ts"
import type { SignedEntry } from "../register/entry.ts"
import type { SilenceBins, SilenceFound } from "../register/figure-event.ts"
import type { ArrivalBin } from "../urn/arrival-queries.ts"
import { isRare, probabilityOf, type Silence, silenceRule } from "./silence.ts"
import type { Span } from "./spans.ts"

/** The published fields of an entry. */
export type EnteredSilence = Omit<SilenceFound, "type" | "private">

/** Gives a silence as an entry has it, with whole seconds. */
export function enteredSilence(number: number, silence: Silence): EnteredSilence {
  const { from, to, ballots, expected, K, S, g, p, n, rate, provisional } = silence
  return {
    ...{
      silence: number,
      state: provisional ? "provisional" : "ended",
      from: instantText(from),
      until: instantText(to),
    },
    ...{ ballots, expected, K, S, g, p, n, rate },
  }
}

/**
 * Gives the bins of which silences were computed, in seconds after the beginning of the first.
 *
 * @param waits - whether the last one still waits for ballots, which are then given as the most that there may be
 */
export function silenceBins(bins: readonly ArrivalBin[], waits: boolean): SilenceBins {
  const since = bins[0]?.from ?? 0
  const second = (instant: number) => Math.floor((instant - since) / 1000)
  const all = bins.map(({ from, to, ballots }, i) => {
    const most = waits && i === bins.length - 1 ? "<=" : ""
    return `${second(from)}-${second(to)}:${most}${ballots}`
  })
  return { since: instantText(since), bins: all.join(" ") }
}

/**
 * Finds the apparent interruptions in the first entries of a register, by their numbers. Texts that tell of one print its
 * figures from here.
 *
 * @param size - of the register, as the text names it
 */
export function silencesBy(
  entries: readonly Pick<SignedEntry, "number" | "entry">[],
  size: number,
): ReadonlyMap<number, EnteredSilence> {
  const found = new Map<number, EnteredSilence>()
  for (const { number, entry } of entries) {
    const isOther = entry.type !== "silence.found" || number > size
    if (!isOther && !found.has(entry.silence)) found.set(entry.silence, entry)
  }
  return found
}

/** Returns when an entered silence began and ended (milliseconds). */
export function spanOfEntered({ from, until }: Pick<EnteredSilence, "from" | "until">): Span {
  return {
    from: must(parseInstant(from), "the instant of an entry that was read"),
    to: must(parseInstant(until), "the instant of an entry that was read"),
  }
}

/** Whether an entry says already what another would: its time overlaps, unless it was provisional and has an end now. */
export function saysAgain(
  before: Pick<EnteredSilence, "from" | "until" | "state">,
  now: Pick<EnteredSilence, "from" | "until" | "state">,
): boolean {
  const [a, b] = [spanOfEntered(before), spanOfEntered(now)]
  if (a.from >= b.to || b.from >= a.to) return false
  return before.state === "ended" || now.state === "provisional"
}

/**
 * Names the rule that an entry breaks by itself or beside those before it; `undefined` if it breaks none.
 *
 * @param at - the instant of the entry, in milliseconds
 */
export function silenceFault(
  entered: EnteredSilence,
  at: number,
  earlier: readonly EnteredSilence[],
): Exclude<SilenceRule, "counted" | "unknown"> | undefined {
  const { from, to } = spanOfEntered(entered)
  if (entered.silence !== earlier.length + 1) return "number"
  if (from >= to || to > at) return "hours"
  if (!isSilence(entered, to - from)) return "rule"
  if (probabilityOf(entered) !== entered.p) return "p"
  if (!areOfOneRate(entered)) return "figures"
  return earlier.some((one) => saysAgain(one, entered)) ? "again" : undefined
}

/** Whether the figures make it a silence. K is compared first, since it is an exponent. */
function isSilence({ ballots, expected, K, S, g, n }: EnteredSilence, length: number): boolean {
  return (
    K === silenceRule.K &&
    length >= silenceRule.length[ballots === 0 ? "empty" : "sparse"] &&
    ballots * silenceRule.share <= expected &&
    isRare({ K, S, g, n })
  )
}

/**
 * Whether the missing ballots, S and g are of one rate. With S′ and g′ before they are rounded, and x ballots missing,
 * g′ = x·S′/K; S is S′ rounded up, g is g′ rounded down, and so is x.
 */
function areOfOneRate({ ballots, expected, K, S, g }: EnteredSilence): boolean {
  const [missing, k, s] = [BigInt(expected - ballots), BigInt(K), BigInt(S)]
  const scaled = k * BigInt(g)
  return scaled > missing * (s - 1n) - k && scaled < (missing + 1n) * s
}
