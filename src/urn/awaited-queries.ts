/** What the opening and the freeze wait for. Whoever waits asks again and again, since other commands work meanwhile. */
import { type Act, type Statement, statementOf } from "../authority/act.ts"
import { effectiveActs } from "../authority/proven-acts.ts"
import { lastEntry, lastPhaseEntry } from "../journal/operations.ts"
import { closingOf, phaseAt } from "../journal/phase.ts"
import { batchName } from "../notes/batch.ts"
import { batchesAwaited, declaredMissing } from "./channel-queries.ts"
import { hourOf } from "./closing-hour.ts"
import { currentClosing, type HoursFile, openStatements } from "./hours-queries.ts"
import { graceEnd } from "./voting-hours.ts"

export type Awaited =
  /** An hour, in milliseconds, and whether the vote is suspended until then. */
  | { readonly state: "hour"; readonly of: AwaitedHour; readonly hour: number; readonly suspended: boolean }
  /** Announced batches, each as `CHANNEL NUMBER`. */
  | { readonly state: "batches"; readonly batches: readonly string[] }
  /** The act is not in effect, or may only now be proposed. */
  | { readonly state: "decision" }
  | { readonly state: "due" }
  | { readonly state: "annulled" }

export type AwaitedHour = "opens" | "closes" | "frozen"

/**
 * Says what the opening of the urn waits for.
 *
 * @param given - the hours to be decided, where they are not the definition's
 * @param now - in milliseconds
 * @throws UrneError `hour-refused`
 */
export function openingAwaited(file: HoursFile, given: readonly Statement[], now: number): Awaited {
  if (phaseOf(file, now) === "annulled") return { state: "annulled" }
  if (lastEntry(file.journal, "urn.opened") !== undefined) return { state: "due" }
  const act = effectiveActs(file, "open").at(-1)
  if (act === undefined || (given.length > 0 && !states(act, openStatements(file, given)))) return { state: "decision" }
  const hour = hourOf(act, "opens", file.election.get().definition.opens)
  return now < hour ? { state: "hour", of: "opens", hour, suspended: false } : { state: "due" }
}

function states(act: Act, statements: readonly Statement[]): boolean {
  const hours = statements.filter(({ key }) => key === "opens" || key === "closes")
  return hours.every(({ key, value }) => statementOf(act, key) === value)
}

/**
 * Says what the freeze waits for: the hour of closing as it now is, the act `close`, the end of the grace, the batches.
 *
 * @param missing - batches to be given up, each as `CHANNEL NUMBER`
 * @param now - in milliseconds
 */
export function closingAwaited(file: HoursFile, missing: readonly string[], now: number): Awaited {
  const { journal } = file
  const phase = phaseOf(file, now)
  if (phase === "annulled") return { state: "annulled" }
  if (lastEntry(journal, "urn.frozen") !== undefined) return { state: "due" }
  const suspended = phase === "suspended"
  const closes = closingOf(lastPhaseEntry(journal)?.event)
  if (closes !== undefined && now < closes) return { state: "hour", of: "closes", hour: closes, suspended }
  // Before the opening too, where proposing the act is refused with its reason.
  if (closes === undefined || effectiveActs(file, "close").length === 0) return { state: "decision" }
  const declared = declaredMissing(file)
  if (missing.some((batch) => !declared.has(batch))) return { state: "decision" }
  const end = graceEnd(currentClosing(file), file.election.get().definition.grace)
  if (now < end) return { state: "hour", of: "frozen", hour: end, suspended: false }
  const batches = batchesAwaited(file).map(batchName)
  return batches.length > 0 ? { state: "batches", batches } : { state: "due" }
}

function phaseOf({ journal }: HoursFile, now: number) {
  return phaseAt(lastPhaseEntry(journal)?.event, now)
}
