/** Makes what the act `recover` states: what is given up, so that the election can go on. */
import { UrneError } from "../core/error.ts"
import { instantText } from "../core/instant.ts"
import { lastInstant } from "../journal/clock-queries.ts"
import type { AuthorityFile } from "./act-queries.ts"
import { type Act, givenStatements, type Statement, statementOf, statementsOf } from "./act.ts"
import { lossOf, parseLostState } from "./lost-state.ts"
import { type DecidedFile, effectiveActs } from "./proven-acts.ts"
import { hasState, reasonStatements } from "./statement-queries.ts"

/** The keys of what is given for an act `recover`, in the order in which it states them. */
const keys = ["lost", "lost-after", "clock", "batch", "reason"]

/**
 * Makes what the act `recover` states: the state of the journal that was seen and that this file does not continue; the
 * state after which anything may be lost; the batches announced in what was lost, which their channels send again; the
 * instant of the last entry, where a wrong clock wrote it; and why all this is given up.
 *
 * @param given - `lost SIZE ROOT`, `lost-after SIZE ROOT`, `clock INSTANT`, `batch CHANNEL NUMBER` (any number),
 * `reason`
 * @throws UrneError `nothing-to-recover` if nothing is given up, or a state that the file has, or what came after one
 * that it does not have, or another instant than that of the last entry, or batches and no state; `loss-unclear` if what
 * was seen is no longer than what is not lost; `given-missing`
 */
export function recoverStatements(
  { journal }: Pick<AuthorityFile, "journal">,
  given: readonly Statement[],
): readonly Statement[] {
  const valuesOf = (key: string) => statementsOf({ statements: given }, key)
  const [lost, after, clock, batches] = [
    valuesOf("lost"),
    valuesOf("lost-after"),
    valuesOf("clock"),
    valuesOf("batch"),
  ] as const
  const [seen, kept] = [lost.map(parseLostState), after.map(parseLostState)] as const
  const last = lastInstant(journal)
  const nothing =
    lost.length + after.length + clock.length === 0 ||
    (batches.length > 0 && lost.length + after.length === 0) ||
    [lost, after, clock].some((values) => values.length > 1) ||
    seen.some((state) => state === undefined || hasState(journal, state)) ||
    kept.some((state) => state === undefined || !hasState(journal, state)) ||
    clock.some((instant) => last === undefined || instant !== instantText(last))
  if (nothing) throw new UrneError("nothing-to-recover", {})
  requireClearLoss(seen[0], kept[0])
  const reason = reasonStatements("recover", given)
  return [...keys.slice(0, -1).flatMap((key) => valuesOf(key).map((value) => ({ key, value }))), ...reason]
}

/**
 * Requires that what was seen is longer than what is not lost. Otherwise the two histories parted before the state that
 * the act names, and it would explain nothing of what came between.
 *
 * @throws UrneError `loss-unclear`
 */
export function requireClearLoss(
  seen: { readonly size: number } | undefined,
  kept: { readonly size: number } | undefined,
): void {
  if (seen === undefined || kept === undefined || seen.size > kept.size) return
  throw new UrneError("loss-unclear", { seen: seen.size, after: kept.size })
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
 * Returns how the last act `recover` in effect stated its loss. Batches that it forgot are named under the same words.
 */
export function lastLossStated(file: DecidedFile): readonly Statement[] {
  const stated = effectiveActs(file, "recover").map((act) => givenStatements(act, ["lost", "lost-after"]))
  return stated.findLast((statements) => statements.length > 0) ?? []
}

/**
 * Whether an act `recover` in effect gave up a journal of this size, so that what was seen of it holds up nobody. What
 * may be lost after a state has no known end.
 */
export function isGivenUp(file: DecidedFile, size: number): boolean {
  return effectiveActs(file, "recover")
    .map(lossOf)
    .some(({ seen, kept }) => (seen !== undefined && seen.size >= size) || (kept !== undefined && kept.size < size))
}
