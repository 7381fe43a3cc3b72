import { type Finding } from "../core/finding.ts"
import { type Files } from "../core/world.ts"
import { headerName } from "../belenios/archive.ts"
import { readTar } from "./tar.ts"

/** Where the files of a record come from. Everything is read as a stream, as often as it is asked for; nothing is written. */
export interface Source {
  /** A bundle, or an archive of Belenios by itself. */
  readonly kind: "record" | "archive"
  /** Of every file that is there, whatever it is; in no order. */
  readonly names: readonly string[]
  /** Of a tar, the time that all its entries carry, in seconds since 1970-01-01T00:00Z. */
  readonly time?: number
  /** Why the tar is not that of a bundle: nothing in it is read then. */
  readonly faults?: readonly Finding[]
  readonly stream: (name: string) => AsyncIterable<Uint8Array>
}

/**
 * Opens what `path` names: the folder of a bundle, a tar of it, or a bare `.bel` archive. A file is one or the other by
 * how it begins.
 *
 * @throws UrneError `file-absent`, `file-unreadable`
 */
export async function openSource(files: Files, path: string): Promise<Source> {
  if ((await files.kind(path)) === "folder") return folderSource(files, path)
  return streamSource(() => files.stream(path))
}

/** The same for a file that can be read again and again. */
export async function streamSource(stream: () => AsyncIterable<Uint8Array>): Promise<Source> {
  if (await beginsAsArchive(stream())) return archiveSource(stream)
  const read = await readTar(stream())
  if ("findings" in read) return { kind: "record", names: [], faults: read.findings, stream: () => blocks([]) }
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
  }
}

/** Files in memory: what tests change byte by byte. */
export function memorySource(files: ReadonlyMap<string, Uint8Array>): Source {
  return {
    kind: "record",
    names: [...files.keys()],
    stream: (name) => blocks([files.get(name) ?? new Uint8Array()]),
  }
}

/** A bare archive; its one file gets a name of no importance. */
function archiveSource(stream: () => AsyncIterable<Uint8Array>): Source {
  return { kind: "archive", names: [bareArchive], stream }
}

export const bareArchive = "archive.bel"

/** The folders of a bundle have no folders in them: a name deeper down is a file that means nothing. */
async function folderSource(files: Files, path: string): Promise<Source> {
  const names: string[] = []
  for (const name of await files.list(path)) {
    if ((await files.kind(`${path}/${name}`)) !== "folder") names.push(name)
    else for (const inner of await files.list(`${path}/${name}`)) names.push(`${name}/${inner}`)
  }
  return { kind: "record", names, stream: (name) => files.stream(`${path}/${name}`) }
}

async function beginsAsArchive(stream: AsyncIterable<Uint8Array>): Promise<boolean> {
  let start = ""
  for await (const block of stream) {
    start += Buffer.from(block.subarray(0, headerName.length + 1)).toString("latin1")
    if (start.length > headerName.length) break
  }
  return start.startsWith(`${headerName}\0`)
}

/** `size` bytes from `offset` on, without reading further. */
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
