import type { ArrivalBin } from "../urn/arrival-queries.ts"
import type { HoursOffered, VoteHours } from "./hours.ts"
import type { SilenceReport } from "./silence.ts"
import type { Span } from "./spans.ts"

/** The hours that were promised and those that were offered, with what the arrivals tell. */
export interface Availability {
  readonly name: string
  readonly rehearsal: boolean
  readonly timezone: string
  readonly hours: VoteHours
  readonly offered: HoursOffered
  /** What the arrivals at the booth tell; `undefined` before the urn was opened. */
  readonly arrivals: SilenceReport | undefined
  /** The arrivals of the hours of the vote, those that wait for their bin last. */
  readonly bins: readonly ArrivalBin[]
  /** Ballots that channels handed over in files. When their voters voted is not decidable. */
  readonly handedOver: number
  /** Whether the definition says how many ballots are expected in each hour. */
  readonly planned: boolean
  /** The promised hours so far in which no ballots are expected, so that no interruption can be told there. */
  readonly unplanned: readonly Span[]
}
