import { provenActs } from "../authority/proven-acts.ts"
import type { Span } from "../availability/spans.ts"
import { UrneError } from "../core/error.ts"
import { parseInstant } from "../core/instant.ts"
import { must } from "../core/must.ts"
import type { IncidentEvent } from "../register/incident-event.ts"
import { hasRegister, privateOf, provedRegister, type ProvedEntry, type RegisterFile } from "../register/queries.ts"
import { type Deadline, deadlinesOf } from "./deadline.ts"
import { type IncidentEntry, type Incidents, incidentsOf } from "./fold.ts"
import type { Incident } from "./incident.ts"

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
  const { number, at, entry, signers } = proved
  if (!/^(?:incident|intervention)\./.test(entry.type)) return undefined
  const fields = Object.entries(entry).filter(([name]) => !["at", "signed", "private"].includes(name))
  const content = privateOf(file, proved as ProvedEntry<WithPrivate>)
  const told = content === undefined ? fields : [...fields, ["private", content] as const]
  const event = Object.fromEntries(told) as unknown as IncidentEntry["event"]
  return { number, at, writer: signers.map(({ id }) => id).join(", "), event }
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
 * Lists the times in which nobody could vote, as somebody observed and signed. One whose end was not seen lasts until
 * the next observation of the same incident, or until now. What was concluded to be a false alarm does not count.
 *
 * @param now - in milliseconds
 * @throws UrneError `entry-altered`, `election-file-altered`, `act-altered`
 */
export function declaredOutages(file: RegisterFile, now: number): readonly Span[] {
  return recordedIncidents(file).incidents.flatMap(({ observations, conclusions }) => {
    if (conclusions.at(-1)?.finding === "false-positive") return []
    const seen = observations.map(({ from, until, effect }) => ({
      from: instantOf(from),
      until: until === undefined ? undefined : instantOf(until),
      isOutage: effect === "interruption",
    }))
    return seen.flatMap(({ from, until, isOutage }) => {
      if (!isOutage) return []
      const others = seen.filter((other) => !other.isOutage && other.from > from).map((other) => other.from)
      return [{ from, to: until ?? Math.min(now, ...others) }]
    })
  })
}

function instantOf(text: string): number {
  return must(parseInstant(text), "an instant of an observation")
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
