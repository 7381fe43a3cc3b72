import { base64, bigEndian, concat, equalBytes, fromBase64, fromHex, utf8 } from "../core/bytes.ts"
import { sign, verify } from "./ed25519.ts"
import { type SigningKey, type VerifierKey, verifierOf } from "./key.ts"
import { emptyRoot } from "./merkle.ts"
import { isFrom, isNoteText, type Note, type NoteFault, type NoteSignature, signedText, signNote } from "./note.ts"

/**
 * The state of the journal at one moment, which the urn key signs (https://c2sp.org/tlog-checkpoint, without extension
 * lines).
 */
export interface Checkpoint {
  /** Names the journal, as `originOf` does. */
  readonly origin: string
  readonly size: number
  /** 32 bytes. */
  readonly root: Uint8Array
}

/**
 * The origin of an election's checkpoints, and the name of its urn key. It marks those of a rehearsal, which never pass
 * for real ones.
 */
export function originOf(uuid: string, rehearsal: boolean): string {
  return `${rehearsal ? "urne-rehearsal" : "urne"}/${uuid}`
}

export function checkpointText({ origin, size, root }: Checkpoint): string {
  return `${origin}\n${size}\n${base64(root)}\n`
}

/** Reads a checkpoint, and returns `undefined` unless writing it again gives the same text. */
export function parseCheckpoint(text: string): Checkpoint | undefined {
  const [origin, sizeText, rootText] = text.split("\n")
  const size = Number(sizeText)
  const root = fromBase64(rootText ?? "")
  if (!isNoteText(text) || origin === undefined || origin === "" || root?.length !== 32) return undefined
  if (!Number.isSafeInteger(size) || size < 0 || (size === 0 && !equalBytes(root, emptyRoot))) return undefined
  const checkpoint = { origin, size, root }
  return checkpointText(checkpoint) === text ? checkpoint : undefined
}

/** Returns the source of the note by which the urn key signs a checkpoint. The key has the name of the origin. */
export function signCheckpoint(checkpoint: Omit<Checkpoint, "origin">, urnKey: SigningKey): string {
  return signNote(checkpointText({ ...checkpoint, origin: urnKey.name }), urnKey)
}

/** Returns the checkpoint that an urn key signed, or says what is wrong with the note. */
export function openCheckpoint(
  source: string,
  urnKey: VerifierKey,
): { readonly checkpoint: Checkpoint } | { readonly fault: NoteFault } {
  const opened = signedText(source, urnKey)
  if ("fault" in opened) return opened
  const checkpoint = parseCheckpoint(opened.text)
  if (checkpoint === undefined) return { fault: "form" }
  return checkpoint.origin === urnKey.name ? { checkpoint } : { fault: "origin" }
}

/**
 * States that a witness saw this checkpoint continue all those that it saw before, and when (milliseconds, by its own
 * clock).
 */
export interface Cosignature {
  readonly witness: VerifierKey
  readonly at: number
}

/** The cosignatures of a checkpoint by given witnesses (https://c2sp.org/tlog-cosignature, Ed25519). */
export interface Cosignatures {
  readonly valid: readonly Cosignature[]
  /** Signatures in a witness's name that its key did not make. */
  readonly forged: readonly NoteSignature[]
}

export function cosignaturesOf(note: Note, witnesses: readonly VerifierKey[]): Cosignatures {
  const valid: Cosignature[] = []
  const forged: NoteSignature[] = []
  for (const signature of note.signatures) {
    const claimed = witnesses.filter((witness) => witness.kind === "cosignature" && isFrom(signature, witness))
    const made = claimed.flatMap((witness) => {
      const at = cosignedAt(note.text, signature, witness)
      return at === undefined ? [] : [{ witness, at }]
    })
    valid.push(...made)
    if (claimed.length > 0 && made.length === 0) forged.push(signature)
  }
  return { valid, forged }
}

function cosignedAt(text: string, { bytes }: NoteSignature, witness: VerifierKey): number | undefined {
  const seconds = bigEndian(bytes.subarray(0, 8))
  // JavaScript holds dates up to the year 275760.
  if (seconds > 8_640_000_000_000n) return undefined
  const good = verify(bytes.subarray(8), cosignedMessage(text, seconds), witness.publicKey)
  return good ? Number(seconds) * 1000 : undefined
}

/** Signs a checkpoint's text as a witness does, at an instant in milliseconds. Fractions of a second are dropped. */
export function cosign(text: string, witness: SigningKey, at: number): NoteSignature {
  const seconds = BigInt(Math.floor(at / 1000))
  const { name, id } = verifierOf(witness, "cosignature")
  const timestamp = fromHex(seconds.toString(16).padStart(16, "0")) ?? new Uint8Array()
  return { name, id, bytes: concat(timestamp, sign(cosignedMessage(text, seconds), witness.seed)) }
}

function cosignedMessage(text: string, seconds: bigint): Uint8Array {
  return utf8(`cosignature/v1\ntime ${seconds}\n${text}`)
}
