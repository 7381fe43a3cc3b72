import { provenActs } from "../authority/proven-acts.ts"
import type { Span } from "../availability/spans.ts"
import { UrneError } from "../core/error.ts"
import type { IncidentEvent } from "../register/incident-event.ts"
import { hasRegister, privateOf, provedRegister, type ProvedEntry, type RegisterFile } from "../register/queries.ts"
import { type Deadline, deadlinesOf } from "./deadline.ts"
import { type IncidentEntry, type Incidents, incidentsOf } from "./fold.ts"
import type { Incident } from "./incident.ts"
import { outagesOf } from "./outages.ts"
import { publicEntry } from "./public-entry.ts"

/**
 * Reads all incidents and interventions from the register, with their private texts.
 *
 * @throws UrneError `entry-altered`, `election-file-altered`, `act-altered`
 */
export function recordedIncidents(file: RegisterFile): Incidents {
  if (!hasRegister(file)) return { incidents: [], interventions: [], faults: [] }
  return incidentsOf(provedRegister(file).entries.flatMap((entry) => incidentEntry(file, entry) ?? []))
}

/** The types of entries about incidents that may have private fields. */
type WithPrivate = Extract<IncidentEvent, { readonly private?: unknown }>["type"]

function incidentEntry(file: RegisterFile, proved: ProvedEntry): IncidentEntry | undefined {
  const told = publicEntry(proved)
  if (told === undefined) return undefined
  const content = privateOf(file, proved as ProvedEntry<WithPrivate>)
  return content === undefined
    ? told
    : { ...told, event: { ...told.event, private: content } as unknown as IncidentEntry["event"] }
}

/** @throws UrneError `incident-refused` */
export function requireIncident(file: RegisterFile, number: number): Incident {
  const found = recordedIncidents(file).incidents.find((one) => one.number === number)
  if (found === undefined) throw new UrneError("incident-refused", { incident: number, rule: "unknown-incident" })
  return found
}

/** Lists by when somebody has to be told about an incident. */
export function deadlinesAbout(file: RegisterFile, incident: Incident): readonly Deadline[] {
  // An entry by anybody who was a member at the time made the authority aware.
  const members = new Set(provenActs(file).flatMap(({ judge }) => judge.members.map(({ id }) => id)))
  return deadlinesOf(incident, (writer) => writer.split(", ").some((id) => members.has(id)))
}

/**
 * Lists the times in which, as somebody observed and signed, nobody could vote.
 *
 * @param now - in milliseconds
 * @throws UrneError `entry-altered`, `election-file-altered`, `act-altered`
 */
export function declaredOutages(file: RegisterFile, now: number): readonly Span[] {
  return outagesOf(recordedIncidents(file).incidents, now).map(({ from, to }) => ({ from, to }))
}

/** What remains to be done about incidents: those that are open, and the unmet deadlines of all. */
export interface OpenIncidents {
  readonly open: readonly Incident[]
  readonly deadlines: readonly Deadline[]
}

/** @throws UrneError `entry-altered`, `election-file-altered`, `act-altered` */
export function openIncidents(file: RegisterFile): OpenIncidents {
  const { incidents } = recordedIncidents(file)
  const all = incidents.flatMap((one) => deadlinesAbout(file, one))
  return {
    open: incidents.filter(({ state }) => state === "open"),
    deadlines: all.filter(({ met }) => met === undefined),
  }
}
