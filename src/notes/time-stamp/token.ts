/**
 * What a time-stamping service answers: a reply, and in it the token, which is the statement of the time (TSTInfo)
 * signed as CMS SignedData (RFC 3161, section 2.4.2; RFC 5652).
 */
import { createHash } from "node:crypto"
import { concat, equalBytes, utf8Text } from "../../core/bytes.ts"
import { hashOf, isSignature, requireKey, schemeOf } from "./algorithms.ts"
import { type Certificate, certificateOf } from "./certificate.ts"
import {
  type Der,
  der,
  derInteger,
  integerOf,
  listOf,
  type Members,
  membersOf,
  numbered,
  oidOf,
  readDer,
  tags,
} from "./der.ts"
import { refuse } from "./fault.ts"

const ids = {
  signedData: "1.2.840.113549.1.7.2",
  statement: "1.2.840.113549.1.9.16.1.4",
  contentType: "1.2.840.113549.1.9.3",
  messageDigest: "1.2.840.113549.1.9.4",
  signingCertificate: "1.2.840.113549.1.9.16.2.12",
  signingCertificateV2: "1.2.840.113549.1.9.16.2.47",
} as const

/** A token whose signature is that of one of the certificates that it brings. Who that is has still to be asked. */
export interface SignedStatement {
  /** The TSTInfo, as it was signed. */
  readonly statement: Uint8Array
  readonly signer: Certificate
  readonly certificates: readonly Certificate[]
}

/** The more certificates a token brings, the more of them are compared with each other. */
const mostCertificates = 20

/** Returns the token of a reply that grants one. What is a token by itself is returned as it is. */
export function tokenOf(bytes: Uint8Array): Uint8Array {
  const reply = listOf(readDer(bytes, "TimeStampResp"), "TimeStampResp")
  const [status, token, ...more] = reply
  if (status?.tag === tags.oid) return bytes
  if (status === undefined || more.length > 0) return refuse("form", "TimeStampResp")
  requireGranted(status)
  return token?.whole ?? refuse("form", "TimeStampToken")
}

/** Writes the reply that grants a token and says nothing else (RFC 3161, section 2.4.2), which `openssl ts` reads. */
export function replyBytes(token: Uint8Array): Uint8Array {
  return der(tags.sequence, der(tags.sequence, derInteger(0n)), token)
}

/** The reasons of a refusal, by their bits (RFC 3161, section 2.4.2). */
const reasons: Readonly<Record<number, string>> = {
  0: "badAlg",
  2: "badRequest",
  5: "badDataFormat",
  14: "timeNotAvailable",
  15: "unacceptedPolicy",
  16: "unacceptedExtension",
  17: "addInfoNotAvailable",
  25: "systemFailure",
}

function requireGranted(status: Der): void {
  const part = "PKIStatusInfo"
  const members = membersOf(status, part)
  const code = integerOf(members.take(tags.integer, part), part)
  const text = members.optional(tags.sequence)
  const failure = members.optional(tags.bitString)
  members.end()
  if (code === 0n || code === 1n) return
  const bits = [...(failure?.content.subarray(1) ?? [])]
  const named = Object.entries(reasons).flatMap(([bit, name]) => {
    const byte = bits[Math.floor(Number(bit) / 8)] ?? 0
    return (byte & (0x80 >> (Number(bit) % 8))) !== 0 ? [name] : []
  })
  const words = (text === undefined ? [] : listOf(text, part)).map(({ content }) => utf8Text(content) ?? "")
  const said = [...named, ...words].map((word) => word.replace(/[\p{C}\p{Z}]+/gu, " ").trim()).join(", ")
  refuse("rejected", said.slice(0, 200).toWellFormed() || `status ${code}`)
}

/** The parts of a token, of which nothing has been verified. */
interface TokenParts {
  /** The TSTInfo. */
  readonly statement: Uint8Array
  readonly brought: Der | undefined
  /** The one SignerInfo, and the hash that stands before it. */
  readonly info: Der
  readonly listed: Der
}

