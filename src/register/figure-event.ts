import type { RateSide, SilenceState, TurnoutSource } from "../core/vocabulary.ts"

/**
 * Figures that were made of what only the election file has: when ballots arrived, and to which group a voter belongs.
 * Whoever signs such an entry attests the figures. What follows from them is computed again by whoever reads them.
 */
export type FigureEvent = SilenceFound | TurnoutTable

/**
 * An apparent interruption of voting, with all that the rule needs. Neither the figures nor the time between two entries
 * tell of fewer ballots than a bin of arrivals holds, and the rate is taken from no fewer than the minimum cell.
 */
export interface SilenceFound {
  readonly type: "silence.found"
  readonly silence: number
  readonly state: SilenceState
  readonly from: string
  readonly until: string
  /** At most so many ballots came in it. */
  readonly ballots: number
  /** So many were expected in it, rounded down. */
  readonly expected: number
  readonly K: number
  /**
   * In planned seconds: how long K ballots take, rounded up, and for how long none seems to have come, rounded down.
   * Whoever is told them computes p again.
   */
  readonly S: number
  readonly g: number
  /** `2.1e-9`: (S/(S+g))^K, rounded up to two digits. */
  readonly p: string
  /** The number of bins, by which the limit of p is divided. */
  readonly n: number
  /** The side from which the rate was taken; of both sides, the one with the smaller rate. */
  readonly rate: RateSide
  readonly private: SilenceBins
}

/**
 * The bins of which an apparent interruption was computed, which are finer than anything that is published: `FROM-TO:BALLOTS`
 * in seconds after an instant, and `FROM-TO:<=BALLOTS` where ballots still waited.
 */
export interface SilenceBins {
  readonly since: string
  readonly bins: string
}

/** The turnout as it was published: of all members, and of each group where the definition says so. */
export interface TurnoutTable {
  readonly type: "turnout.table"
  readonly table: number
  readonly source: TurnoutSource
  /** The instant of the count or of the freeze, as the journal has it. */
  readonly of: string
  readonly registered: number
  readonly voters: number
  readonly groups?: readonly TableGroup[]
}

/** A group of the partition, or several that were merged; `null` stands for the members without a group. */
export interface TableGroup {
  readonly names: readonly (string | null)[]
  readonly registered: number
  readonly voters: number
}
