import { createHash, createPublicKey, type KeyObject, verify as opensslVerify } from "node:crypto"
import * as noble from "@noble/ed25519"
import { concat, fromHex } from "../core/bytes.ts"

/** Ed25519 (RFC 8032) for what members, urns, channels and witnesses sign. Ballots have their own in `belenios/`. */

// SQLite transactions cannot wait for a promise, so signing inside one must be synchronous.
noble.hashes.sha512 = (message) => Uint8Array.from(createHash("sha512").update(message).digest())

/** The 32-byte public key of a 32-byte seed. */
export function publicKeyOf(seed: Uint8Array): Uint8Array {
  return noble.getPublicKey(seed)
}

/** The 64-byte signature of a message under a 32-byte seed. */
export function sign(message: Uint8Array, seed: Uint8Array): Uint8Array {
  return noble.sign(message, seed)
}

/**
 * Whether these 32 bytes may serve as a public key: the canonical encoding of a point of prime order. Under a key of small
 * order one signature passes for many messages; other encodings of one key would pass for two members.
 */
export function isPublicKey(bytes: Uint8Array): boolean {
  try {
    const point = noble.Point.fromBytes(bytes, false)
    return !point.is0() && point.isTorsionFree()
  } catch {
    return false
  }
}

/**
 * Whether a signature counts. Verifiers in the world differ on malformed signatures, so it must satisfy two that err on
 * different sides: noble refuses non-canonical encodings and small orders, OpenSSL compares R byte for byte and so
 * refuses a component of small order. What counts here counts with every signed-note tool.
 */
export function verify(signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array): boolean {
  if (signature.length !== 64 || publicKey.length !== 32) return false
  if (!noble.verify(signature, message, publicKey, { zip215: false })) return false
  return opensslVerify(null, message, opensslKey(publicKey), signature)
}

// SubjectPublicKeyInfo of an Ed25519 key (RFC 8410) up to the key itself.
const spkiPrefix = fromHex("302a300506032b6570032100") ?? new Uint8Array()

function opensslKey(publicKey: Uint8Array): KeyObject {
  return createPublicKey({ key: Buffer.from(concat(spkiPrefix, publicKey)), format: "der", type: "spki" })
}