/** Reads a token without asking who signed it. */
export function tokenParts(token: Uint8Array): TokenParts {
  const outer = membersOf(readDer(token, "TimeStampToken"), "TimeStampToken")
  if (oidOf(outer.take(tags.oid, "contentType"), "contentType") !== ids.signedData) return refuse("content-type")
  const inner = outer.take(numbered(0), "SignedData")
  outer.end()
  const data = membersOf(readDer(inner.content, "SignedData"), "SignedData")
  requireInteger(data, 3n, "SignedData.version")
  const hashes = listOf(data.take(tags.set, "digestAlgorithms"), "digestAlgorithms", tags.set)
  const statement = statementOf(data.take(tags.sequence, "encapContentInfo"))
  const brought = data.optional(numbered(0))
  data.optional(numbered(1)) // Lists of revoked certificates, which nobody signed here: they are passed over.
  const signers = listOf(data.take(tags.set, "signerInfos"), "signerInfos", tags.set)
  data.end()
  const [[listed, ...moreHashes], [info, ...moreSigners]] = [hashes, signers]
  if (info === undefined || listed === undefined) return refuse("signers")
  if (moreHashes.length > 0 || moreSigners.length > 0) return refuse("signers")
  return { statement, brought, info, listed }
}

/** Reads a token, and verifies its signature. */
export function signedStatement(token: Uint8Array): SignedStatement {
  const { statement, brought, info, listed } = tokenParts(token)
  const certificates = certificatesOf(brought)
  return { statement, certificates, signer: signerOf(info, listed, statement, certificates) }
}

function requireInteger(members: Members, wanted: bigint, part: string): void {
  if (integerOf(members.take(tags.integer, part), part) !== wanted) refuse("form", part)
}

function statementOf(value: Der): Uint8Array {
  const content = membersOf(value, "encapContentInfo")
  if (oidOf(content.take(tags.oid, "eContentType"), "eContentType") !== ids.statement) return refuse("content-type")
  const inner = readDer(content.take(numbered(0), "eContent").content, "eContent")
  content.end()
  return inner.tag === tags.octetString ? inner.content : refuse("form", "eContent")
}

/** Lists the certificates that a token brings, of which nothing has been read. */
export function listOfCertificates(brought: Der | undefined): readonly Der[] {
  return brought === undefined ? [] : listOf(brought, "certificates", numbered(0))
}

function certificatesOf(brought: Der | undefined): readonly Certificate[] {
  const list = listOfCertificates(brought)
  if (list.length > mostCertificates) return refuse("certificate-form", `${list.length}`)
  return list.map(({ whole }) => certificateOf(whole))
}

/** Verifies the one signature (RFC 5652, section 5.4), and returns the certificate with whose key it was made. */
function signerOf(value: Der, listed: Der, statement: Uint8Array, certificates: readonly Certificate[]): Certificate {
  const info = membersOf(value, "SignerInfo")
  requireInteger(info, 1n, "SignerInfo.version")
  const name = listOf(info.take(tags.sequence, "issuerAndSerialNumber"), "issuerAndSerialNumber")
  const digestAlgorithm = info.take(tags.sequence, "digestAlgorithm")
  const attributes = info.take(numbered(0), "signedAttrs")
  const scheme = schemeOf(info.take(tags.sequence, "signatureAlgorithm"), "signatureAlgorithm")
  const signature = info.take(tags.octetString, "signature").content
  info.optional(numbered(1)) // Attributes that nobody signed.
  info.end()
  const hash = hashOf(digestAlgorithm, "digestAlgorithm")
  if (hashOf(listed, "digestAlgorithms") !== hash) return refuse("algorithm", "digestAlgorithms")
  if ((scheme.hash ?? hash) !== hash) return refuse("algorithm", "signatureAlgorithm")
  const [issuer, serial, more] = name
  const signer = certificates.find((one) => isWhole(issuer, one.issuer) && isWhole(serial, one.serial))
  if (signer === undefined || more !== undefined) return refuse("signer-absent")
  // What was signed are the attributes as a set, whose tag gives way to a number in the token.
  const signed = concat(Uint8Array.of(tags.set), attributes.whole.subarray(1))
  requireAttributes(attributesOf(attributes), createHash(hash).update(statement).digest(), signer)
  requireKey(signer.x509.publicKey, scheme.kind)
  if (!isSignature(signature, signed, signer.x509.publicKey, { ...scheme, hash })) return refuse("signature")
  return signer
}

