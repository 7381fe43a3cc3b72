/** An instant of a wrong clock that an act `recover` gave up, and when that took effect (milliseconds). */
export interface GivenUpClock {
  readonly clock: number
  readonly at: number
}

/**
 * Whether an entry may follow another. It goes back in time only if the authority gave up the clock that dated the one
 * before it.
 */
export function mayFollow(before: number, at: number, givenUp: readonly GivenUpClock[]): boolean {
  return at >= before || givenUp.some((one) => before <= one.clock && at >= one.at)
}
