/** What goes to a thread together, unless fewer items have so many bytes already. */
const mostItems = 64
const mostBytes = 1_048_576

/** The items in their order, in chunks for the threads of a pool. */
export async function* inChunks<T>(
  items: Iterable<T> | AsyncIterable<T>,
  bytesOf: (item: T) => number,
  most = mostItems,
): AsyncGenerator<readonly T[], void, undefined> {
  let chunk: T[] = []
  let bytes = 0
  for await (const item of items) {
    chunk.push(item)
    bytes += bytesOf(item)
    if (chunk.length < most && bytes < mostBytes) continue
    yield chunk
    chunk = []
    bytes = 0
  }
  if (chunk.length > 0) yield chunk
}
