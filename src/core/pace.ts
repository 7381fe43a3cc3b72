/** What measures a pace: the clock of the world, and waiting. */
export interface Stride {
  readonly now: () => number
  /** Lets so many milliseconds pass. */
  readonly pause: (milliseconds: number) => Promise<void>
}

/** Returns what waits until the next may begin, so that there are never more than so many a second. */
export function paceOf(perSecond: number, { now, pause }: Stride): () => Promise<void> {
  let next = 0
  return async () => {
    const turn = Math.max(now(), next)
    next = turn + 1000 / perSecond
    const left = turn - now()
    if (left > 0) await pause(left)
  }
}
