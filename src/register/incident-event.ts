import type { Cause, Claimant, ClaimStatus, Effect, IncidentFinding, Informed } from "../core/vocabulary.ts"
import type { Sha256 } from "../journal/event.ts"

/**
 * What is entered about an incident, and about interventions on the system. Each is one entry of the register, which
 * adds the instant and the signature of its writer. Nothing is taken back: a correction is an entry of its own.
 *
 * Incidents are numbered from 1, and so are the observations, claims, pieces of evidence, conclusions and decisions of
 * each. Fields in `private` are left out of the public version of the register.
 */
export type IncidentEvent =
  | IncidentOpened
  | IncidentObserved
  | IncidentClaimed
  | IncidentJudged
  | IncidentEvidenced
  | IncidentConcluded
  | IncidentDecided
  | IncidentAuthorised
  | IncidentTold
  | IncidentClosed
  | IncidentReopened
  | IncidentCorrected
  | InterventionAdded
  | InterventionCorrected

interface AboutIncident {
  readonly incident: number
}

export interface IncidentOpened extends AboutIncident {
  readonly type: "incident.opened"
  readonly title: string
}
/** A fact that somebody saw. It says nothing about the cause. */
export interface IncidentObserved extends AboutIncident {
  readonly type: "incident.observed"
  readonly observation: number
  readonly what: string
  /** When it began, and when it ended if it has. */
  readonly from: string
  readonly until?: string
  readonly effect: Effect
  readonly component?: string
  /** The number of the apparent interruption (`silence.found`) on which it rests. */
  readonly silence?: number
  readonly private?: { readonly seenBy: string }
}
/** Somebody asserts a cause. The entry does not say that it is true. */
export interface IncidentClaimed extends AboutIncident {
  readonly type: "incident.claimed"
  readonly claim: number
  readonly cause: Cause
  /** The assertion, in the claimant's words. */
  readonly what: string
  readonly claimant: Claimant
  /** The name, if it may be public. */
  readonly by?: string
  /** When and where it was said. */
  readonly said: string
  readonly where: string
  readonly private?: { readonly by: string }
}
/** A claim changes its status, by evidence or because it was withdrawn. */
export interface IncidentJudged extends AboutIncident {
  readonly type: "incident.judged"
  readonly claim: number
  readonly status: Exclude<ClaimStatus, "asserted">
  readonly evidence: readonly number[]
  readonly reason: string
}
/** A file that is kept beside the election file, named by its hash. */
export interface IncidentEvidenced extends AboutIncident {
  readonly type: "incident.evidenced"
  readonly evidence: number
  readonly what: string
  readonly sha256: Sha256
  readonly size: number
  readonly private?: { readonly name: string }
}
export interface IncidentConcluded extends AboutIncident {
  readonly type: "incident.concluded"
  readonly conclusion: number
  readonly finding: IncidentFinding
  readonly what: string
  /** The claims on which the conclusion rests. */
  readonly claims: readonly number[]
}
/** What is proposed because of an incident. It takes effect only when an act of the authority orders it. */
export interface IncidentDecided extends AboutIncident {
  readonly type: "incident.decided"
  readonly decision: number
  readonly what: string
  /** Time that is added to the vote: for one channel, or for all if none is named. */
  readonly hours?: readonly AddedTime[]
  /** How many ballots it concerns. They are marked so, and stay in the urn. */
  readonly ballots?: number
  readonly evidence?: readonly number[]
}
export interface AddedTime {
  readonly channel?: string
  readonly minutes: number
}
export interface IncidentAuthorised extends AboutIncident {
  readonly type: "incident.authorised"
  readonly decision: number
  readonly act: number
}
export interface IncidentTold extends AboutIncident {
  readonly type: "incident.told"
  readonly whom: Informed
  readonly what: string
}
export interface IncidentClosed extends AboutIncident {
  readonly type: "incident.closed"
  readonly reason: string
}
export interface IncidentReopened extends AboutIncident {
  readonly type: "incident.reopened"
  readonly reason: string
}
/** Says what is wrong in an earlier entry about the same incident, which stays as it is. */
export interface IncidentCorrected extends AboutIncident {
  readonly type: "incident.corrected"
  /** The number of the corrected entry in the register. */
  readonly entry: number
  readonly what: string
}

/** Somebody did something on the system of the vote (R211-571 of the French general code of the public service). */
export interface InterventionAdded {
  readonly type: "intervention.added"
  readonly intervention: number
  readonly what: string
  readonly why: string
  readonly from: string
  readonly until?: string
  readonly component?: string
  /** The incident that was the reason for it. */
  readonly incident?: number
  readonly private?: { readonly who: string }
}
/** Says what is wrong in an earlier entry about an intervention, which stays as it is. */
export interface InterventionCorrected {
  readonly type: "intervention.corrected"
  readonly intervention: number
  readonly what: string
}
