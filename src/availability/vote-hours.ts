import { parseInstant } from "../core/instant.ts"
import { must } from "../core/must.ts"
import type { ActEffective, UrnSuspended } from "../journal/event.ts"
import { suspendedSpans, type VoteChange } from "../journal/suspended.ts"
import type { VoteHours } from "./hours.ts"
import type { Span } from "./spans.ts"

/** What acts and entries say of the hours. Instants are milliseconds. */
export interface HourSources {
  readonly defined: Span
  /** The act `open` in effect, and the hour of opening that it states, or else that of the definition. */
  readonly opening: number | undefined
  readonly opens: number
  /** The hour of closing as it was decided last. */
  readonly closes: number
  /** The entry of the zero report. */
  readonly opened: { readonly number: number; readonly at: number } | undefined
  /** The acts that took effect, in order, with the number of the entry of each. */
  readonly effective: readonly { readonly number: number; readonly event: ActEffective }[]
  /** The urgent suspensions, in order, with the number of the entry of each. */
  readonly urgent: readonly { readonly number: number; readonly event: UrnSuspended }[]
}

/** Puts the hours of the vote together. An annulment ends what was promised. */
export function voteHoursOf({
  defined,
  opening,
  opens,
  closes: decided,
  opened,
  effective,
  urgent,
}: HourSources): VoteHours {
  const since = effective.filter(({ number }) => opened !== undefined && number > opened.number)
  const annulled = effective.find(({ event }) => event.kind === "annul")?.event
  const closes = Math.min(decided, annulled === undefined ? Infinity : instantOf(annulled))
  const suspended = suspendedSpans(
    [...since, ...urgent].sort((a, b) => a.number - b.number).flatMap(({ event }) => changeOf(event) ?? []),
    closes,
  )
  const numbers = (kind: "extend" | "suspend") => since.flatMap(({ event }) => (event.kind === kind ? [event.act] : []))
  return {
    defined,
    promised: { from: opens, to: Math.max(opens, closes) },
    opened: opened?.at,
    suspended,
    urgent: urgent.map(({ event }) => urgentChange(event)),
    acts: { open: opening, extend: numbers("extend"), suspend: numbers("suspend") },
  }
}

function instantOf({ at }: { readonly at: string }): number {
  return must(parseInstant(at), "the instant of an entry")
}

function changeOf(event: ActEffective | UrnSuspended): VoteChange | undefined {
  if (event.type === "urn.suspended") return { kind: "urgent", ...urgentChange(event) }
  return event.kind === "suspend" || event.kind === "resume" ? { kind: event.kind, at: instantOf(event) } : undefined
}

function urgentChange(event: UrnSuspended): { readonly at: number; readonly until: number | undefined } {
  return { at: instantOf(event), until: event.until === undefined ? undefined : instantOf({ at: event.until }) }
}
