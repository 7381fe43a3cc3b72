/** The curve of the turnout: points joined as if it had grown evenly between them, since nobody knows how it did. */

/** The share of the members who had voted at an instant (milliseconds), from 0 to 1. */
export interface CurvePoint {
  readonly at: number
  readonly share: number
}

/** Returns the share at an instant, on the line between the points around it; `undefined` before and after them. */
export function shareAt(points: readonly CurvePoint[], at: number): number | undefined {
  const next = points.findIndex((point) => point.at >= at)
  const [before, after] = [points[next - 1], points[next]]
  if (after === undefined) return undefined
  if (before === undefined) return after.at === at ? after.share : undefined
  return before.share + ((after.share - before.share) * (at - before.at)) / (after.at - before.at)
}

/** Finds the least multiple of a tenth that holds every point, so that a low turnout is not a flat line. */
export function topOf(points: readonly CurvePoint[]): number {
  const most = Math.max(0.1, ...points.map(({ share }) => share))
  return Math.min(10, Math.ceil(most * 10 - 1e-9)) / 10
}

const blocks = [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

/**
 * Draws the curve in block characters, with the area below it filled.
 *
 * @param size - of the drawing in characters
 * @returns the lines, from the top
 */
export function blockCurve(
  points: readonly CurvePoint[],
  { from, to }: { readonly from: number; readonly to: number },
  { columns, rows }: { readonly columns: number; readonly rows: number },
): readonly string[] {
  const top = topOf(points)
  const eighths = Array.from({ length: columns }, (_, column) => {
    // The middle of a column stands for all of it.
    const share = shareAt(points, from + ((to - from) * (column + 0.5)) / columns)
    // Every count shows, however small it is.
    return share === undefined ? 0 : Math.max(1, Math.round((share / top) * rows * 8))
  })
  return Array.from({ length: rows }, (_, row) => {
    const below = 8 * (rows - 1 - row)
    return eighths.map((height) => blocks[Math.max(0, Math.min(8, height - below))] ?? "").join("")
  })
}
