/**
 * Steps 1 and 2 of the key ceremony of a threshold: each trustee certifies its two ceremony keys, everybody checks all
 * certificates (Belenios specification, sections 3.1.1 and 4.6.2).
 */
import { finding, type Finding } from "../core/finding.ts"
import { sha256Hex } from "../core/hash.ts"
import type { Random } from "../core/world.ts"
import { encodePoint, groupName, type Point, samePoint } from "./group.ts"
import {
  checked,
  type Checked,
  faulty,
  type Field,
  integer,
  members,
  MessageFault,
  point,
  readText,
  string,
} from "./message.ts"
import type { TrusteeKeys } from "./pki.ts"
import { isSignedBy, readSignedMessage, sign, type SignedMessage, signedMessageJson } from "./signed-message.ts"

/** Which ceremony a certificate belongs to, and whose it is. */
export interface CeremonyContext {
  /** How many trustees there are. */
  readonly size: number
  /** How many of them decrypt: t + 1 in the specification. */
  readonly threshold: number
  /** Rank of the owner, from 1. */
  readonly index: number
}

export interface Certificate extends CeremonyContext {
  readonly signed: SignedMessage
  readonly verification: Point
  readonly encryption: Point
}

/** The trustees of one threshold key, once their certificates were checked: Γ in the specification. */
export interface Ceremony {
  readonly threshold: number
  /** In the order of their owners. */
  readonly certificates: readonly Certificate[]
}

/** Step 1: the certificate of a trustee's keys. */
export function makeCertificate(random: Random, keys: TrusteeKeys, context: CeremonyContext): string {
  const message = certificateText(context, keys.signing.publicKey, keys.decryption.publicKey)
  return JSON.stringify(signedMessageJson(sign(random, keys.signing, message)))
}

/** Checks one certificate as it comes in: its form, its place, its signature. */
export function checkCertificate(text: string, context: CeremonyContext): Checked<Certificate> {
  const trustee = context.index
  const at = `certificate:${trustee}`
  const read = readText(text, readCertificate)
  if (read instanceof MessageFault) return faulty(finding("CEREMONY_FORM", at, { trustee, ...read.form }))
  if (JSON.stringify(signedMessageJson(read.signed)) !== text) {
    return faulty(finding("CEREMONY_FORM", at, { trustee, path: "", rule: "canonical" }))
  }
  return checked(read, certificateFindings(read, context, at))
}

/**
 * Step 2: opens all certificates of a ceremony, in the order of their owners. They must agree on its size and its
 * threshold, and no key may occur twice.
 */
export function openCeremony(texts: readonly string[]): Checked<Ceremony> {
  const size = texts.length
  const first = readText(texts[0] ?? "", readCertificate)
  const threshold = first instanceof MessageFault ? 0 : first.threshold
  const certificates = texts.map((text, index) => checkCertificate(text, { size, threshold, index: index + 1 }))
  const findings = certificates.flatMap((certificate) => certificate.findings)
  if (findings.length > 0) return faulty(...findings)
  const ceremony = { threshold, certificates: certificates.flatMap(({ value }) => value ?? []) }
  return checked(ceremony, ceremonyFindings(ceremony, "certificates"))
}

/**
 * The hash of what all trustees of a ceremony must have seen alike, in hexadecimal. We compare and bind it; Belenios
 * has no such hash.
 */
export function ceremonyHash({ certificates }: Ceremony): string {
  return sha256Hex(JSON.stringify(certificates.map(({ signed }) => signedMessageJson(signed))))
}

/** With a threshold of 1 each trustee could decrypt alone, which is not what a threshold is for. */
export function thresholdFindings(
  { threshold, certificates: { length: size } }: Ceremony,
  at: string,
): readonly Finding[] {
  return threshold < 2 || threshold > size ? [finding("TRUSTEES_THRESHOLD", at, { threshold, size })] : []
}

/** Checks the rules that a single certificate cannot break. */
function ceremonyFindings(ceremony: Ceremony, at: string): readonly Finding[] {
  const ofThreshold = thresholdFindings(ceremony, at)
  if (ofThreshold.length > 0) return ofThreshold
  const { certificates } = ceremony
  return certificates.flatMap((certificate) => {
    const first = certificates.find((other) => sharesKey(other, certificate))?.index ?? certificate.index
    const trustee = certificate.index
    // Signing and decrypting with one key would let the answers of one leak the other.
    const twice = first < trustee || samePoint(certificate.verification, certificate.encryption)
    return twice ? [finding("TRUSTEE_DUPLICATE", at, { trustee, first })] : []
  })
}

/** Checks that a certificate is the one due in its place, and is signed by the key that it certifies. */
export function certificateFindings(
  certificate: Certificate,
  { size, threshold, index }: CeremonyContext,
  at: string,
): readonly Finding[] {
  const inPlace = certificate.size === size && certificate.threshold === threshold && certificate.index === index
  const valid = inPlace && isSignedBy(certificate.verification, certificate.signed)
  return valid ? [] : [finding("TRUSTEE_CERTIFICATE", at, { trustee: index })]
}

/** Reads the form of a certificate. It checks neither the signature nor the place. */
export function readCertificate(field: Field): Certificate {
  const signed = readSignedMessage(field)
  const path = field.path === "" ? "message" : `${field.path}.message`
  const read = readText(signed.message, (message) => readCertifiedKeys(message))
  if (read instanceof MessageFault) throw new MessageFault(path, read.form.rule)
  if (certificateText(read, read.verification, read.encryption) !== signed.message) {
    throw new MessageFault(path, "canonical")
  }
  return { ...read, signed }
}

function readCertifiedKeys(message: Field): Omit<Certificate, "signed"> {
  const { context, verification, encryption } = members(message, ["context", "verification", "encryption"])
  const { group, size, threshold, index } = members(context, ["group", "size", "threshold", "index"])
  if (string(group) !== groupName) throw new MessageFault(group.path, "value")
  return {
    size: integer(size, 1),
    threshold: integer(threshold, 1),
    index: integer(index, 1),
    verification: point(verification),
    encryption: point(encryption),
  }
}

function certificateText({ size, threshold, index }: CeremonyContext, verification: Point, encryption: Point): string {
  const context = { group: groupName, size, threshold, index }
  return JSON.stringify({ context, verification: encodePoint(verification), encryption: encodePoint(encryption) })
}

function sharesKey(a: Certificate, b: Certificate): boolean {
  return [a.verification, a.encryption].some((key) => samePoint(key, b.verification) || samePoint(key, b.encryption))
}
