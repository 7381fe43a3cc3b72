import type { Command } from "commander"
import { UrneError } from "../core/error.ts"
import { instantText } from "../core/instant.ts"
import type { ElectionSession } from "../election/session.ts"
import type { Incidents } from "../incidents/fold.ts"
import type { Incident } from "../incidents/incident.ts"
import type { EnteredEvent } from "../incidents/operations.ts"
import type { SigningKey } from "../notes/key.ts"
import type { IncidentEvent } from "../register/incident-event.ts"
import { largestNumber, wholeNumber } from "../terminal/options.ts"
import type { App, Rendering } from "./app.ts"
import { requireRegisterWritable, writingKey, type WritingOptions, writingOptions } from "./writing.ts"

/** The event of some type, or of one of several. */
export type EventOf<Type extends IncidentEvent["type"]> = Extract<IncidentEvent, { readonly type: Type }>

/** An event to enter, and what has to be done before it may be entered. */
export interface Told<Event extends IncidentEvent> {
  readonly event: Event
  readonly before?: () => Promise<void>
}

/** Makes the command that enters something about one incident, which is its first argument. */
export function aboutIncident(
  incident: Command,
  name: keyof App["labels"]["incidents"]["commands"],
  app: App,
  ...others: readonly string[]
): Command {
  const command = incident.command(name).description(app.labels.incidents.commands[name]).argument("<incident>")
  for (const other of others) command.argument(other)
  return writingOptions(command, app)
}

/**
 * Enters something about one incident. What may not be entered is refused before anybody opens a key, and before any
 * question if the incident takes nothing.
 *
 * @param state - that the incident has to have
 */
export async function enter<Event extends IncidentEvent>(
  session: ElectionSession,
  options: WritingOptions,
  typed: string,
  tell: (about: { readonly number: number; readonly incident: Incident }) => Told<Event> | Promise<Told<Event>>,
  state: Incident["state"] | "any" = "open",
): Promise<EnteredEvent<Event>> {
  const { requireIncident } = await import("../incidents/queries.ts")
  const number = wholeNumber("INCIDENT", typed, 1, largestNumber)
  const incident = requireIncident(session.file, number)
  if (state !== "any" && incident.state !== state) {
    throw new UrneError("incident-refused", { incident: number, rule: state === "open" ? "closed" : "not-closed" })
  }
  return enterAny(session, options, () => tell({ number, incident }))
}

/** Enters something that belongs to no single incident. */
export async function enterAny<Event extends IncidentEvent>(
  session: ElectionSession,
  options: WritingOptions,
  tell: (known: Incidents) => Told<Event> | Promise<Told<Event>>,
): Promise<EnteredEvent<Event>> {
  const { must } = await import("../core/must.ts")
  const [made] = await enterAll(session, options, async (known) => {
    const { event, before } = await tell(known)
    return { events: [event], ...(before === undefined ? {} : { before }) }
  })
  return must(made, "an entry that was made")
}

/** Several events to enter together, and what has to be done before they are, outside their transaction or in it. */
interface ToldTogether<Event extends IncidentEvent> {
  readonly events: readonly [Event, ...Event[]]
  readonly before?: () => Promise<void>
  readonly ahead?: (events: readonly Event[], key: SigningKey) => readonly Event[]
}

/** Enters several events, all of them or none. The first is checked against the rules before a key is opened. */
export async function enterAll<Event extends IncidentEvent>(
  session: ElectionSession,
  options: WritingOptions,
  tell: (known: Incidents) => Promise<ToldTogether<Event>>,
): Promise<readonly EnteredEvent<Event>[]> {
  const { recordedIncidents } = await import("../incidents/queries.ts")
  const { enterEvents, requireEnterable } = await import("../incidents/operations.ts")
  await requireRegisterWritable(session)
  const { events, before, ahead } = await tell(recordedIncidents(session.file))
  requireEnterable(session.file, events[0])
  const key = await writingKey(session, options)
  await before?.()
  return enterEvents(session.file, events, key, session.world, ahead)
}

/** Shows what was entered: to people as a sentence, to programs as numbers. */
export function entered<Made extends EnteredEvent>(say: (made: Made) => string): Rendering<Made> {
  return {
    human: (made) => `${say(made)}\n`,
    json: ({ event, at, ...rest }) => {
      const numbers = ["incident", "claim", "status", "evidence", "sha256", "conclusion", "decision", "act"]
      const shown = [...numbers, "observation", "intervention"].flatMap((name) => {
        const value = (event as unknown as Readonly<Record<string, unknown>>)[name]
        return typeof value === "number" || typeof value === "string" ? [[name, value] as const] : []
      })
      return { ...Object.fromEntries(shown), ...rest, at: instantText(at) }
    },
  }
}
