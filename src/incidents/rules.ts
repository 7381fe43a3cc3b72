import { parseInstant } from "../core/instant.ts"
import type { IncidentRule } from "../core/refusals.ts"
import type { IncidentDecided, IncidentEvent, IncidentJudged } from "../register/incident-event.ts"
import { needsEvidence, transitions } from "./claim.ts"
import { entriesOf, type Incident } from "./incident.ts"

/** The state before an entry. */
export interface Known {
  readonly incidents: ReadonlyMap<number, Incident>
  readonly interventions: number
}

/**
 * Names the rule that an entry would break, or returns `undefined` if it may follow what was entered before. Commands
 * refuse such an entry; a reader of the register leaves it out and says so. The rules are stated here alone.
 */
export function ruleBroken(known: Known, event: IncidentEvent): IncidentRule | undefined {
  if (event.type === "intervention.added") return interventionRule(known, event)
  if (event.type === "intervention.corrected") {
    return event.intervention >= 1 && event.intervention <= known.interventions ? undefined : "unknown-intervention"
  }
  const incident = known.incidents.get(event.incident)
  if (event.type === "incident.opened") {
    return event.incident === known.incidents.size + 1 ? undefined : "number"
  }
  if (incident === undefined) return "unknown-incident"
  if (event.type === "incident.corrected") {
    return entriesOf(incident).includes(event.entry) ? undefined : "unknown-entry"
  }
  if (event.type === "incident.reopened") return incident.state === "closed" ? undefined : "not-closed"
  if (incident.state === "closed") return "closed"
  return ruleInside(incident, event)
}

/** Events that are possible only while an incident is open. */
type Inside = Exclude<
  IncidentEvent,
  {
    readonly type:
      "intervention.added" | "intervention.corrected" | "incident.opened" | "incident.corrected" | "incident.reopened"
  }
>

function ruleInside(incident: Incident, event: Inside): IncidentRule | undefined {
  switch (event.type) {
    case "incident.observed":
      return (
        numbered(event.observation, incident.observations) ??
        (isInterval(event.from, event.until) ? undefined : "interval")
      )
    case "incident.claimed":
      return numbered(event.claim, incident.claims)
    case "incident.judged":
      return judgementRule(incident, event)
    case "incident.evidenced":
      return numbered(event.evidence, incident.evidence)
    case "incident.concluded": {
      const supported = event.claims.every((claim) => incident.claims[claim - 1]?.status === "supported")
      return numbered(event.conclusion, incident.conclusions) ?? (supported ? undefined : "claim-not-supported")
    }
    case "incident.decided":
      return decisionRule(incident, event)
    case "incident.authorised": {
      const decision = incident.decisions[event.decision - 1]
      if (decision === undefined) return "unknown-decision"
      return decision.authorised === undefined ? undefined : "authorised-already"
    }
    case "incident.told":
    case "incident.closed":
      return undefined
  }
}

function judgementRule(
  { claims, evidence }: Incident,
  { claim, status, evidence: cited }: IncidentJudged,
): IncidentRule | undefined {
  const judged = claims[claim - 1]
  if (judged === undefined) return "unknown-claim"
  if (!transitions[judged.status].includes(status)) return "transition"
  if (cited.some((number) => evidence[number - 1] === undefined)) return "unknown-evidence"
  if (!needsEvidence(status)) return undefined
  if (cited.length === 0) return "evidence-needed"
  // Evidence that was weighed once does not turn the claim again.
  const before = new Set(judged.judgements.flatMap((one) => one.evidence))
  return cited.some((number) => !before.has(number)) ? undefined : "evidence-again"
}

function decisionRule(
  { decisions, evidence }: Incident,
  { decision, hours = [], evidence: cited = [] }: IncidentDecided,
): IncidentRule | undefined {
  const channels = hours.map(({ channel }) => channel)
  // With time for all and time for one channel in one decision, it would be unclear what that channel gets.
  const isClear = new Set(channels).size === channels.length && (channels.length < 2 || !channels.includes(undefined))
  if (!isClear) return "hours-unclear"
  if (cited.some((number) => evidence[number - 1] === undefined)) return "unknown-evidence"
  return numbered(decision, decisions)
}

function interventionRule(
  { incidents, interventions }: Known,
  { intervention, from, until, incident }: Extract<IncidentEvent, { readonly type: "intervention.added" }>,
): IncidentRule | undefined {
  if (intervention !== interventions + 1) return "number"
  if (incident !== undefined && !incidents.has(incident)) return "unknown-incident"
  return isInterval(from, until) ? undefined : "interval"
}

function numbered(number: number, before: readonly unknown[]): IncidentRule | undefined {
  return number === before.length + 1 ? undefined : "number"
}

function isInterval(from: string, until: string | undefined): boolean {
  const [begin, end] = [parseInstant(from), until === undefined ? Infinity : parseInstant(until)]
  return begin !== undefined && end !== undefined && begin <= end
}
