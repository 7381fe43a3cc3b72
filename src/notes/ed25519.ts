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

/** Ed25519 (RFC 8032) for what members, urns, channels and witnesses sign. Ballots have their own in `belenios/`. */

// What stands before the 32 bytes in the forms that OpenSSL reads (RFC 8410): PrivateKeyInfo of a seed and
// SubjectPublicKeyInfo of a public key.
const seedPrefix = fromHex("302e020100300506032b657004220420") ?? new Uint8Array()
const publicPrefix = fromHex("302a300506032b6570032100") ?? new Uint8Array()

/** The 32-byte public key of a 32-byte seed. */
export function publicKeyOf(seed: Uint8Array): Uint8Array {
  return keysOf(seed).publicKey.slice()
}

/** The 64-byte signature of a message under a 32-byte seed. */
export function sign(message: Uint8Array, seed: Uint8Array): Uint8Array {
  return Uint8Array.from(opensslSign(null, message, keysOf(seed).privateKey))
}

interface Keys {
  readonly privateKey: KeyObject
  readonly publicKey: Uint8Array
}

/** What OpenSSL made of a seed, which takes it ten times as long as to sign. Gone with the seed itself. */
const made = new WeakMap<Uint8Array, Keys>()

function keysOf(seed: Uint8Array): Keys {
  const known = made.get(seed)
  if (known !== undefined) return known
  // OpenSSL reads past what is too long.
  if (seed.length !== 32) throw new RangeError(`a seed of ${seed.length} bytes`)
  const der = Buffer.from(concat(seedPrefix, seed))
  const privateKey = createPrivateKey({ key: der, format: "der", type: "pkcs8" })
  const whole = createPublicKey(privateKey).export({ format: "der", type: "spki" })
  const keys = { privateKey, publicKey: Uint8Array.from(whole.subarray(publicPrefix.length)) }
  made.set(seed, keys)
  return keys
}

/**
 * Whether these 32 bytes may serve as a public key: the canonical encoding of a point of prime order. Under a key of small
 * order one signature passes for many messages; other encodings of one key would pass for two members.
 */
export function isPublicKey(bytes: Uint8Array): boolean {
  return bytes.length === 32 && verifierOf(bytes) !== undefined
}

/**
 * Whether a signature counts. Verifiers in the world differ on malformed signatures, and what counts here is to count
 * with every signed-note tool. OpenSSL is the strictest about the signature: it wants s below the order, and R byte for
 * byte as the equation without cofactor gives it, so that R is canonical too. Older ones (3.0) take any key, which
 * {@link isPublicKey} does not.
 */
export function verify(signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array): boolean {
  if (signature.length !== 64 || publicKey.length !== 32) return false
  const verifier = verifierOf(publicKey)
  return verifier !== undefined && opensslVerify(null, message, verifier, signature)
}

/** Keys met before, as OpenSSL takes them. An election has some dozens, each behind hundreds of signatures. */
const verifiers = new Map<string, KeyObject | undefined>()
const verifiersKept = 1024

/** The key as OpenSSL takes it, if it may serve as one. */
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
