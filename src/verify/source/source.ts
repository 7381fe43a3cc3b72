import { headerName } from "../../belenios/archive.ts"
import { compareFiles } from "../../bundle/layout.ts"
import { untilCancelled } from "../../core/cancellation.ts"
import { UrneError } from "../../core/error.ts"
import { finding, type Finding } from "../../core/finding.ts"
import { isSystemFile } from "../../core/system-files.ts"
import { requireFinished } from "../../core/unfinished.ts"
import type { Files, World } from "../../core/world.ts"
import { foreignFile, isOfRecord, requireRecord } from "./not-a-record.ts"
import { mostEntries, readTar, type TarPlace } from "./tar.ts"

/** Where the files of a record come from. Everything is read as a stream, as often as needed; nothing is written. */
export interface Source {
  /** A bundle, or an archive of Belenios by itself. */
  readonly kind: "record" | "archive"
  /** The names of all files that are there, in no order. */
  readonly names: readonly string[]
  /** The time that all entries of a tar carry, in seconds since 1970-01-01T00:00Z. */
  readonly time?: number
  /** Why this is not a bundle. Nothing in it is read then. */
  readonly faults?: readonly Finding[]
  /** Names of what is never read: pipes and devices, which may have no end, broken links, folders in folders. */
  readonly others?: readonly string[]
  /**
   * Yields every file once, in the order of a bundle, for the pass that reads them all. Each is read before the next is
   * asked for.
   */
  readonly files: () => AsyncIterable<SourceFile>
  readonly stream: (name: string) => AsyncIterable<Uint8Array>
}

export interface SourceFile {
  readonly name: string
  readonly blocks: AsyncIterable<Uint8Array>
}

/**
 * Opens what `path` names: the folder of a bundle, a tar of it, or an archive (`.bel`) by itself. How a file begins
 * tells which of the two it is.
 *
 * @throws UrneError `file-absent`, `file-unreadable`, `file-unfinished`, `not-a-record` for what is none; `cancelled`
 * while it is read
 */
export async function openSource({ files, signal }: Pick<World, "files" | "signal">, path: string): Promise<Source> {
  requireFinished(path)
  const stream = (of: string) => untilCancelled(files.stream(of), signal)
  const kind = await files.kind(path)
  if (kind === "folder") return folderSource({ ...files, stream }, path)
  // What is verified is read several times, which is impossible with a pipe.
  if (kind === "other") throw new UrneError("file-unreadable", { path, cause: "ESPIPE" })
  const source = await streamSource(() => stream(path))
  if (source.faults === undefined && (source.kind === "archive" || source.names.some(isOfRecord))) return source
  const what = source.faults === undefined ? "tar" : await foreignFile(stream(path))
  if (what !== undefined) throw new UrneError("not-a-record", { path, what, inside: undefined })
  return source
}

/** Opens a file that can be read again and again. */
export async function streamSource(stream: () => AsyncIterable<Uint8Array>): Promise<Source> {
  if (await beginsAsArchive(stream())) return archiveSource(stream)
  const read = await readTar(stream())
  if ("findings" in read) return faultySource(read.findings)
  const places = new Map(read.entries.map((entry) => [entry.name, entry]))
  return {
    kind: "record",
    names: [...places.keys()],
    time: read.mtime,
    stream: (name) => {
      const place = places.get(name)
      if (place === undefined) throw new Error(`no entry ${name}`)
      return part(stream(), place.offset, place.size)
    },
    files: () => filesOf(stream(), read.entries),
  }
}

function faultySource(faults: readonly Finding[]): Source {
  return { kind: "record", names: [], faults, stream: () => blocks([]), files: () => inOrder([], () => blocks([])) }
}

/** Makes a source of files in memory, which tests change byte by byte. */
export function memorySource(files: ReadonlyMap<string, Uint8Array>): Source {
  const stream = (name: string) => blocks([files.get(name) ?? new Uint8Array()])
  return { kind: "record", names: [...files.keys()], stream, files: () => inOrder([...files.keys()], stream) }
}

