/** The hours of the vote: what the acts state that open, suspend, extend and close it. */
import { type Act, type Statement, statementOf } from "../authority/act.ts"
import type { PhaseBefore } from "../authority/deed.ts"
import { reasonStatements } from "../authority/statement-queries.ts"
import type { AuthorityTable } from "../authority/table.ts"
import { UrneError } from "../core/error.ts"
import { instantText, parseInstant } from "../core/instant.ts"
import type { ActKind, Phase } from "../core/vocabulary.ts"
import type { ElectionTable } from "../definition/table.ts"
import { lastPhaseEntry } from "../journal/operations.ts"
import { closingOf, isUrgent } from "../journal/phase.ts"
import type { JournalTable } from "../journal/table.ts"
import { batchName } from "../notes/batch.ts"
import { missingBatches } from "./channel-queries.ts"
import { acceptedBallots } from "./ledger-queries.ts"
import type { UrnTable } from "./table.ts"

export interface HoursFile {
  readonly journal: JournalTable
  readonly election: ElectionTable
  readonly authority: AuthorityTable
  readonly urn: UrnTable
}

/**
 * Makes what the act `open` states: the hours of the vote, from the definition unless they are given, and that the urn
 * is empty.
 *
 * @param given - `opens` and `closes`, each an instant
 * @throws UrneError `hour-refused` unless it closes after it opens
 */
export function openStatements(file: HoursFile, given: readonly Statement[]): readonly Statement[] {
  const { definition } = file.election.get()
  const opens = givenHour("open", given, "opens") ?? definition.opens
  const closes = givenHour("open", given, "closes") ?? definition.closes
  if (closes <= opens) refuseHour("open", closes, opens)
  return [
    { key: "opens", value: instantText(opens) },
    { key: "closes", value: instantText(closes) },
    { key: "urn", value: `${acceptedBallots(file)} ballots` },
  ]
}

/**
 * Makes what the act `suspend` states: why, and the hour of closing, which stays. By such an act the authority may also
 * take over an urgent suspension, which then no longer ends by itself.
 *
 * @param given - `reason`
 * @throws UrneError `wrong-phase` where the vote is suspended already, and not urgently
 */
export function suspendStatements(file: HoursFile, given: readonly Statement[]): readonly Statement[] {
  const last = lastPhaseEntry(file.journal)?.event
  if (last !== undefined && "phase" in last && last.phase === "suspended" && !isUrgent(last)) {
    throw new UrneError("wrong-phase", { phase: "suspended", wanted: ["open"] })
  }
  return [hourStatement(currentClosing(file)), ...reasonStatements("suspend", given)]
}

/** Makes what the act `resume` states, which is the same as for `suspend`. @param given - `reason` */
export function resumeStatements(file: HoursFile, given: readonly Statement[]): readonly Statement[] {
  return [hourStatement(currentClosing(file)), ...reasonStatements("resume", given)]
}

/**
 * Makes what the act `extend` states: a later hour of closing, the one that it replaces, and why.
 *
 * @param given - `closes`, `reason`
 * @throws UrneError `hour-refused` unless the hour is later
 */
export function extendStatements(file: HoursFile, given: readonly Statement[]): readonly Statement[] {
  const before = currentClosing(file)
  const closes = givenHour("extend", given, "closes")
  if (closes === undefined) throw new UrneError("given-missing", { kind: "extend", option: "--closes" })
  if (closes <= before) refuseHour("extend", closes, before)
  return [
    hourStatement(closes),
    { key: "instead-of", value: instantText(before) },
    ...reasonStatements("extend", given),
  ]
}

/**
 * Makes what the act `close` states: the present hour of closing, never an earlier one, and the batches without which
 * the urn is frozen.
 *
 * @param given - `missing`, each as `CHANNEL NUMBER`
 * @throws UrneError `batch-not-missing`
 */
export function closeStatements(file: HoursFile, given: readonly Statement[]): readonly Statement[] {
  const missing = missingBatches(file).map(batchName)
  const declared = given.filter(({ key }) => key === "missing")
  const present = declared.find(({ value }) => !missing.includes(value))
  if (present !== undefined) throw new UrneError("batch-not-missing", { batch: present.value })
  return [hourStatement(currentClosing(file)), ...declared]
}

/** Returns the phase to which an act of this room leads, and the hour of closing that goes with it. */
export function phaseAfter(
  act: Act,
  { phase, until }: PhaseBefore,
): { readonly phase?: Phase; readonly closes?: string; readonly until?: string } {
  const closes = statementOf(act, "closes")
  switch (act.kind) {
    case "suspend":
      return { phase: "suspended", ...(closes === undefined ? {} : { closes }) }
    case "resume":
      return { phase: "open", ...(closes === undefined ? {} : { closes }) }
    case "extend":
      // An urgent suspension goes on to its end.
      return { phase, ...(closes === undefined ? {} : { closes }), ...(until === undefined ? {} : { until }) }
    default:
      return {}
  }
}

/**
 * Returns the hour of closing (milliseconds) while the urn is open or suspended, or the one that it had when it closed.
 */
export function currentClosing({ journal }: Pick<HoursFile, "journal">): number {
  const entry = lastPhaseEntry(journal)
  const closes = entry === undefined ? undefined : closingOf(entry.event)
  if (closes === undefined) throw new Error("an urn that was never opened, or is frozen, has no hour of closing")
  return closes
}

function givenHour(kind: ActKind, given: readonly Statement[], key: string): number | undefined {
  const text = given.find((statement) => statement.key === key)?.value
  if (text === undefined) return undefined
  const hour = parseInstant(text)
  if (hour === undefined) throw new UrneError("hour-refused", { kind, given: text, limit: "2014-11-28T19:00:00Z" })
  return hour
}

function hourStatement(closes: number): Statement {
  return { key: "closes", value: instantText(closes) }
}

function refuseHour(kind: ActKind, given: number, limit: number): never {
  throw new UrneError("hour-refused", { kind, given: instantText(given), limit: instantText(limit) })
}
