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

/** Incidents as the register gives them. Each part says who entered it, when, and what was corrected since. */

/** The entry that a part of an incident comes from. */
export interface Entered {
  /** The number of the entry. */
  readonly entry: number
  /** Milliseconds. */
  readonly at: number
  /** The name of the person who signed the entry. */
  readonly writer: string
  readonly corrections: readonly Correction[]
}
export interface Correction {
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
  /** The act that orders it; without one the decision is only proposed. */
  readonly authorised: Recorded<IncidentAuthorised> | undefined
}

/** The incident was closed or reopened. */
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

/** The status of a claim at an instant (milliseconds), or `undefined` before it was entered. */
export function statusAt(claim: Claim, instant: number): ClaimStatus | undefined {
  if (claim.at > instant) return undefined
  return claim.judgements.findLast(({ at }) => at <= instant)?.status ?? "asserted"
}

/** The numbers of all entries about an incident. */
export function entriesOf(incident: Incident): readonly number[] {
  const { observations, claims, evidence, conclusions, decisions, told, turns } = incident
  const authorised = decisions.flatMap(({ authorised: one }) => one ?? [])
  const judgements = claims.flatMap((claim) => claim.judgements)
  const all = [incident, ...observations, ...claims, ...judgements, ...evidence, ...conclusions, ...decisions]
  return [...all, ...authorised, ...told, ...turns].map(({ entry }) => entry).sort((a, b) => a - b)
}
