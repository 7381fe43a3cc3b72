/** What is known of the turnout in public. */

/** A published turnout. The instant is in milliseconds. */
export interface PublishedCount {
  readonly at: number
  readonly ballots: number
  readonly voters: number
}

export interface Turnout {
  readonly name: string
  readonly rehearsal: boolean
  readonly timezone: string
  /** Milliseconds, extensions included. */
  readonly opens: number
  readonly closes: number
  /** How many members may vote; none before there is a roll. */
  readonly registered: number | undefined
  /** No figure is published of fewer voters than this. */
  readonly cell: number
  /** In order. */
  readonly counts: readonly PublishedCount[]
  /** The turnout of the frozen urn. */
  readonly final: PublishedCount | undefined
}