function isWhole(value: Der | undefined, bytes: Uint8Array): boolean {
  return value !== undefined && equalBytes(value.whole, bytes)
}

/** Reads the attributes, each of which has one value and stands once, in the order of their bytes. */
function attributesOf(value: Der): ReadonlyMap<string, Der> {
  const part = "signedAttrs"
  const found = new Map<string, Der>()
  const list = listOf(value, part, numbered(0))
  for (const [index, one] of list.entries()) {
    const before = list[index - 1]
    if (before !== undefined && Buffer.compare(before.whole, one.whole) >= 0) return refuse("form", part)
    const attribute = membersOf(one, part)
    const oid = oidOf(attribute.take(tags.oid, part), part)
    const [only, ...more] = listOf(attribute.take(tags.set, part), part, tags.set)
    attribute.end()
    if (only === undefined || more.length > 0 || found.has(oid)) return refuse("attributes", oid)
    found.set(oid, only)
  }
  return found
}

function requireAttributes(attributes: ReadonlyMap<string, Der>, digest: Uint8Array, signer: Certificate): void {
  const type = attributes.get(ids.contentType)
  if (type === undefined || oidOf(type, "contentType") !== ids.statement) return refuse("attributes", "contentType")
  const stated = attributes.get(ids.messageDigest)
  if (stated?.tag !== tags.octetString) return refuse("attributes", "messageDigest")
  if (!equalBytes(stated.content, digest)) return refuse("digest")
  const [old, current] = [attributes.get(ids.signingCertificate), attributes.get(ids.signingCertificateV2)]
  if (current === undefined) return refuse(old === undefined ? "certificate-unnamed" : "certificate-sha1")
  requireCertificate(current, signer, true)
  if (old !== undefined) requireCertificate(old, signer, false)
}

/**
 * Demands that the first certificate which an ESS attribute names is the signer's (RFC 5035). Attributes of the first
 * version name it by SHA-1, and are believed only beside one of the second.
 */
function requireCertificate(attribute: Der, signer: Certificate, isCurrent: boolean): void {
  const part = isCurrent ? "SigningCertificateV2" : "SigningCertificate"
  const [first] = listOf(membersOf(attribute, part).take(tags.sequence, part), part)
  if (first === undefined) return refuse("certificate-unnamed")
  const id = membersOf(first, part)
  const algorithm = isCurrent ? id.optional(tags.sequence) : undefined
  const hash = id.take(tags.octetString, part).content
  const issuerSerial = id.optional(tags.sequence)
  id.end()
  const name = isCurrent ? (algorithm === undefined ? "sha256" : hashOf(algorithm, part)) : "sha1"
  if (!equalBytes(hash, createHash(name).update(signer.bytes).digest())) return refuse("certificate-other")
  if (issuerSerial === undefined) return
  const [names, serial, more] = listOf(issuerSerial, part)
  const [issuer, ...others] = names === undefined ? [] : listOf(names, part)
  const isSame =
    issuer?.tag === numbered(4) && equalBytes(issuer.content, signer.issuer) && isWhole(serial, signer.serial)
  if (!isSame || others.length > 0 || more !== undefined) refuse("certificate-other")
}
