/** What the public may know about the turnout. */

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
  /** Milliseconds, with extensions. */
  readonly opens: number
  readonly closes: number
  /** How many members may vote; none before there is a roll. */
  readonly registered: number | undefined
  /** Figures about fewer voters than this are not published. */
  readonly cell: number
  /** In the order of their instants. */
  readonly counts: readonly PublishedCount[]
  /** The turnout of the frozen urn. */
  readonly final: PublishedCount | undefined
}