/** Makes the source of an archive by itself. The name of its one file does not matter. */
function archiveSource(stream: () => AsyncIterable<Uint8Array>): Source {
  return { kind: "archive", names: [bareArchive], stream, files: () => inOrder([bareArchive], stream) }
}

export const bareArchive = "archive.bel"

/** Makes the source of a folder. The folders of a bundle have no folders in them. */
async function folderSource(files: Files, path: string): Promise<Source> {
  const names: string[] = []
  const others: string[] = []
  for await (const { name, kind } of contentOf(files, path)) {
    if (kind === "file") names.push(name)
    else others.push(name)
    if (names.length + others.length > mostEntries) {
      requireRecord(path, [...names, ...others, ...(await files.list(path))])
      return faultySource([finding("BUNDLE_FILES", path, { limit: mostEntries })])
    }
  }
  requireRecord(path, [...names, ...others])
  const stream = (name: string) => files.stream(`${path}/${name}`)
  return { kind: "record", names, others, stream, files: () => inOrder(names, stream) }
}

async function* contentOf(files: Files, path: string) {
  for (const name of await files.list(path, { all: true })) {
    // Systems deny others access to their own folders.
    if (isSystemFile(name)) {
      yield { name, kind: "other" as const }
      continue
    }
    const kind = await files.kind(`${path}/${name}`)
    if (kind !== "folder") {
      yield { name, kind }
      continue
    }
    for (const inner of await files.list(`${path}/${name}`, { all: true })) {
      // A folder in a folder is not part of a bundle, and is not read.
      yield { name: `${name}/${inner}`, kind: await files.kind(`${path}/${name}/${inner}`) }
    }
  }
}

async function* inOrder(
  names: readonly string[],
  stream: (name: string) => AsyncIterable<Uint8Array>,
): AsyncGenerator<SourceFile> {
  for (const name of names.toSorted(compareFiles)) yield await Promise.resolve({ name, blocks: stream(name) })
}

/** Yields the files of a tar in one reading of it. */
async function* filesOf(stream: AsyncIterable<Uint8Array>, entries: readonly TarPlace[]): AsyncGenerator<SourceFile> {
  const arriving = stream[Symbol.asyncIterator]()
  let at = 0
  let rest: Uint8Array = new Uint8Array()
  async function* upTo(end: number): AsyncGenerator<Uint8Array> {
    while (at < end) {
      if (rest.length === 0) {
        const next = await arriving.next()
        if (next.done === true) return
        rest = next.value
      }
      const taken = rest.subarray(0, end - at)
      at += taken.length
      rest = rest.subarray(taken.length)
      yield taken
    }
  }
  try {
    for (const { name, offset, size } of entries) {
      // Headers and padding were read earlier, and so were files that nobody needs.
      const passed = upTo(offset)
      while ((await passed.next()).done !== true) continue
      yield { name, blocks: upTo(offset + size) }
    }
  } finally {
    await arriving.return?.()
  }
}

async function beginsAsArchive(stream: AsyncIterable<Uint8Array>): Promise<boolean> {
  let start = ""
  for await (const block of stream) {
    start += Buffer.from(block.subarray(0, headerName.length + 1)).toString("latin1")
    if (start.length > headerName.length) break
  }
  return start.startsWith(`${headerName}\0`)
}

/** Yields `size` bytes from `offset` on, without reading further. */
async function* part(stream: AsyncIterable<Uint8Array>, offset: number, size: number): AsyncGenerator<Uint8Array> {
  let at = 0
  for await (const block of stream) {
    const from = Math.max(0, offset - at)
    const to = Math.min(block.length, offset + size - at)
    if (from < to) yield block.subarray(from, to)
    at += block.length
    if (at >= offset + size) return
  }
}

async function* blocks(parts: Iterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for (const each of parts) yield await Promise.resolve(each)
}
