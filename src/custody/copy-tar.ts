/** The tar inside an encrypted copy, written and read as a stream: each file with its size before it. */
import { blockSize, entrySize, readTarHeader, tarHeader } from "../belenios/tar.ts"
import { concat } from "../core/bytes.ts"

export interface TarFile {
  readonly name: string
  /** Bytes; `blocks` has to give exactly so many. */
  readonly size: number
  readonly blocks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>
}

/**
 * Writes files as one tar, which ends in two blocks of zeros.
 *
 * @param mtime - of every entry, in seconds since 1970-01-01T00:00Z
 */
export async function* tarBlocks(files: Iterable<TarFile>, mtime: number): AsyncGenerator<Uint8Array, void, undefined> {
  for (const { name, size, blocks } of files) {
    yield tarHeader({ name, size, mtime })
    yield* blocks
    yield new Uint8Array(entrySize(size) - blockSize - size)
  }
  yield new Uint8Array(2 * blockSize)
}

/** A file of a tar that is being read. */
export interface ReadTarFile {
  readonly name: string
  readonly size: number
  /** Has to be read before the next file is asked for. */
  readonly blocks: AsyncGenerator<Uint8Array, void, undefined>
}

/**
 * Reads a tar that `tarBlocks` wrote, as strictly as it is written, and everything to its end.
 *
 * @param fault - makes the error for what is no such tar, or ends too early
 */
export async function* tarFiles(
  stream: AsyncIterable<Uint8Array>,
  fault: () => Error,
): AsyncGenerator<ReadTarFile, void, undefined> {
  const input = inputOf(stream, fault)
  for (;;) {
    const block = await input.exactly(blockSize)
    if (isZero(block)) break
    const entry = readTarHeader(block)
    if (entry === undefined) throw fault()
    const blocks = input.upTo(entry.size)
    yield { name: entry.name, size: entry.size, blocks }
    // What the reader left of this file is skipped.
    while ((await blocks.next()).done !== true);
    const padding = await input.exactly(entrySize(entry.size) - blockSize - entry.size)
    if (!isZero(padding)) throw fault()
  }
  if (!isZero(await input.exactly(blockSize)) || !(await input.isAtEnd())) throw fault()
}

function isZero(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte === 0)
}

/** Takes bytes off a stream, as many as are asked for. */
function inputOf(stream: AsyncIterable<Uint8Array>, fault: () => Error) {
  const source = stream[Symbol.asyncIterator]()
  let waiting: Uint8Array = new Uint8Array()

  /** Waits for more bytes; returns `false` at the end. */
  async function fill(): Promise<boolean> {
    while (waiting.length === 0) {
      const next = await source.next()
      if (next.done === true) return false
      waiting = next.value
    }
    return true
  }

  async function* upTo(size: number): AsyncGenerator<Uint8Array, void, undefined> {
    for (let left = size; left > 0;) {
      if (!(await fill())) throw fault()
      const block = waiting.subarray(0, left)
      waiting = waiting.subarray(block.length)
      left -= block.length
      yield block
    }
  }

  return {
    upTo,
    async exactly(size: number): Promise<Uint8Array> {
      const parts: Uint8Array[] = []
      for await (const block of upTo(size)) parts.push(block)
      return concat(...parts)
    },
    isAtEnd: async () => !(await fill()),
  }
}
