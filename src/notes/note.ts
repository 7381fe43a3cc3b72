import { base64, concat, equalBytes, fromBase64, fromHex, hex, utf8, utf8Text } from "../core/bytes.ts"
import { sign, verify } from "./ed25519.ts"
import { isKeyName, type SigningKey, type VerifierKey, verifierOf } from "./key.ts"

/**
 * A signed note (https://c2sp.org/signed-note): a text of lines, an empty line, then one line a signature. Whatever
 * this module reads, it writes again byte for byte.
 */
export interface Note {
  /** Ends in a newline. The signatures cover exactly this text. */
  readonly text: string
  /** All signatures as they stand in the note. Those of unknown keys are kept, but count for nothing. */
  readonly signatures: readonly NoteSignature[]
}

export interface NoteSignature {
  readonly name: string
  /** Eight hexadecimal digits. */
  readonly id: string
  /** What follows the key id: 64 bytes under a note key, 72 under a witness's. */
  readonly bytes: Uint8Array
}

/** Why a note is not valid. */
export type NoteFault =
  /** It is not a signed note, or its text does not have the form expected. */
  | "form"
  /** It is about another election, or about a rehearsal instead of the real one. */
  | "origin"
  /** The key that should have signed it did not. */
  | "unsigned"
  /** A signature in that key's name was made by another key. */
  | "forged"

const maxLength = 1_000_000
const maxSignatures = 1000
const dash = "\u2014"

/** Whether a text consists of lines without control characters, the last of which is ended too. */
export function isNoteText(text: string): boolean {
  return /^[^\u0000-\u0009\u000b-\u001f]*\n$/u.test(text) && text.isWellFormed()
}

/** Writes the note as it is stored and sent. */
export function noteSource({ text, signatures }: Note): string {
  return `${text}\n${signatures.map((signature) => `${lineOf(signature)}\n`).join("")}`
}

function lineOf({ name, id, bytes }: NoteSignature): string {
  return `${dash} ${name} ${base64(concat(idBytes(id), bytes))}`
}

/**
 * Reads the source of a note of at most 1,000,000 UTF-16 units and 1,000 signatures; returns `undefined` for anything
 * else.
 */
export function parseNote(source: string): Note | undefined {
  const end = source.lastIndexOf("\n\n")
  if (end < 0 || source.length > maxLength) return undefined
  const text = source.slice(0, end + 1)
  const lines = source.slice(end + 2).split("\n")
  if (!isNoteText(text) || lines.pop() !== "") return undefined
  if (lines.length === 0 || lines.length > maxSignatures) return undefined
  const signatures = lines.map(parseSignature)
  return signatures.every((signature) => signature !== undefined) ? { text, signatures } : undefined
}

/**
 * Undoes what mail programs and editors do to a note: a byte order mark, other line ends, blanks at the ends of lines,
 * empty lines at the end or no line end at all, the marks of a reply (`> `), quoted-printable, and UTF-8 read as
 * Windows-1252. A signed note has none of these, so nothing that was signed is lost, and the signature is verified
 * afterwards in any case. A text that is still no note is returned as it was.
 */
export function restoredNote(text: string): string {
  for (const undo of [(one: string) => one, tidied, unquoted, printable, readAgain]) {
    const source = undo(text)
    if (source !== undefined && parseNote(source) !== undefined) return source
  }
  return text
}

/** Removes the marks that mail puts before each line of a message that it quotes. */
function unquoted(text: string): string | undefined {
  const lines = text.trim().split(/\r\n|\n|\r/)
  return lines.every((line) => /^\s*$|^>/.test(line))
    ? tidied(lines.map((line) => line.replace(/^> ?/, "")).join("\n"))
    : undefined
}

/**
 * Decodes quoted-printable (RFC 2045, section 6.7), in which a dash is `=E2=80=94` and long lines are broken after a
 * `=`.
 */
function printable(text: string): string | undefined {
  if (!text.includes("=E2=80=94")) return undefined
  const bytes = text
    .replace(/=[ \t]*(?:\r\n|\n|\r)/g, "")
    .replace(/=([0-9A-F]{2})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)))
  const decoded = utf8Text(Uint8Array.from(Buffer.from(bytes, "latin1")))
  return decoded === undefined ? undefined : tidied(decoded)
}

