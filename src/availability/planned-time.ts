/**
 * Planned time: the hours of the vote, stretched where the definition expects many ballots and shrunk where it expects
 * few, so that ballots would come evenly in it if everything went as planned.
 */
import { must } from "../core/must.ts"
import { type Span, union } from "./spans.ts"

/** Returns by how many minutes clocks in the election's zone are ahead of UTC at an instant. */
export type ZoneOffset = (instant: number) => number

/** Everything is an integer, so that every machine decides alike. */
export interface PlannedTime {
  /**
   * Units of planned time from the opening to an instant: milliseconds in which the urn is open, times their weight.
   */
  readonly unitsAt: (instant: number) => bigint
  /** The milliseconds from the opening to an instant in which the urn is open and ballots are expected. */
  readonly lengthAt: (instant: number) => number
  /**
   * So many units make so many milliseconds in which ballots are expected, taken over the first week or all of the
   * vote.
   */
  readonly scale: { readonly units: bigint; readonly length: bigint }
}

const hour = 3_600_000
/** Weights repeat every day, so the mean of a week holds however long a vote lasts. */
const week = 7 * 24 * hour

/** Between the first and the second hour of the clock a vote may fall quiet without any interruption. */
const night = { from: 23, to: 7 } as const

/**
 * Used if a definition states no weights: as many ballots are expected in one hour of the day as in any other. Nothing
 * can then be said about the night, whose silence means nothing.
 */
export const flatWeights: readonly number[] = Array.from({ length: 24 }, (_, at) =>
  at >= night.from || at < night.to ? 0 : 1,
)

/**
 * @param decided - the hours that the definition gives the vote. Their mean weight makes a planned minute as long as
 *   one of the clock
 * @param open - when the urn was really open: with extensions, without suspensions
 * @param weights - 24 integers, the ballots expected in each hour of the day in relation to the others
 */
export function plannedTime(
  decided: Span,
  open: readonly Span[],
  weights: readonly number[],
  offset: ZoneOffset,
): PlannedTime {
  const first = { from: decided.from, to: Math.min(decided.to, decided.from + week) }
  const slices = union(open).flatMap((span) => slicesOf(span, weights, offset))
  let [units, length] = [0n, 0]
  const starts = slices.map((slice) => {
    const start = { ...slice, units, length }
    units += unitsOf(slice)
    length += lengthOf(slice)
    return start
  })
  /** Finds the slice that an instant lies in or comes after, cut at that instant, with the sums before it. */
  const upTo = (instant: number) => {
    const slice = starts.findLast(({ from }) => from <= instant)
    return slice === undefined ? undefined : { ...slice, to: Math.min(slice.to, instant) }
  }
  const planned = slicesOf(first, weights, offset).filter(({ weight }) => weight > 0)
  return {
    scale: {
      units: planned.reduce((sum, slice) => sum + unitsOf(slice), 0n),
      length: planned.reduce((sum, slice) => sum + BigInt(lengthOf(slice)), 0n),
    },
    unitsAt: (instant) => {
      const slice = upTo(instant)
      return slice === undefined ? 0n : slice.units + unitsOf(slice)
    },
    lengthAt: (instant) => {
      const slice = upTo(instant)
      return slice === undefined ? 0 : slice.length + lengthOf(slice)
    },
  }
}

interface Slice extends Span {
  readonly weight: number
}

/** Cuts a span at each full hour of the zone's clocks. */
function slicesOf(span: Span, weights: readonly number[], offset: ZoneOffset): readonly Slice[] {
  const slices: Slice[] = []
  for (let from = span.from; from < span.to;) {
    const local = from + offset(from) * 60_000
    const to = Math.min(span.to, from + hour - (((local % hour) + hour) % hour))
    slices.push({ from, to, weight: must(weights[new Date(local).getUTCHours()], "the weight of an hour") })
    from = to
  }
  return slices
}

function lengthOf({ from, to, weight }: Slice): number {
  return weight > 0 ? to - from : 0
}

function unitsOf({ from, to, weight }: Slice): bigint {
  return BigInt(to - from) * BigInt(weight)
}

/** Returns the parts of a span in which no ballots are expected, so that nothing can be said about them. */
export function unplannedIn(span: Span, weights: readonly number[], offset: ZoneOffset): readonly Span[] {
  const empty = slicesOf(span, weights, offset).filter(({ weight }) => weight === 0)
  return union(empty.map(({ from, to }) => ({ from, to })))
}
