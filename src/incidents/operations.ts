import { provenActs } from "../authority/proven-acts.ts"
import { requireNamedComponent } from "../components/queries.ts"
import { UrneError } from "../core/error.ts"
import type { World } from "../core/world.ts"
import type { SigningKey } from "../notes/key.ts"
import type { IncidentEvent } from "../register/incident-event.ts"
import { appendEntry } from "../register/operations.ts"
import type { RegisterFile } from "../register/queries.ts"
import type { Store } from "../store/store.ts"
import { ordersNot } from "./orders.ts"
import { recordedIncidents } from "./queries.ts"
import { ruleBroken } from "./rules.ts"

interface WrittenFile extends RegisterFile {
  readonly store: Store
}

/** A new entry. */
export interface EnteredEvent<Event extends IncidentEvent = IncidentEvent> {
  readonly event: Event
  readonly entry: number
  /** Milliseconds. */
  readonly at: number
  readonly writer: string
}

/**
 * Enters events about incidents, all of them or none. Each is checked against the entries before it within the
 * transaction, so if two terminals give the same number, one of them is refused.
 *
 * @param ahead - enters in the same transaction what the events rest on, and returns them with what was entered
 * @throws UrneError `incident-refused`, `no-such-component`, `act-orders-nothing-such`, and what `appendEntry` throws
 */
export function enterEvents<Event extends IncidentEvent>(
  file: WrittenFile,
  events: readonly Event[],
  key: SigningKey,
  world: Pick<World, "now" | "random">,
  ahead: (events: readonly Event[], key: SigningKey) => readonly Event[] = (same) => same,
): readonly EnteredEvent<Event>[] {
  return file.store.write(() =>
    ahead(events, key).map((event) => {
      requireEnterable(file, event)
      const { number, at, signers } = appendEntry(file, [key], event, world)
      return { event, entry: number, at, writer: signers.map(({ id }) => id).join(", ") }
    }),
  )
}

/**
 * Requires that an entry may follow those before it, that a component which it names is registered, where any is, and
 * that an act orders what it says is ordered. Commands check this before they keep a file or open a key.
 *
 * @throws UrneError `incident-refused`, `no-such-component`, `act-orders-nothing-such`
 */
export function requireEnterable(file: RegisterFile, event: IncidentEvent): void {
  const { incidents, interventions } = recordedIncidents(file)
  const known = new Map(incidents.map((one) => [one.number, one]))
  const rule = ruleBroken({ incidents: known, interventions: interventions.length }, event)
  if (rule !== undefined) {
    throw new UrneError("incident-refused", { incident: "incident" in event ? event.incident : undefined, rule })
  }
  if ("component" in event) requireNamedComponent(file, event.component)
  if (event.type !== "incident.authorised") return
  const hours = known.get(event.incident)?.decisions[event.decision - 1]?.hours ?? []
  const act = provenActs(file).find(({ stored }) => stored.number === event.act && stored.state === "effective")?.act
  const fault = ordersNot(act, hours)
  if (fault !== undefined) throw new UrneError("act-orders-nothing-such", { act: event.act, ...fault })
}
