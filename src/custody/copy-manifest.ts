/**
 * The manifest of an encrypted copy, its first file: what the copy holds, of which state of the election, and what was
 * left out of it and why. Names inside a copy are fixed, so that no name in it can lead out of a folder.
 */
import { utf8, utf8Text } from "../core/bytes.ts"
import { parseInstant } from "../core/instant.ts"
import { canonicalJson, type Json, tryParseJson } from "../core/json.ts"
import type { LeftOut } from "./left-out.ts"

const format = "urne backup v1"

export const manifestName = "manifest.json"
/** The names of the files of a copy, which are also those that a restored election has. */
export const partNames = {
  election: "election.urne",
  urnKey: "election.urn-key",
  definition: "definition.yaml",
} as const
const evidencePrefix = "election-evidence/"
const lettersPrefix = "election-letters/"

/** Names a piece of evidence or a scan in a copy, after the name under which it is kept: its hash, and an ending. */
export function evidencePart(name: string): string | undefined {
  return /^[0-9a-f]{64}(?:\.[a-z0-9]{1,8})?$/.test(name) ? `${evidencePrefix}${name}` : undefined
}

/** Names the sums of the nth folder of letters. */
export function lettersPart(number: number): string {
  return `${lettersPrefix}${String(number).padStart(3, "0")}-SHA256SUMS`
}

/** Whether a file of a copy is a piece of evidence or a scan. */
export function isEvidencePart(name: string): boolean {
  return name.startsWith(evidencePrefix)
}

/** Whether a file of a copy states which letters were printed. */
export function isLettersPart(name: string): boolean {
  return name.startsWith(lettersPrefix)
}

function isPartName(name: string): boolean {
  if ((Object.values(partNames) as readonly string[]).includes(name)) return true
  if (isLettersPart(name)) return /^\d{3}-SHA256SUMS$/.test(name.slice(lettersPrefix.length))
  return isEvidencePart(name) && evidencePart(name.slice(evidencePrefix.length)) === name
}

/** A state of a log: how many entries, and their Merkle root in base64. */
export interface CopiedLog {
  readonly entries: number
  readonly root: string
}

/** What a restored election file is. */
export interface Inside {
  readonly uuid: string
  readonly rehearsal: boolean
  readonly journal: CopiedLog
  readonly register: CopiedLog
}

export interface CopiedFile {
  readonly name: string
  /** Bytes. */
  readonly size: number
  /** SHA-256 in hexadecimal. */
  readonly sha256: string
}

export interface CopyManifest {
  readonly uuid: string
  readonly rehearsal: boolean
  /** The program that made it, `urne 1.0.0`, and when: RFC 3339, UTC. */
  readonly software: string
  readonly made: string
  readonly journal: CopiedLog
  readonly register: CopiedLog
  /** In the order of the copy. */
  readonly files: readonly CopiedFile[]
  readonly leftOut: readonly LeftOut[]
}

export function copyManifestBytes(manifest: CopyManifest): Uint8Array {
  return utf8(`${canonicalJson({ format, ...manifest } as unknown as Json)}\n`)
}

/** Reads a manifest, and returns `undefined` unless writing it again gives the same bytes. */
export function parseCopyManifest(bytes: Uint8Array): CopyManifest | undefined {
  const text = utf8Text(bytes) ?? ""
  const value = tryParseJson(text)
  if (!isManifest(value)) return undefined
  const { uuid, rehearsal, software, made, journal, register, files, leftOut } = value as unknown as CopyManifest
  const manifest: CopyManifest = { uuid, rehearsal, software, made, journal, register, files, leftOut }
  return utf8Text(copyManifestBytes(manifest)) === text ? manifest : undefined
}

type Fields = Readonly<Record<string, Json | undefined>>

function isManifest(value: Json | undefined): boolean {
  const { uuid, rehearsal, software, made, journal, register, files, leftOut, format: stated } = fieldsOf(value)
  return (
    stated === format &&
    typeof uuid === "string" &&
    /^[0-9A-Za-z]{1,64}$/.test(uuid) &&
    typeof rehearsal === "boolean" &&
    typeof software === "string" &&
    typeof made === "string" &&
    parseInstant(made) !== undefined &&
    isLog(journal) &&
    isLog(register) &&
    Array.isArray(files) &&
    files.every(isFile) &&
    new Set((files as readonly Json[]).map((one) => fieldsOf(one)["name"])).size === files.length &&
    fieldsOf((files as readonly Json[])[0])["name"] === partNames.election &&
    Array.isArray(leftOut) &&
    leftOut.every(isLeftOut)
  )
}

function isLog(value: Json | undefined): boolean {
  const { entries, root } = fieldsOf(value)
  return isCount(entries) && typeof root === "string" && /^[A-Za-z0-9+/]{43}=$/.test(root)
}

function isFile(value: Json): boolean {
  const { name, size, sha256 } = fieldsOf(value)
  return typeof name === "string" && isPartName(name) && isCount(size) && isHash(sha256)
}

function isLeftOut(value: Json): boolean {
  const { kind, path, why } = fieldsOf(value)
  return [kind, path, why].every((one) => typeof one === "string")
}

function isCount(value: Json | undefined): boolean {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0
}

function isHash(value: Json | undefined): boolean {
  return typeof value === "string" && /^[0-9a-f]{64}$/.test(value)
}

function fieldsOf(value: Json | undefined): Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : {}
}
