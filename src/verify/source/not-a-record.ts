import { isEntryName } from "../../belenios/archive.ts"
import { blockSize, readTarHeader } from "../../belenios/tar.ts"
import { type BundleFileKind, parseFileName } from "../../bundle/layout.ts"
import { UrneError } from "../../core/error.ts"
import type { NotARecord } from "../../core/refusals.ts"

/**
 * Recognises what never was a record. A damaged record is not refused but found invalid, so whatever has one file of a
 * record counts as a record.
 */

/** Names that a folder may also hold that has nothing to do with elections. */
const common: readonly BundleFileKind[] = ["readme", "definition", "result-json", "result-csv"]

/** Whether a file of this name belongs to a record and to nothing else. */
export function isOfRecord(name: string): boolean {
  const kind = parseFileName(name)?.kind
  return kind !== undefined && !common.includes(kind)
}

/** @throws UrneError `not-a-record` unless one of the names shows that this is a record */
export function requireRecord(path: string, names: readonly string[]): void {
  if (names.some(isOfRecord)) return
  // The record may be one folder deeper than it was looked for.
  const inner = names.find((name) => isOfRecord(name.slice(name.indexOf("/") + 1)))
  const inside = inner === undefined ? undefined : `${path.replace(/\/+$/, "")}/${inner.slice(0, inner.indexOf("/"))}`
  throw new UrneError("not-a-record", { path, what: names.length === 0 ? "empty-folder" : "folder", inside })
}

/**
 * Says what a file is that is neither the tar of a record nor an archive. Returns `undefined` for a damaged one, which
 * is recognised by a single header of the right form anywhere in it.
 */
export async function foreignFile(stream: AsyncIterable<Uint8Array>): Promise<NotARecord | undefined> {
  let start: Buffer = Buffer.alloc(0)
  let kept: Buffer = Buffer.alloc(0)
  for await (const block of stream) {
    if (start.length < blockSize) {
      start = Buffer.concat([start, block.subarray(0, blockSize - start.length)])
      const known = beginningOf(start)
      if (known !== undefined) return known
    }
    const bytes = Buffer.concat([kept, block])
    if (holdsHeader(bytes)) return undefined
    kept = bytes.subarray(Math.max(0, bytes.length - blockSize + 1))
  }
  if (start.length === 0) return "empty-file"
  // It may have been cut within its first header.
  return isOwnName(start.subarray(0, fixedPart.at).toString("latin1").split("\0")[0] ?? "") ? undefined : "file"
}

/** How files of other kinds begin. */
const beginnings: readonly (readonly [NotARecord, string])[] = [
  ["election-file", "SQLite format 3\0"],
  ["compressed", "PK\x03\x04"],
  ["compressed", "\x1f\x8b\x08"],
  ["compressed", "BZh"],
  ["compressed", "\xfd7zXZ\0"],
  ["compressed", "(\xb5/\xfd"],
  ["compressed", "7z\xbc\xaf\x27\x1c"],
]

function beginningOf(start: Buffer): NotARecord | undefined {
  const known = beginnings.find(([, text]) => start.subarray(0, text.length).toString("latin1") === text)?.[0]
  if (known !== undefined) return known
  return start.subarray(ustar.at, ustar.at + ustar.text.length).toString("latin1") === ustar.text ? "tar" : undefined
}

/**
 * A tar that another program made may hold an archive, with all its headers. But every program of today writes this
 * magic into its own headers (POSIX.1-1988, ustar), where a record and an archive have zeros. No damage of a few bytes
 * turns the zeros into it.
 */
const ustar = { at: 257, text: "ustar" } as const

/** Mode, owner and group, as every header of a record and of an archive has them. */
const fixedPart = { at: 100, text: "0000644\x000000000\x000000000\x00" } as const

function holdsHeader(bytes: Buffer): boolean {
  for (let at = bytes.indexOf(fixedPart.text); at >= 0; at = bytes.indexOf(fixedPart.text, at + 1)) {
    const from = at - fixedPart.at
    if (from < 0 || from + blockSize > bytes.length) continue
    const name = readTarHeader(bytes.subarray(from, from + blockSize))?.name
    if (name !== undefined && isOwnName(name)) return true
  }
  return false
}

function isOwnName(name: string): boolean {
  return parseFileName(name) !== undefined || isEntryName(name)
}