/** Repairs UTF-8 that was read as Windows-1252, where the dash before a signature has become three letters. */
function readAgain(text: string): string | undefined {
  return text.includes("\u00e2\u20ac\u201d") ? tidied(text.replaceAll("\u00e2\u20ac\u201d", dash)) : undefined
}

function tidied(text: string): string {
  const lines = text.replace(/^\ufeff/, "").split(/\r\n|\n|\r/)
  return `${lines
    .map((line) => line.replace(/[ \t\u00a0]+$/, ""))
    .join("\n")
    .replace(/^\n+|\n+$/g, "")}\n`
}

function parseSignature(line: string): NoteSignature | undefined {
  const [mark, name, encoded, ...rest] = line.split(" ")
  const bytes = fromBase64(encoded ?? "")
  if (mark !== dash || name === undefined || !isKeyName(name) || rest.length > 0) return undefined
  if (bytes === undefined || bytes.length < 5) return undefined
  return { name, id: hex(bytes.subarray(0, 4)), bytes: bytes.subarray(4) }
}

/** Makes one signature over a note's text. */
export function signText(text: string, key: SigningKey): NoteSignature {
  if (!isNoteText(text)) throw new Error("a note's text is lines without control characters")
  const { name, id } = verifierOf(key)
  return { name, id, bytes: sign(utf8(text), key.seed) }
}

/** Makes one line of a signature, as it stands below a note's text. */
export function signatureLine(text: string, key: SigningKey): string {
  return lineOf(signText(text, key))
}

/** Returns the source of a note that these keys sign, in this order. */
export function signNote(text: string, ...keys: readonly SigningKey[]): string {
  return noteSource({ text, signatures: keys.map((key) => signText(text, key)) })
}

/** Adds a signature at the end of a note, unless the note has it already. */
export function withSignature(note: Note, signature: NoteSignature): Note {
  const known = note.signatures.some((one) => isFrom(one, signature) && equalBytes(one.bytes, signature.bytes))
  return known ? note : { text: note.text, signatures: [...note.signatures, signature] }
}

/** Which keys of a list signed a note. */
export interface Signers {
  /** Each key that signed, once, in the order of its first valid signature. */
  readonly valid: readonly VerifierKey[]
  /** Signatures that bear the name and id of a key of the list but were not made by it. A note with one is refused. */
  readonly forged: readonly NoteSignature[]
}

/** Finds which of these note keys signed the text. Keys of witnesses are skipped: see `cosigners`. */
export function signersOf(note: Note, keys: readonly VerifierKey[]): Signers {
  const message = utf8(note.text)
  const valid = new Set<VerifierKey>()
  const forged: NoteSignature[] = []
  for (const signature of note.signatures) {
    // Two keys may share a name and a four-byte id, so the signature is checked under every key that does.
    const claimed = keys.filter((key) => key.kind === "note" && isFrom(signature, key))
    const signers = claimed.filter((key) => verify(signature.bytes, message, key.publicKey))
    for (const key of signers) valid.add(key)
    if (claimed.length > 0 && signers.length === 0) forged.push(signature)
  }
  return { valid: [...valid], forged }
}

/** Whether a signature claims to be made by this key, or by the key of this other signature. */
export function isFrom(signature: NoteSignature, key: Pick<VerifierKey, "name" | "id">): boolean {
  return signature.name === key.name && signature.id === key.id
}

/** Returns the text of a note that one key must have signed, or says what is wrong with it. */
export function signedText(
  source: string,
  key: VerifierKey,
): { readonly text: string } | { readonly fault: NoteFault } {
  const opened = signedByOne(source, [key])
  return "fault" in opened ? opened : { text: opened.text }
}

/**
 * Returns the text of a note that one of these keys must have signed, with the first key that did, or says what is
 * wrong with it.
 */
export function signedByOne(
  source: string,
  keys: readonly VerifierKey[],
): { readonly text: string; readonly signer: VerifierKey } | { readonly fault: NoteFault } {
  const note = parseNote(source)
  if (note === undefined) return { fault: "form" }
  const { valid, forged } = signersOf(note, keys)
  const [signer] = valid
  if (forged.length > 0) return { fault: "forged" }
  return signer === undefined ? { fault: "unsigned" } : { text: note.text, signer }
}

function idBytes(id: string): Uint8Array {
  const bytes = fromHex(id)
  if (bytes?.length !== 4) throw new Error(`${id} is not a key id`)
  return bytes
}
