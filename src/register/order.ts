/** An instant that an act `recover` gave up because a wrong clock wrote it, and when that took effect (milliseconds). */
export interface GivenUpClock {
  readonly clock: number
  readonly at: number
}

/**
 * Whether an entry may stand after one of an earlier or the same instant. It goes back in time only where the authority
 * gave up the clock that dated the entry before it.
 */
export function mayFollow(before: number, at: number, givenUp: readonly GivenUpClock[]): boolean {
  return at >= before || givenUp.some((one) => before <= one.clock && at >= one.at)
}
