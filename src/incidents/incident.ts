import type { ClaimStatus } from "../core/vocabulary.ts"
import type {
  IncidentAuthorised,
  IncidentClaimed,
  IncidentConcluded,
  IncidentDecided,
  IncidentEvidenced,
  IncidentJudged,
  IncidentObserved,
  IncidentTold,
  InterventionAdded,
} from "../register/incident-event.ts"

/** Incidents as the register tells them. Everything in them says who entered it, when, and what was corrected since. */

/** Where something stands in the register. */
export interface Entered {
  /** The number of the entry. */
  readonly entry: number
  /** Milliseconds. */
  readonly at: number
  /** The name of whoever signed the entry. */
  readonly writer: string
  readonly corrections: readonly Correction[]
}
interface Correction {
  readonly entry: number
  readonly at: number
  readonly writer: string
  readonly what: string
}

type Recorded<Event extends object> = Event & Entered

export type Observation = Recorded<IncidentObserved>
export type Evidence = Recorded<IncidentEvidenced>
export type Conclusion = Recorded<IncidentConcluded>
export type Telling = Recorded<IncidentTold>
export type Judgement = Recorded<IncidentJudged>
export type Intervention = Recorded<InterventionAdded>

export interface Claim extends IncidentClaimed, Entered {
  readonly status: ClaimStatus
  /** Every change of the status, in order. */
  readonly judgements: readonly Judgement[]
}

export interface Decision extends IncidentDecided, Entered {
  /** The act that orders it; until there is one it is only proposed. */
  readonly authorised: Recorded<IncidentAuthorised> | undefined
}

/** The incident is closed or open again. */
export interface Turn extends Entered {
  readonly state: "closed" | "open"
  readonly reason: string
}

export interface Incident extends Entered {
  readonly number: number
  readonly title: string
  readonly state: "open" | "closed"
  readonly observations: readonly Observation[]
  readonly claims: readonly Claim[]
  readonly evidence: readonly Evidence[]
  readonly conclusions: readonly Conclusion[]
  readonly decisions: readonly Decision[]
  readonly told: readonly Telling[]
  readonly turns: readonly Turn[]
}

/** The status that a claim had at an instant (milliseconds), or `undefined` before it was entered. */
export function statusAt(claim: Claim, instant: number): ClaimStatus | undefined {
  if (claim.at > instant) return undefined
  return claim.judgements.findLast(({ at }) => at <= instant)?.status ?? "asserted"
}

/** The numbers of all entries that tell of an incident. */
export function entriesOf(incident: Incident): readonly number[] {
  const { observations, claims, evidence, conclusions, decisions, told, turns } = incident
  const authorised = decisions.flatMap(({ authorised: one }) => one ?? [])
  const judgements = claims.flatMap((claim) => claim.judgements)
  const all = [incident, ...observations, ...claims, ...judgements, ...evidence, ...conclusions, ...decisions]
  return [...all, ...authorised, ...told, ...turns].map(({ entry }) => entry).sort((a, b) => a - b)
}
