/** A stretch of time from one instant (milliseconds, included) to another (excluded). */
export interface Span {
  readonly from: number
  readonly to: number
}

/** Returns the same time as spans that are sorted, not empty, and apart from each other. */
export function union(spans: readonly Span[]): readonly Span[] {
  const found: Span[] = []
  const ordered = spans.filter(({ from, to }) => to > from).toSorted((a, b) => a.from - b.from)
  for (const span of ordered) {
    const last = found.at(-1)
    if (last === undefined || span.from > last.to) found.push(span)
    else found[found.length - 1] = { from: last.from, to: Math.max(last.to, span.to) }
  }
  return found
}

/** Returns the time that is in spans of both lists. */
export function intersection(some: readonly Span[], others: readonly Span[]): readonly Span[] {
  const there = union(others)
  return union(
    some.flatMap((span) =>
      there.map(({ from, to }) => ({ from: Math.max(from, span.from), to: Math.min(to, span.to) })),
    ),
  )
}

/** Returns the time that is in the first spans and in none of the others. */
export function difference(some: readonly Span[], others: readonly Span[]): readonly Span[] {
  let left = union(some)
  for (const hole of union(others)) {
    left = left.flatMap(({ from, to }) =>
      [
        { from, to: Math.min(to, hole.from) },
        { from: Math.max(from, hole.to), to },
      ].filter((part) => part.to > part.from),
    )
  }
  return left
}

/** Returns how many milliseconds the spans cover. */
export function totalOf(spans: readonly Span[]): number {
  return union(spans).reduce((sum, { from, to }) => sum + to - from, 0)
}
