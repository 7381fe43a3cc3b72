import { createHash } from "node:crypto"
import { blockSize, entrySize, tarHeader } from "../belenios/tar.ts"
import { type HashedFile, manifestName, manifestText } from "../bundle/manifest.ts"
import { concat, utf8 } from "../core/bytes.ts"

/** A file of a bundle. `blocks` may be read more than once, and gives the same bytes each time. */
export interface BundleFile {
  readonly name: string
  readonly blocks: () => Iterable<Uint8Array>
}

export function wholeFile(name: string, content: string): BundleFile {
  return { name, blocks: () => [utf8(content)] }
}

/** Yields the files as they are written to a folder, and after the last the manifest of their hashes. */
export function* folderOf(
  files: Iterable<BundleFile>,
): Generator<{ readonly name: string; readonly content: Iterable<Uint8Array> }, void, undefined> {
  const hashed: HashedFile[] = []
  for (const { name, blocks } of files) yield { name, content: hashing(name, blocks(), hashed) }
  yield { name: manifestName, content: [utf8(manifestText(hashed))] }
}

/**
 * Writes the same files as one tar, which ends in two blocks of zeros. Each file is read twice, since its header comes
 * first and states its size.
 *
 * @param mtime - of every entry, in seconds since 1970-01-01T00:00Z
 */
export function* tarOf(files: Iterable<BundleFile>, mtime: number): Generator<Uint8Array, void, undefined> {
  const hashed: HashedFile[] = []
  for (const { name, blocks } of files) yield* entryOf(name, sizeOf(blocks()), hashing(name, blocks(), hashed), mtime)
  const manifest = utf8(manifestText(hashed))
  yield* entryOf(manifestName, manifest.length, [manifest], mtime)
  yield new Uint8Array(2 * blockSize)
}

function* entryOf(
  name: string,
  size: number,
  blocks: Iterable<Uint8Array>,
  mtime: number,
): Generator<Uint8Array, void, undefined> {
  yield tarHeader({ name, size, mtime })
  yield* blocks
  yield new Uint8Array(entrySize(size) - blockSize - size)
}

function sizeOf(blocks: Iterable<Uint8Array>): number {
  let size = 0
  for (const block of blocks) size += block.length
  return size
}

function* hashing(
  name: string,
  blocks: Iterable<Uint8Array>,
  hashed: HashedFile[],
): Generator<Uint8Array, void, undefined> {
  const hash = createHash("sha256")
  for (const block of blocks) {
    hash.update(block)
    yield block
  }
  hashed.push({ name, sha256: hash.digest("hex") })
}

/** The size of one block in bytes. Readers take as long for a small one. */
const blockBytes = 1024 * 1024

/** Joins parts of a file, as they are made, into blocks as large as those read from a disk. */
export async function* inBlocks(parts: Iterable<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  let waiting: Uint8Array[] = []
  let bytes = 0
  for (const part of parts) {
    waiting.push(part)
    bytes += part.length
    if (bytes < blockBytes) continue
    yield await Promise.resolve(concat(...waiting))
    ;[waiting, bytes] = [[], 0]
  }
  if (bytes > 0) yield concat(...waiting)
}
