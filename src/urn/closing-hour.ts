import { type Act, statementOf } from "../authority/act.ts"
import { type DecidedFile, effectiveActs } from "../authority/proven-acts.ts"
import { parseInstant } from "../core/instant.ts"
import type { ElectionTable } from "../definition/table.ts"
import { lastPhaseEntry } from "../journal/operations.ts"
import { closingOf } from "../journal/phase.ts"

export interface HoursFile extends DecidedFile {
  readonly election: ElectionTable
}

/**
 * Returns the hour of closing, extensions included (milliseconds): from the last entry, or else the act `open`, or else
 * the definition.
 */
export function closingHour(file: HoursFile): number {
  const last = lastPhaseEntry(file.journal)
  const running = last === undefined ? undefined : closingOf(last.event)
  if (running !== undefined) return running
  // Once the urn is frozen no entry states the hour any more, but the last act that extended the vote does.
  const deciding = effectiveActs(file, "extend").at(-1) ?? openingAct(file)
  return hourOf(deciding, "closes", file.election.get().definition.closes)
}

/** Returns the same while a vote is still to come or to be frozen. After that it bounds nothing. */
export function closingAhead(file: HoursFile): number | undefined {
  const last = lastPhaseEntry(file.journal)?.event
  const phase = last !== undefined && "phase" in last ? last.phase : "draft"
  const isAhead = ["draft", "constituted", "sealed", "open", "suspended"].includes(phase)
  return isAhead ? closingHour(file) : undefined
}

/** Returns the act `open` in effect. */
export function openingAct(file: DecidedFile): Act | undefined {
  return effectiveActs(file, "open").at(-1)
}

/** Reads an hour that an act states, in milliseconds. */
export function hourOf(act: Act | undefined, key: "opens" | "closes", otherwise: number): number {
  return parseInstant(act === undefined ? "" : (statementOf(act, key) ?? "")) ?? otherwise
}
