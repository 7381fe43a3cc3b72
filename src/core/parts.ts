/** Splits the items, in order, into lists of `size`; the last one may be shorter. */
export function* partsOf<T>(items: Iterable<T>, size: number): Generator<readonly T[], void, undefined> {
  let part: T[] = []
  for (const item of items) {
    part.push(item)
    if (part.length < size) continue
    yield part
    part = []
  }
  if (part.length > 0) yield part
}
