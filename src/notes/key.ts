import { base64, concat, fromBase64, hex } from "../core/bytes.ts"
import { sha256 } from "../core/hash.ts"
import { isPublicKey, publicKeyOf } from "./ed25519.ts"

/** Keys of signed notes, and their text form `NAME+ID+KEY` (https://c2sp.org/signed-note). */

/**
 * What a key signs: the text of a note or, as a witness, a checkpoint with a time (https://c2sp.org/tlog-cosignature).
 */
export type KeyKind = "note" | "cosignature"

export interface VerifierKey {
  readonly name: string
  /** Eight hexadecimal digits, derived from the rest. With the name it tells whose a signature claims to be. */
  readonly id: string
  readonly kind: KeyKind
  /** 32 bytes, canonical and of prime order. */
  readonly publicKey: Uint8Array
}

/** A key that signs notes: a name and a 32-byte Ed25519 seed. */
export interface SigningKey {
  readonly name: string
  readonly seed: Uint8Array
}

const typeByte: Record<KeyKind, number> = { note: 0x01, cosignature: 0x04 }

/** Lists each name once. */
export function namesOf(keys: readonly VerifierKey[]): readonly string[] {
  return [...new Set(keys.map(({ name }) => name))]
}

/** Whether a text may name a key: it is not empty, and has no space, plus sign or control character. */
export function isKeyName(text: string): boolean {
  return /^[^\p{White_Space}+\u0000-\u001f]+$/u.test(text) && text.isWellFormed()
}

/** Makes the verifier key of a public key, or returns `undefined` if the name or the key may not be used. */
export function verifierKey(name: string, publicKey: Uint8Array, kind: KeyKind = "note"): VerifierKey | undefined {
  if (!isKeyName(name) || !isPublicKey(publicKey)) return undefined
  const id = hex(sha256(name, "\n", Uint8Array.of(typeByte[kind]), publicKey).subarray(0, 4))
  return { name, id, kind, publicKey }
}

/** Makes the verifier key of a signing key. Throws an Error where its name may not be used. */
export function verifierOf(key: SigningKey, kind: KeyKind = "note"): VerifierKey {
  const verifier = verifierKey(key.name, publicKeyOf(key.seed), kind)
  if (verifier === undefined) throw new Error(`${JSON.stringify(key.name)} cannot name a key`)
  return verifier
}

/** Writes `NAME+ID+KEY`: the id in hexadecimal, then in base64 the byte of the kind and the public key. */
export function verifierKeyText({ name, id, kind, publicKey }: VerifierKey): string {
  return `${name}+${id}+${base64(concat(Uint8Array.of(typeByte[kind]), publicKey))}`
}

/** Reads `NAME+ID+KEY`, and returns `undefined` if any part of it is not as `verifierKeyText` writes it. */
export function parseVerifierKey(text: string): VerifierKey | undefined {
  const [, name, encoded] = /^([^+]+)\+[0-9a-f]{8}\+(.+)$/su.exec(text) ?? []
  const bytes = fromBase64(encoded ?? "")
  if (name === undefined || bytes?.length !== 33) return undefined
  const kind = (["note", "cosignature"] as const).find((one) => typeByte[one] === bytes[0])
  const key = kind === undefined ? undefined : verifierKey(name, bytes.subarray(1), kind)
  return key !== undefined && verifierKeyText(key) === text ? key : undefined
}
