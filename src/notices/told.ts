/** What the journal tells in public about the vote: all that a notice says of it. */
import { type Act, statementOf } from "../authority/act.ts"
import { lossOf } from "../authority/lost-state.ts"
import type { VoteHours } from "../availability/hours.ts"
import { voteHoursOf } from "../availability/vote-hours.ts"
import { parseInstant } from "../core/instant.ts"
import { must } from "../core/must.ts"
import type { Phase } from "../core/vocabulary.ts"
import type { Definition } from "../definition/definition.ts"
import type { Event, EventType } from "../journal/event.ts"
import { closingOf, phaseAt } from "../journal/phase.ts"

/** The types of entries from which a notice is made. */
export const toldTypes = [
  "election.created",
  "act.effective",
  "roll.imported",
  "urn.opened",
  "urn.suspended",
  "urn.counted",
  "urn.frozen",
  "tally.result",
] as const satisfies readonly EventType[]
export type ToldType = (typeof toldTypes)[number]
export type ToldEvent = Extract<Event, { readonly type: ToldType }>

export function isTold(event: Event): event is ToldEvent {
  return (toldTypes as readonly EventType[]).includes(event.type)
}

/** One of these entries. */
export interface ToldEntry {
  readonly number: number
  readonly event: ToldEvent
  /** The hours that an act `open` states, in milliseconds. */
  readonly hours?: { readonly opens: number | undefined; readonly closes: number | undefined } | undefined
  /** Set where an act `recover` says that everything after a state of the journal may be lost. */
  readonly isLoss?: boolean
}

/** Reads what a notice tells of an act that took effect and its entry does not say. */
export function toldOfAct(act: Act | undefined): Pick<ToldEntry, "hours" | "isLoss"> {
  const hour = (key: string) => parseInstant(statementOf(must(act, "an act"), key) ?? "")
  if (act?.kind === "open") return { hours: { opens: hour("opens"), closes: hour("closes") } }
  return act !== undefined && lossOf(act).kept !== undefined ? { isLoss: true } : {}
}

/**
 * Whether a notice may name the journal up to this entry: it changes the phase, counts the voters, goes on from an older
 * copy, or orders the opening before any of them came, so its instant is public anyway. A fresher state would date the
 * ballots that came since.
 */
export function isPoint({ event, isLoss = false }: ToldEntry): boolean {
  return (
    isLoss ||
    event.type === "urn.counted" ||
    "phase" in event ||
    (event.type === "act.effective" && event.kind === "open")
  )
}

export function toldAt({ event }: ToldEntry): number {
  return must(parseInstant(event.at), "the instant of an entry that is always dated")
}

/** What a state of the journal tells. Instants are milliseconds. */
export interface Told {
  readonly phase: Phase
  readonly hours: VoteHours
  /** Acts that extended the vote, with the hour of closing before and after each. */
  readonly extensions: readonly { readonly act: number; readonly from: number; readonly to: number }[]
  /** Acts by which the vote went on from an older copy, and when. */
  readonly losses: readonly { readonly act: number; readonly at: number }[]
  /** How many members may vote. */
  readonly registered: number | undefined
  /** The last turnout that was counted, and the number of its entry. */
  readonly counted: { readonly number: number; readonly at: number; readonly voters: number } | undefined
  readonly frozen: { readonly at: number; readonly ballots: number } | undefined
}

/** @param at - in milliseconds: the clock closes the urn */
export function toldOf(entries: readonly ToldEntry[], definition: Definition, at: number): Told {
  const { opens: from, closes: to } = definition
  const of = <T extends ToldType>(type: T) =>
    entries.flatMap((entry) =>
      entry.event.type === type ? [{ ...entry, event: entry.event as Extract<ToldEvent, { type: T }> }] : [],
    )
  const opening = entries.findLast(({ event }) => event.type === "act.effective" && event.kind === "open")
  const opens = opening?.hours?.opens ?? from
  const effective = of("act.effective")
  const extensions: { act: number; from: number; to: number }[] = []
  let closes = opening?.hours?.closes ?? to
  for (const { event } of entries) {
    const decided = closingOf(event) ?? closes
    if (event.type === "act.effective" && event.kind === "extend" && decided !== closes) {
      extensions.push({ act: event.act, from: closes, to: decided })
    }
    closes = decided
  }
  const opened = of("urn.opened").at(-1)
  const counted = of("urn.counted").at(-1)
  const frozen = of("urn.frozen").at(-1)
  return {
    phase: phaseAt(entries.findLast(({ event }) => "phase" in event)?.event, at),
    hours: voteHoursOf({
      defined: { from, to },
      opening: opening?.event.type === "act.effective" ? opening.event.act : undefined,
      ...{ opens, closes, effective, urgent: of("urn.suspended") },
      opened: opened && { number: opened.number, at: toldAt(opened) },
    }),
    extensions,
    losses: effective.flatMap((entry) => (entry.isLoss === true ? [{ act: entry.event.act, at: toldAt(entry) }] : [])),
    registered: of("roll.imported").at(-1)?.event.eligible,
    counted: counted && { number: counted.number, at: toldAt(counted), voters: counted.event.voters },
    frozen: frozen && { at: toldAt(frozen), ballots: frozen.event.ballots },
  }
}
