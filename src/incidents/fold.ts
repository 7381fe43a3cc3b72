import { must } from "../core/must.ts"
import type { IncidentRule } from "../core/refusals.ts"
import type { IncidentEvent } from "../register/incident-event.ts"
import type { Claim, Entered, Incident, Intervention } from "./incident.ts"
import { ruleBroken } from "./rules.ts"

/** An entry of the register about an incident or an intervention. */
export interface IncidentEntry {
  readonly number: number
  /** Milliseconds. */
  readonly at: number
  readonly writer: string
  readonly event: IncidentEvent
}

export interface Incidents {
  readonly incidents: readonly Incident[]
  readonly interventions: readonly Intervention[]
  /** Entries that break a rule, and therefore have no effect. */
  readonly faults: readonly { readonly entry: number; readonly rule: IncidentRule }[]
}

/** Folds entries about incidents, in the order of the register, into incidents. */
export function incidentsOf(entries: Iterable<IncidentEntry>): Incidents {
  const incidents = new Map<number, Incident>()
  const interventions: Intervention[] = []
  const faults: { entry: number; rule: IncidentRule }[] = []
  for (const { number, at, writer, event } of entries) {
    const rule = ruleBroken({ incidents, interventions: interventions.length }, event)
    if (rule !== undefined) {
      faults.push({ entry: number, rule })
      continue
    }
    const entered: Entered = { entry: number, at, writer, corrections: [] }
    if (event.type === "intervention.added") {
      interventions.push({ ...event, ...entered })
    } else if (event.type === "intervention.corrected") {
      const { intervention, what } = event
      const before = must(interventions[intervention - 1], "an intervention that is corrected")
      const corrections = [...before.corrections, { entry: number, at, writer, what }]
      interventions[intervention - 1] = { ...before, corrections }
    } else {
      incidents.set(event.incident, after(incidents.get(event.incident), event, entered))
    }
  }
  return { incidents: [...incidents.values()], interventions, faults }
}

type About = Exclude<IncidentEvent, { readonly type: "intervention.added" | "intervention.corrected" }>

/** Applies an entry that breaks no rule to its incident. */
function after(incident: Incident | undefined, event: About, entered: Entered): Incident {
  if (event.type === "incident.opened") return opened(event, entered)
  if (incident === undefined) throw new Error(`an entry about incident ${event.incident} comes before its opening`)
  switch (event.type) {
    case "incident.observed":
      return { ...incident, observations: [...incident.observations, { ...event, ...entered }] }
    case "incident.claimed": {
      const claim = { ...event, ...entered, status: "asserted" as const, judgements: [] }
      return { ...incident, claims: [...incident.claims, claim] }
    }
    case "incident.judged": {
      const { claim, status } = event
      const judge = (one: Claim): Claim => ({
        ...one,
        status,
        judgements: [...one.judgements, { ...event, ...entered }],
      })
      return { ...incident, claims: incident.claims.map((one) => (one.claim === claim ? judge(one) : one)) }
    }
    case "incident.evidenced":
      return { ...incident, evidence: [...incident.evidence, { ...event, ...entered }] }
    case "incident.concluded":
      return { ...incident, conclusions: [...incident.conclusions, { ...event, ...entered }] }
    case "incident.decided":
      return { ...incident, decisions: [...incident.decisions, { ...event, ...entered, authorised: undefined }] }
    case "incident.authorised": {
      const authorised = { ...event, ...entered }
      return {
        ...incident,
        decisions: incident.decisions.map((one) => (one.decision === event.decision ? { ...one, authorised } : one)),
      }
    }
    case "incident.told":
      return { ...incident, told: [...incident.told, { ...event, ...entered }] }
    case "incident.closed":
    case "incident.reopened": {
      const state = event.type === "incident.closed" ? "closed" : "open"
      return { ...incident, state, turns: [...incident.turns, { state, reason: event.reason, ...entered }] }
    }
    case "incident.corrected":
      return corrected(incident, event, entered)
  }
}

function opened({ incident, title }: Extract<About, { readonly type: "incident.opened" }>, entered: Entered): Incident {
  const nothing = { observations: [], claims: [], evidence: [], conclusions: [], decisions: [], told: [], turns: [] }
  return { number: incident, title, state: "open", ...nothing, ...entered }
}

/** Puts a correction beside the entry that it corrects, which stays as it was. */
function corrected(
  incident: Incident,
  { entry: wrong, what }: Extract<About, { readonly type: "incident.corrected" }>,
  { entry, at, writer }: Entered,
): Incident {
  const mend = <T extends Entered>(one: T): T =>
    one.entry === wrong ? { ...one, corrections: [...one.corrections, { entry, at, writer, what }] } : one
  return {
    ...mend(incident),
    observations: incident.observations.map(mend),
    claims: incident.claims.map((claim) => ({ ...mend(claim), judgements: claim.judgements.map(mend) })),
    evidence: incident.evidence.map(mend),
    conclusions: incident.conclusions.map(mend),
    decisions: incident.decisions.map((one) => ({
      ...mend(one),
      authorised: one.authorised === undefined ? undefined : mend(one.authorised),
    })),
    told: incident.told.map(mend),
    turns: incident.turns.map(mend),
  }
}
