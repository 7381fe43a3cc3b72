/**
 * The `.bel` archive (Belenios specification, section 4.4): a header entry, then data and events, each named by the
 * SHA-256 of its body. It only grows, it has no end-of-archive blocks, and every byte of it follows from the timestamp
 * and the bodies.
 */
import { concat, utf8 } from "../core/bytes.ts"
import { sha256Hex } from "../core/hash.ts"
import { entrySize, tarHeader } from "./tar.ts"

export type RecordKind = "data" | "event"

/** A body with the name that it has in the archive. */
export interface ArchiveRecord {
  readonly kind: RecordKind
  /** SHA-256 of the body, in hexadecimal. */
  readonly hash: string
  readonly body: Uint8Array
}

/** Name of the first entry. */
export const headerName = "BELENIOS"

/** The last second that eleven octal digits can hold: in the year 2242. */
export const lastTimestamp = 8 ** 11 - 1

export function archiveRecord(kind: RecordKind, body: Uint8Array): ArchiveRecord {
  return { kind, hash: sha256Hex(body), body }
}

/** `<hash>.data.json` or `<hash>.event.json`. */
function recordName({ kind, hash }: Pick<ArchiveRecord, "kind" | "hash">): string {
  return `${hash}.${kind}.json`
}

/** Whether an entry of an archive can have this name. */
export function isEntryName(name: string): boolean {
  return name === headerName || /^[0-9a-f]{64}\.(?:data|event)\.json$/.test(name)
}

/**
 * The first entry, 1024 bytes.
 *
 * @param timestamp - beginning of the election in whole seconds since 1970-01-01T00:00Z; the mtime of every entry
 */
export function archiveHeader(timestamp: number): Uint8Array {
  return archiveEntry(headerName, headerBody(timestamp), timestamp)
}

/** The body of the first entry. Belenios writes the timestamp as a string. */
export function headerBody(timestamp: number): Uint8Array {
  return utf8(`{"version":1,"timestamp":"${timestamp}"}`)
}

/** The same body with the timestamp as a number, as the peer accepts it. It is read, but never written. */
export function numericHeaderBody(timestamp: number): Uint8Array {
  return utf8(`{"version":1,"timestamp":${timestamp}}`)
}

/** Writes one entry with its header, body and padding, as it is appended to the archive. */
export function archiveEntry(name: string, body: Uint8Array, mtime: number): Uint8Array {
  const header = tarHeader({ name, size: body.length, mtime })
  return concat(header, body, new Uint8Array(entrySize(body.length) - header.length - body.length))
}

/** Writes the entries of several records, one after another. */
export function archiveEntries(records: readonly ArchiveRecord[], timestamp: number): Uint8Array {
  return concat(...records.map((record) => archiveEntry(recordName(record), record.body, timestamp)))
}
