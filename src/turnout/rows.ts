/** The published turnouts, one per row: all of them, or the last of each hour or day. */
import type { PublishedCount } from "./published.ts"

export type Grain = "count" | "hour" | "day"

const lengths: Readonly<Record<Grain, number>> = { count: 1, hour: 3_600_000, day: 86_400_000 }

/**
 * Returns the last turnout of each hour or day.
 *
 * @param offsetOf - the minutes by which clocks in the election's zone are ahead of UTC
 */
export function lastOfEach(
  counts: readonly PublishedCount[],
  grain: Grain,
  offsetOf: (instant: number) => number,
): readonly PublishedCount[] {
  const part = ({ at }: PublishedCount) => Math.floor((at + offsetOf(at) * 60_000) / lengths[grain])
  return counts.filter((count, index) => {
    const next = counts[index + 1]
    return next === undefined || part(next) !== part(count)
  })
}
