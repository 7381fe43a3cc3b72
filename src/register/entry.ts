/** The bytes of an entry: what is hashed, what is signed, and how it commits to its private fields. */
import { base64, hex } from "../core/bytes.ts"
import { hmacSha256 } from "../core/hash.ts"
import { canonicalJson, type Json, tryParseJson } from "../core/json.ts"
import type { LogHead } from "../journal/log.ts"
import { isFrom, parseNote, signersOf } from "../notes/note.ts"
import type { PublishedEntry, RegisterEvent } from "./event.ts"
import { isPublishedEntry } from "./shape.ts"
import type { WriterTerm } from "./writer.ts"

/** The election to which a register belongs. */
export interface RegisterOf {
  readonly uuid: string
  readonly rehearsal: boolean
}

/** An entry whose signatures hold, and who made them. Every reader of a register folds such entries. */
export interface SignedEntry {
  readonly number: number
  /** Milliseconds. */
  readonly at: number
  readonly entry: PublishedEntry
  readonly signers: readonly Pick<WriterTerm, "id" | "of">[]
}

/** The longest body of an entry, in bytes. */
export const longestEntry = 65_536

/** Names the register in its checkpoints, below the origin of the journal. */
export function registerOrigin(journalOrigin: string): string {
  return `${journalOrigin}/register`
}

/**
 * Commits to private fields: HMAC-SHA256 over their canonical JSON (RFC 8785) under a key drawn for this entry alone.
 * The tree hashes the entry with the commitment in their place, so the published entries prove the tree, and a person
 * who is given content and key can prove that they belong to it.
 *
 * @returns 64 hexadecimal digits
 */
export function commitmentTo(salt: Uint8Array, content: string): string {
  return hex(hmacSha256(salt, content))
}

/** An event with its instant and the commitment, before it is signed. */
export type UnsignedEntry = Omit<PublishedEntry, "signed">

/**
 * Writes what is signed of an entry. It names the election and the entries before it, so that the signature holds
 * nowhere else.
 */
export function signedTextOf(
  { uuid, rehearsal }: RegisterOf,
  before: LogHead,
  entry: UnsignedEntry & { readonly signed?: unknown },
): string {
  const unsigned = Object.fromEntries(Object.entries(entry).filter(([name]) => name !== "signed"))
  return [
    rehearsal ? "urne rehearsal register entry v1" : "urne register entry v1",
    `election ${uuid}`,
    `entry ${before.size + 1}`,
    `after ${base64(before.root)}`,
    canonicalJson(unsigned as unknown as Json),
    "",
  ].join("\n")
}

export function bodyOf(entry: PublishedEntry): string {
  return canonicalJson(entry as unknown as Json)
}

/** Reads a body, and returns `undefined` unless it is the canonical JSON of an entry with the fields of its type. */
export function parseEntry(body: string): PublishedEntry | undefined {
  const value = body.length > longestEntry ? undefined : tryParseJson(body)
  if (value === undefined || !isPublishedEntry(value) || canonicalJson(value) !== body) return undefined
  return value as unknown as PublishedEntry
}

/** Splits an event into its public fields and the canonical JSON of its private ones. */
export function partsOf(event: RegisterEvent): { readonly fields: object; readonly content: string | undefined } {
  const { private: content, ...fields } = event as RegisterEvent & { readonly private?: object }
  return { fields, content: content === undefined ? undefined : canonicalJson(content as Json) }
}

/**
 * Finds who signed an entry. Returns `undefined` if a line is not a signature, or if none of these keys made it.
 *
 * @param terms - the keys that count at the instant of the entry
 */
export function signersOfEntry(
  text: string,
  signed: readonly string[],
  terms: readonly WriterTerm[],
): readonly WriterTerm[] | undefined {
  const note = parseNote(`${text}\n${signed.map((line) => `${line}\n`).join("")}`)
  if (note === undefined || note.signatures.length !== signed.length) return undefined
  const keys = terms.map(({ key }) => key)
  const { valid, forged } = signersOf(note, keys)
  if (forged.length > 0) return undefined
  if (!note.signatures.every((signature) => valid.some((key) => isFrom(signature, key)))) return undefined
  return terms.filter(({ key }) => valid.includes(key))
}
