/** Some ballots, with what a thread needs to read them. */
export interface OfElection<Ballot> {
  /** The bytes of the election, as the archive holds them. */
  readonly election: Uint8Array
  readonly ballots: readonly Ballot[]
}

/** The most items that go to a thread together. Fewer do where their bytes reach the limit below. */
const mostItems = 64
const mostBytes = 1_048_576

/** Where it is known how many items are left, a chunk is this part of them, down to this many items. */
const partOfRest = 1 / 32
const fewestItems = 8

interface ChunkSizes {
  readonly most?: number
  /**
   * The number of items. If it is given, the last chunks are shorter, so that the other threads need not wait for one
   * at the end.
   */
  readonly total?: number | undefined
}

/** Yields the items in order, in chunks for the threads of a pool. */
export async function* inChunks<T>(
  items: Iterable<T> | AsyncIterable<T>,
  bytesOf: (item: T) => number,
  { most = mostItems, total = Infinity }: ChunkSizes = {},
): AsyncGenerator<readonly T[], void, undefined> {
  let chunk: T[] = []
  let bytes = 0
  let given = 0
  for await (const item of items) {
    chunk.push(item)
    bytes += bytesOf(item)
    const length = Math.min(most, Math.max(fewestItems, (total - given) * partOfRest))
    if (chunk.length < length && bytes < mostBytes) continue
    yield chunk
    given += chunk.length
    chunk = []
    bytes = 0
  }
  if (chunk.length > 0) yield chunk
}

/**
 * Yields the ballots of one election in order, in chunks for the threads of a pool.
 *
 * @param total - the number of ballots, where it is known
 */
export async function* ballotChunks<Ballot extends { readonly body: Uint8Array }>(
  election: Uint8Array,
  ballots: Iterable<Ballot> | AsyncIterable<Ballot>,
  total?: number,
): AsyncGenerator<OfElection<Ballot>, void, undefined> {
  for await (const chunk of inChunks(ballots, ({ body }) => body.length, { total })) yield { election, ballots: chunk }
}
