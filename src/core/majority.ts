/**
 * Who is elected by a question, as the definition says it before the vote. A question without a rule elects nobody: its
 * result is its counts.
 */
export interface MajorityRule {
  /** Under the absolute majority an answer needs more than half of the votes, under the relative one as many as it has. */
  readonly majority: Majority
  /** What half is taken of: the valid votes, or all votes cast, blank ones included. */
  readonly of: MajorityBase
  /** How many answers are elected. */
  readonly seats: number
  /** The part of the members who must have voted, or nobody is elected; `null` where any number will do. */
  readonly quorum: Fraction | null
  /** How many answers go to a second round where seats stay vacant; `null` where there is none. */
  readonly secondRound: number | null
}

export const majorities = ["absolute", "relative"] as const
export type Majority = (typeof majorities)[number]

export const majorityBases = ["valid", "cast"] as const
export type MajorityBase = (typeof majorityBases)[number]

/** A part of a whole, exactly: no float could say a third. */
export interface Fraction {
  readonly numerator: number
  readonly denominator: number
}
