/** Makes what the act `recover` states: what is given up, so that the election can go on. */
import { UrneError } from "../core/error.ts"
import { instantText } from "../core/instant.ts"
import { lastInstant } from "../journal/clock-queries.ts"
import type { AuthorityFile } from "./act-queries.ts"
import { type Act, givenStatements, type Statement, statementOf } from "./act.ts"
import { type LostState, parseLostState } from "./lost-state.ts"
import { type DecidedFile, effectiveActs } from "./proven-acts.ts"
import { hasState, reasonStatements } from "./statement-queries.ts"

/** The keys of what is given for an act `recover`, in the order in which it states them. */
const keys = ["lost", "clock", "batch", "reason"]

/**
 * Makes what the act `recover` states: the state of the journal that was seen and that this file does not continue; the
 * batches announced in what was lost, which their channels send again; the instant of the last entry, where a wrong
 * clock wrote it; and why all this is given up.
 *
 * @param given - `lost SIZE ROOT`, `clock INSTANT`, `batch CHANNEL NUMBER` (any number), `reason`
 * @throws UrneError `nothing-to-recover` if neither a state nor an instant is given, or a state that the file has, or
 * another instant than that of the last entry, or batches and no state; `given-missing`
 */
export function recoverStatements(
  { journal }: Pick<AuthorityFile, "journal">,
  given: readonly Statement[],
): readonly Statement[] {
  const valuesOf = (key: string) => given.filter((statement) => statement.key === key).map(({ value }) => value)
  const [lost, clock, batches] = [valuesOf("lost"), valuesOf("clock"), valuesOf("batch")]
  const states = lost.map(parseLostState)
  const last = lastInstant(journal)
  const nothing =
    lost.length + clock.length === 0 ||
    (batches.length > 0 && lost.length === 0) ||
    lost.length > 1 ||
    clock.length > 1 ||
    states.some((state) => state === undefined || hasState(journal, state)) ||
    clock.some((instant) => last === undefined || instant !== instantText(last))
  if (nothing) throw new UrneError("nothing-to-recover", {})
  const reason = reasonStatements("recover", given)
  const stated = (key: string, values: readonly string[]) => values.map((value) => ({ key, value }))
  return [...stated("lost", lost), ...stated("clock", clock), ...stated("batch", batches), ...reason]
}

/** Reads back from its text what was given for an act `recover`. */
export function recoverGiven(act: Act): readonly Statement[] {
  return givenStatements(act, keys)
}

/**
 * Returns the wrong instant of the last entry, for the entry by which the act takes effect: that one may be dated
 * before it.
 */
export function clockGivenUp(act: Act): { readonly clock?: string } {
  const clock = statementOf(act, "clock")
  return clock === undefined ? {} : { clock }
}

/**
 * Returns the state that the last act `recover` in effect gave up. Batches that it forgot are named under the same
 * state.
 */
export function lastLostState(file: DecidedFile): LostState | undefined {
  const lost = effectiveActs(file, "recover")
    .flatMap((act) => statementOf(act, "lost") ?? [])
    .at(-1)
  return lost === undefined ? undefined : parseLostState(lost)
}

/**
 * Whether an act `recover` in effect gave up a journal of at least this size, so that what was seen of it holds up
 * nobody.
 */
export function isGivenUp(file: DecidedFile, size: number): boolean {
  const lost = effectiveActs(file, "recover").map((act) => parseLostState(statementOf(act, "lost") ?? ""))
  return lost.some((state) => state !== undefined && state.size >= size)
}
