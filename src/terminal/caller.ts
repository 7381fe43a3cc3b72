/** What every request of a program has in common. */
export interface Caller {
  /** Ends whatever is under way. */
  readonly signal: AbortSignal
  /** How the program names itself to the hosts that it asks, so that their operators know whom they see: `urne 1.0.0`. */
  readonly software: string
}
