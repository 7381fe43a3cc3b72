/**
 * Reads the entries of a `.bel` archive as strictly as they are written. A header that differs in one bit, padding that
 * is not zero, a name that is not the hash of its body or a missing byte ends the reading with a finding. Memory holds
 * one entry, and the block that it arrived in.
 */
import { concat, equalBytes } from "../core/bytes.ts"
import { finding, type Finding } from "../core/finding.ts"
import { sha256Hex } from "../core/hash.ts"
import { type ArchiveRecord, headerBody, headerName, numericHeaderBody, type RecordKind } from "./archive.ts"
import { blockSize, entrySize, readTarHeader, type TarEntry } from "./tar.ts"

/** The content of the first entry. */
export interface ArchiveHeader {
  readonly kind: "header"
  /** Seconds since 1970-01-01T00:00Z. */
  readonly timestamp: number
}

/** A record and the byte at which its entry begins. The body is a view of the bytes that were given. */
export interface PlacedRecord extends ArchiveRecord {
  readonly offset: number
}

/**
 * The largest bodies. The public credentials of a million voters fit before the first event; after it the largest are
 * ballots with very many answers, and tallies.
 */
export const bodyLimits = { setup: 64 * 1024 * 1024, data: 1024 * 1024, event: 512 } as const

/** Yields the entries of an archive in memory. A finding is always the last thing it yields. */
export function* readRecords(archive: Uint8Array): Generator<ArchiveHeader | PlacedRecord | Finding, void, undefined> {
  const reader = blockReader()
  for (const entry of reader.entries(archive)) {
    yield entry
    if ("code" in entry) return
  }
  const cut = reader.end()
  if (cut !== undefined) yield cut
}

/** Reads the entries of an archive that arrives in blocks of any size. After a finding it cannot go on. */
interface BlockReader {
  /**
   * Yields the entries that end in the next block; a finding is always the last. Callers read them all before they give
   * the block after it.
   */
  readonly entries: (block: Uint8Array) => Generator<ArchiveHeader | PlacedRecord | Finding, void, undefined>
  /** Says what is wrong with an archive that ends after the last block. */
  readonly end: () => Finding | undefined
}

export function blockReader(): BlockReader {
  const parser = entryParser()
  let waiting: Uint8Array[] = []
  let length = 0
  return {
    *entries(block) {
      waiting.push(block)
      length += block.length
      if (length < parser.wanted) return
      const bytes = waiting.length === 1 ? block : concat(...waiting)
      let at = 0
      while (parser.wanted <= bytes.length - at) {
        const begin = parser.offset
        const step = parser.take(bytes, at)
        if (step === undefined) continue
        yield step
        at += parser.offset - begin
      }
      waiting = [bytes.subarray(at)]
      length = bytes.length - at
    },
    end: () => parser.cut(length),
  }
}

interface EntryParser {
  /** How many bytes, from the beginning of the entry, `take` needs. */
  readonly wanted: number
  /** The byte at which the entry begins. */
  readonly offset: number
  /** Reads the entry at `at`. Returns `undefined` where its header says that it needs more bytes. */
  take(bytes: Uint8Array, at: number): ArchiveHeader | PlacedRecord | Finding | undefined
  /** Says what is wrong with an archive that ends after `left` bytes of an entry. */
  cut(left: number): Finding | undefined
}

function entryParser(): EntryParser {
  let timestamp: number | undefined
  let sawEvent = false
  let entry: (TarEntry & { readonly kind: RecordKind | "header" }) | undefined
  const parser = {
    wanted: blockSize,
    offset: 0,
    take(bytes: Uint8Array, at: number): ArchiveHeader | PlacedRecord | Finding | undefined {
      const place = `archive@${parser.offset}`
      if (entry === undefined) {
        const read = examineHeader(bytes.subarray(at, at + blockSize), place, timestamp, sawEvent)
        if ("code" in read) return read
        entry = read
        parser.wanted = entrySize(read.size)
        if (parser.wanted > blockSize) return undefined
      }
      const { kind, name, size, mtime } = entry
      const body = bytes.subarray(at + blockSize, at + blockSize + size)
      if (!isZero(bytes, at + blockSize + size, at + parser.wanted)) return finding("ARCHIVE_PADDING", place, {})
      const offset = parser.offset
      parser.offset += parser.wanted
      parser.wanted = blockSize
      entry = undefined
      if (kind === "header") {
        const known = equalBytes(body, headerBody(mtime)) || equalBytes(body, numericHeaderBody(mtime))
        timestamp = mtime
        return known ? { kind, timestamp } : finding("ARCHIVE_HEADER", place, {})
      }
      const hash = sha256Hex(body)
      if (!name.startsWith(hash)) return finding("ARCHIVE_HASH", place, { name, computed: hash })
      sawEvent ||= kind === "event"
      return { kind, hash, body, offset }
    },
    cut(left: number): Finding | undefined {
      if (left === 0 && timestamp !== undefined) return undefined
      return finding("ARCHIVE_CUT", `archive@${parser.offset}`, { wanted: parser.wanted, found: left })
    },
  }
  return parser
}

/** Reads the header of an entry, and checks that such an entry may stand here. */
function examineHeader(
  block: Uint8Array,
  place: string,
  timestamp: number | undefined,
  sawEvent: boolean,
): (TarEntry & { readonly kind: RecordKind | "header" }) | Finding {
  const entry = readTarHeader(block)
  if (timestamp === undefined) {
    if (entry?.name !== headerName || entry.size > blockSize) return finding("ARCHIVE_HEADER", place, {})
    return { ...entry, kind: "header" }
  }
  const kind = /^[0-9a-f]{64}\.(data|event)\.json$/.exec(entry?.name ?? "")?.[1] as RecordKind | undefined
  if (entry === undefined || kind === undefined || entry.mtime !== timestamp) {
    return finding("ARCHIVE_ENTRY", place, {})
  }
  const limit = kind === "event" ? bodyLimits.event : sawEvent ? bodyLimits.data : bodyLimits.setup
  if (entry.size > limit) return finding("ARCHIVE_SIZE", place, { size: entry.size, limit })
  return { ...entry, kind }
}

function isZero(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (bytes[at] !== 0) return false
  return true
}
