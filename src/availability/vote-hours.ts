import { parseInstant } from "../core/instant.ts"
import { must } from "../core/must.ts"
import type { ActEffective } from "../journal/event.ts"
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
}

/** Puts the hours of the vote together. An annulment ends what was promised. */
export function voteHoursOf({ defined, opening, opens, closes: decided, opened, effective }: HourSources): VoteHours {
  const since = effective.filter(({ number }) => opened !== undefined && number > opened.number)
  const at = (event: ActEffective) => must(parseInstant(event.at), "the instant of an entry")
  const annulled = effective.find(({ event }) => event.kind === "annul")?.event
  const closes = Math.min(decided, annulled === undefined ? Infinity : at(annulled))
  const suspended: Span[] = []
  let began: number | undefined
  for (const { event } of since) {
    if (event.kind === "suspend") began = at(event)
    else if (event.kind === "resume" && began !== undefined) {
      suspended.push({ from: began, to: at(event) })
      began = undefined
    }
  }
  if (began !== undefined) suspended.push({ from: began, to: Math.max(began, closes) })
  const numbers = (kind: "extend" | "suspend") => since.flatMap(({ event }) => (event.kind === kind ? [event.act] : []))
  return {
    defined,
    promised: { from: opens, to: Math.max(opens, closes) },
    opened: opened?.at,
    suspended,
    acts: { open: opening, extend: numbers("extend"), suspend: numbers("suspend") },
  }
}
