import type { ArrivalBin } from "../urn/arrival-queries.ts"
import type { HoursOffered, VoteHours } from "./hours.ts"
import type { SilenceReport } from "./silence.ts"
import type { Span } from "./spans.ts"

/** What arrivals at a channel show. */
export interface ChannelArrivals {
  readonly channel: string
  /** The ballots that it handed over. */
  readonly ballots: number
  /** The end of its last bin, in milliseconds. */
  readonly until: number | undefined
  /** `undefined` where the channel did not sign when all of its ballots arrived: then nobody can say. */
  readonly arrivals: SilenceReport | undefined
}

/** The hours that were promised and those that were offered, and what arrivals show. */
export interface Availability {
  readonly name: string
  readonly rehearsal: boolean
  readonly timezone: string
  readonly hours: VoteHours
  readonly offered: HoursOffered
  /** What arrivals at the booth show; `undefined` before the urn was opened. */
  readonly arrivals: SilenceReport | undefined
  /** Arrivals during the vote; those that wait for their bin come last. */
  readonly bins: readonly ArrivalBin[]
  /** Ballots that channels handed over in files. */
  readonly handedOver: number
  /** What arrivals at each of these channels show, as far as it signed them. */
  readonly channels: readonly ChannelArrivals[]
  /** Whether the definition says how many ballots are expected in each hour. */
  readonly planned: boolean
  /** The promised hours so far in which no ballots are expected, and so no interruption can be noticed. */
  readonly unplanned: readonly Span[]
}
