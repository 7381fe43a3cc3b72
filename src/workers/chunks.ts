/** Some ballots, with what a thread must know to read them. */
export interface OfElection<Ballot> {
  /** The bytes of the election, as the archive holds them. */
  readonly election: Uint8Array
  readonly ballots: readonly Ballot[]
}

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

/** The ballots of one election in their order, in chunks for the threads of a pool. */
export async function* ballotChunks<Ballot extends { readonly body: Uint8Array }>(
  election: Uint8Array,
  ballots: Iterable<Ballot> | AsyncIterable<Ballot>,
): AsyncGenerator<OfElection<Ballot>, void, undefined> {
  for await (const chunk of inChunks(ballots, ({ body }) => body.length)) yield { election, ballots: chunk }
}
