import {
  createPrivateKey,
  createPublicKey,
  type KeyObject,
  sign as opensslSign,
  verify as opensslVerify,
} from "node:crypto"
import { Point } from "@noble/ed25519"
import { concat, fromHex, hex } from "../core/bytes.ts"
import { isFact } from "./facts.ts"

/**
 * Ed25519 (RFC 8032) for what members, urns, channels and witnesses sign. The signatures of ballots are in `belenios/`.
 */

// The DER prefixes with which OpenSSL reads the 32 bytes (RFC 8410): PrivateKeyInfo for a seed, SubjectPublicKeyInfo
// for a public key.
const seedPrefix = fromHex("302e020100300506032b657004220420") ?? new Uint8Array()
const publicPrefix = fromHex("302a300506032b6570032100") ?? new Uint8Array()

/** Derives the 32-byte public key of a 32-byte seed. */
export function publicKeyOf(seed: Uint8Array): Uint8Array {
  return keysOf(seed).publicKey.slice()
}

/** Signs a message under a 32-byte seed; the signature has 64 bytes. */
export function sign(message: Uint8Array, seed: Uint8Array): Uint8Array {
  return Uint8Array.from(opensslSign(null, message, keysOf(seed).privateKey))
}

interface Keys {
  readonly privateKey: KeyObject
  readonly publicKey: Uint8Array
}

/**
 * OpenSSL's key objects for seeds. Making one takes ten times as long as a signature. Each is collected with its seed.
 */
const made = new WeakMap<Uint8Array, Keys>()

function keysOf(seed: Uint8Array): Keys {
  const known = made.get(seed)
  if (known !== undefined) return known
  // OpenSSL reads only the beginning of a seed that is too long.
  if (seed.length !== 32) throw new RangeError(`a seed of ${seed.length} bytes`)
  const der = Buffer.from(concat(seedPrefix, seed))
  const privateKey = createPrivateKey({ key: der, format: "der", type: "pkcs8" })
  const whole = createPublicKey(privateKey).export({ format: "der", type: "spki" })
  const keys = { privateKey, publicKey: Uint8Array.from(whole.subarray(publicPrefix.length)) }
  made.set(seed, keys)
  return keys
}

/**
 * Whether these 32 bytes may serve as a public key: they must be the canonical encoding of a point of prime order.
 * Under a key of small order one signature is valid for many messages, and a second encoding of one key would pass for
 * a second member.
 */
export function isPublicKey(bytes: Uint8Array): boolean {
  return bytes.length === 32 && verifierOf(bytes) !== undefined
}

/**
 * Verifies a signature. Verifiers in the world disagree on malformed signatures; here a signature has to be one that
 * every signed-note tool accepts. OpenSSL is the strictest about the signature: it wants s below the order, and R byte
 * for byte as the equation without cofactor gives it, so that R is canonical too. Its older versions (3.0) accept any
 * key, so {@link isPublicKey} is asked first.
 */
export function verify(signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array): boolean {
  if (signature.length !== 64 || publicKey.length !== 32) return false
  const verifier = verifierOf(publicKey)
  return verifier !== undefined && opensslVerify(null, message, verifier, signature)
}

/**
 * OpenSSL's key objects for public keys met before. An election has some dozens of keys, and each verifies hundreds of
 * signatures.
 */
const verifiers = new Map<string, KeyObject | undefined>()
const verifiersKept = 1024

/** Returns the key as OpenSSL takes it, or `undefined` if it may not serve as one. */
function verifierOf(publicKey: Uint8Array): KeyObject | undefined {
  const name = hex(publicKey)
  if (verifiers.has(name)) return verifiers.get(name)
  if (verifiers.size === verifiersKept) verifiers.clear()
  const spki = Buffer.from(concat(publicPrefix, publicKey))
  const verifier = isSound(publicKey) ? createPublicKey({ key: spki, format: "der", type: "spki" }) : undefined
  verifiers.set(name, verifier)
  return verifier
}

function isSound(publicKey: Uint8Array): boolean {
  return isFact(`key ${hex(publicKey)}`, () => isOfPrimeOrder(publicKey))
}

function isOfPrimeOrder(publicKey: Uint8Array): boolean {
  try {
    const point = Point.fromBytes(publicKey, false)
    return !point.is0() && point.isTorsionFree()
  } catch {
    return false
  }
}
