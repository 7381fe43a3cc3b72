/** The algorithms by which certificates and time-stamps are signed (RFC 5754, RFC 4055, RFC 5758). */
import { constants, type KeyObject, verify } from "node:crypto"
import { type Der, integerOf, listOf, membersOf, numbered, oidOf, readDer, tags } from "./der.ts"
import { refuse } from "./fault.ts"

type HashName = "sha256" | "sha384" | "sha512"

/** How a signature was made. Where `hash` is undefined, another field of the structure names the hash. */
export interface SignatureScheme {
  readonly kind: "rsa" | "rsa-pss" | "ecdsa" | "ed25519"
  readonly hash: HashName | undefined
  /** Of RSA-PSS: how many bytes of salt. */
  readonly salt?: number
}

const hashes: Readonly<Record<string, HashName>> = {
  "2.16.840.1.101.3.4.2.1": "sha256",
  "2.16.840.1.101.3.4.2.2": "sha384",
  "2.16.840.1.101.3.4.2.3": "sha512",
}

export const sha256Oid = "2.16.840.1.101.3.4.2.1"
const sha1Oid = "1.3.14.3.2.26"
const pssOid = "1.2.840.113549.1.1.10"
const maskOid = "1.2.840.113549.1.1.8"

const schemes: Readonly<Record<string, SignatureScheme>> = {
  "1.2.840.113549.1.1.1": { kind: "rsa", hash: undefined },
  "1.2.840.113549.1.1.11": { kind: "rsa", hash: "sha256" },
  "1.2.840.113549.1.1.12": { kind: "rsa", hash: "sha384" },
  "1.2.840.113549.1.1.13": { kind: "rsa", hash: "sha512" },
  "1.2.840.10045.4.3.2": { kind: "ecdsa", hash: "sha256" },
  "1.2.840.10045.4.3.3": { kind: "ecdsa", hash: "sha384" },
  "1.2.840.10045.4.3.4": { kind: "ecdsa", hash: "sha512" },
  "1.3.101.112": { kind: "ed25519", hash: undefined },
}

/** Reads which algorithm an AlgorithmIdentifier names, and the parameters that it has. */
function algorithmOf(value: Der, part: string): { readonly oid: string; readonly parameters: Der | undefined } {
  const [oid, parameters, more] = listOf(value, part)
  return oid === undefined || more !== undefined ? refuse("form", part) : { oid: oidOf(oid, part), parameters }
}

/** Reads the identifier of an algorithm without parameters: they are absent, or NULL. */
export function plainAlgorithmOf(value: Der, part: string): string {
  const { oid, parameters } = algorithmOf(value, part)
  const isNull = parameters === undefined || (parameters.tag === tags.none && parameters.content.length === 0)
  return isNull ? oid : refuse("form", part)
}

/** Reads which hash is named, and refuses those that are too weak, with SHA-1 among them. */
export function hashOf(value: Der, part: string): HashName {
  const oid = plainAlgorithmOf(value, part)
  return hashes[oid] ?? refuse("algorithm", oid)
}

/** Reads how something is signed. */
export function schemeOf(value: Der, part: string): SignatureScheme {
  const { oid, parameters } = algorithmOf(value, part)
  if (oid === pssOid) return parameters === undefined ? refuse("form", part) : pssOf(parameters, part)
  return schemes[plainAlgorithmOf(value, part)] ?? refuse("algorithm", oid)
}

/** Reads the parameters of RSA-PSS (RFC 4055, section 3.1), whose mask has to use the same hash. */
function pssOf(parameters: Der, part: string): SignatureScheme {
  const members = membersOf(parameters, part)
  const inner = (number: number): Der | undefined => {
    const value = members.optional(numbered(number))
    return value && readDer(value.content, part)
  }
  const [hash, mask, salt, trailer] = [inner(0), inner(1), inner(2), inner(3)]
  members.end()
  // What is absent is SHA-1, and a salt of 20 bytes.
  if (hash === undefined || mask === undefined) return refuse("algorithm", sha1Oid)
  const name = hashOf(hash, part)
  const { oid, parameters: maskHash } = algorithmOf(mask, part)
  if (oid !== maskOid || maskHash === undefined || hashOf(maskHash, part) !== name) return refuse("algorithm", pssOid)
  const length = salt === undefined ? 20n : integerOf(salt, part)
  if (length < 0n || length > 64n || trailer !== undefined) return refuse("algorithm", pssOid)
  return { kind: "rsa-pss", hash: name, salt: Number(length) }
}

const curves: readonly (string | undefined)[] = ["prime256v1", "secp384r1", "secp521r1"]

/** Demands that a key is strong enough, and one that can make signatures of this kind. */
export function requireKey(key: KeyObject, kind: SignatureScheme["kind"]): void {
  const { asymmetricKeyType: type = "", asymmetricKeyDetails: details } = key
  const rsaTypes = kind === "rsa-pss" ? ["rsa", "rsa-pss"] : ["rsa"]
  const isRsa = rsaTypes.includes(type) && (details?.modulusLength ?? 0) >= 2048
  const fits = {
    rsa: isRsa,
    "rsa-pss": isRsa,
    ecdsa: type === "ec" && curves.includes(details?.namedCurve),
    ed25519: type === "ed25519",
  }
  if (!fits[kind]) refuse("algorithm", details?.namedCurve ?? `${type} ${details?.modulusLength ?? ""}`.trim())
}

/** Whether the key made this signature over the message. The hash is that of the scheme, or the one given. */
export function isSignature(
  signature: Uint8Array,
  message: Uint8Array,
  key: KeyObject,
  { kind, salt, hash }: SignatureScheme,
): boolean {
  const options = kind === "rsa-pss" ? { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: salt ?? 0 } : {}
  try {
    return verify(kind === "ed25519" ? null : hash, message, { key, ...options }, signature)
  } catch {
    // OpenSSL throws at keys whose own parameters exclude the scheme.
    return false
  }
}
