/** Puts the parts of an audit together that several machines made. */
import { concat, utf8, utf8Text } from "../../core/bytes.ts"
import { UrneError } from "../../core/error.ts"
import { sha256, sha256Hex } from "../../core/hash.ts"
import { refuseNewer } from "../../core/version-line.ts"
import type { Files } from "../../core/world.ts"
import { type AuditedArchive, type AuditPart, parsePart, partText, type Range } from "../../notes/audit.ts"
import { namesOf, type SigningKey, type VerifierKey } from "../../notes/key.ts"
import { signedByOne, signNote } from "../../notes/note.ts"
import { ballotsPerBlock, blocksOf, credentialsPerBlock, rangeSize } from "../archive/blocks.ts"

/** A part whose signature and hash were checked. Its lines are read from the file when they are needed. */
export interface PartFile {
  readonly path: string
  readonly part: AuditPart
  readonly signer: VerifierKey
  /** Reads the lines about credentials, then those about ballots. */
  readonly lines: () => Promise<readonly string[]>
}

/** Far more than a part of the largest election that fits into one list of credentials. */
const mostPartBytes = 2 ** 30

/** Writes a part: the signed note, an empty line, and what was found. */
export function partSource(part: Omit<AuditPart, "sha256">, lines: readonly string[], key: SigningKey): Uint8Array {
  const data = utf8(lines.map((line) => `${line}\n`).join(""))
  return concat(utf8(`${signNote(partText({ ...part, sha256: sha256Hex(data) }), key)}\n`), data)
}

/** @throws UrneError `not-an-audit`, `audit-untrusted`, `part-altered` */
export async function readPart(path: string, keys: readonly VerifierKey[], files: Files): Promise<PartFile> {
  const { part, signer } = await openPart(path, keys, files)
  async function lines(): Promise<readonly string[]> {
    const again = await openPart(path, keys, files)
    // The file now holds another signed part, which says nothing about these ballots.
    if (partText(again.part) !== partText(part)) throw new UrneError("part-altered", { path })
    return again.lines
  }
  return { path, part, signer, lines }
}

async function openPart(path: string, keys: readonly VerifierKey[], files: Files) {
  const bytes = Buffer.from(await files.read(path, mostPartBytes))
  const endOfText = bytes.indexOf("\n\n")
  const endOfNote = bytes.indexOf("\n\n", endOfText + 2)
  const note = utf8Text(bytes.subarray(0, Math.max(0, endOfNote + 1))) ?? ""
  const opened = signedByOne(note, keys)
  if ("fault" in opened || parsePart(opened.text) === undefined) refuseNewer(note, path)
  if ("fault" in opened) {
    if (opened.fault === "unsigned") throw new UrneError("audit-untrusted", { path, trusted: namesOf(keys) })
    throw new UrneError("not-an-audit", { path, kind: "part", rule: opened.fault })
  }
  const part = parsePart(opened.text)
  if (part === undefined) throw new UrneError("not-an-audit", { path, kind: "part", rule: "form" })
  const data = bytes.subarray(endOfNote + 2)
  if (sha256Hex(data) !== part.sha256) throw new UrneError("part-altered", { path })
  const lines = data.toString("latin1").split("\n").slice(0, -1)
  return { part, signer: opened.signer, lines }
}

/** The key under which all parts of an archive make their fingerprints, so that these can be compared. */
export function fingerprintKey({ hash }: Pick<AuditedArchive, "hash">): Uint8Array {
  return sha256(`urne audit part v1 ${hash}`)
}

/** The audit of which the parts must be parts. */
export interface Whole {
  readonly software: string
  readonly archive: AuditedArchive
  readonly ballots: number
  readonly credentials: number
}

const perBlock = { ballots: ballotsPerBlock, credentials: credentialsPerBlock } as const
export type Divided = keyof typeof perBlock

/**
 * Requires that the parts together cover every ballot and every credential of this archive once.
 *
 * @throws UrneError `part-foreign`, `parts-missing`, `parts-overlap`, `not-an-audit`
 */
export function requireWhole(parts: readonly PartFile[], whole: Whole): void {
  const { software, archive } = whole
  const shards = new Map<string, string>()
  for (const { path, part } of parts) {
    const [stated, expected] = [part.archive, archive].map(({ uuid, height, hash }) => `${uuid} ${height} ${hash}`)
    if (stated !== expected) throw new UrneError("part-foreign", { path, rule: "archive" })
    if (part.software !== software) throw new UrneError("part-foreign", { path, rule: "software" })
    // With fewer blocks than parts some parts are empty, and no range would show that one was given twice.
    const shard = `${part.shard.index} of ${part.shard.count}`
    const other = shards.get(shard)
    if (other !== undefined) throw new UrneError("parts-overlap", { path, other })
    shards.set(shard, path)
  }
  for (const of of ["ballots", "credentials"] as const) requireTiles(parts, of, whole[of])
}

function requireTiles(parts: readonly PartFile[], of: Divided, total: number): void {
  let next = 1
  let before = ""
  for (const { path, part } of inOrder(parts, of)) {
    const { from, to } = part[of]
    if (from < next) throw new UrneError("parts-overlap", { path, other: before })
    if (from > next) throw new UrneError("parts-missing", { of, from: next, to: from - 1 })
    const isWhole = (from - 1) % perBlock[of] === 0 && (to % perBlock[of] === 0 || to === total)
    if (to > total || !isWhole) throw new UrneError("not-an-audit", { path, kind: "part", rule: "form" })
    next = to + 1
    before = path
  }
  if (next <= total) throw new UrneError("parts-missing", { of, from: next, to: total })
}

/** A block, and what its part says about it. */
export interface PartBlock {
  readonly file: PartFile
  readonly range: Range
  readonly line: string
}

/** Yields the blocks of all parts in the order of the archive. One part at a time is in memory. */
export async function* blocksOfParts(
  parts: readonly PartFile[],
  of: Divided,
): AsyncGenerator<PartBlock, void, undefined> {
  for (const file of inOrder(parts, of)) {
    const { path, part } = file
    const lines = await file.lines()
    const [credentials, ballots] = [
      [...blocksOf(part.credentials, credentialsPerBlock)],
      [...blocksOf(part.ballots, ballotsPerBlock)],
    ]
    if (lines.length !== credentials.length + ballots.length) {
      throw new UrneError("not-an-audit", { path, kind: "part", rule: "form" })
    }
    const own = of === "credentials" ? lines.slice(0, credentials.length) : lines.slice(credentials.length)
    for (const [index, range] of (of === "credentials" ? credentials : ballots).entries()) {
      yield { file, range, line: own[index] ?? "" }
    }
  }
}

/** Sorts the parts that have any of these items from first to last. */
function inOrder(parts: readonly PartFile[], of: Divided): readonly PartFile[] {
  return parts.filter(({ part }) => rangeSize(part[of]) > 0).toSorted((a, b) => a.part[of].from - b.part[of].from)
}
