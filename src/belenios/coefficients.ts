/**
 * The public side of the polynomials of a key ceremony: the coefficients of each trustee, raised to group elements and
 * signed, and the keys that follow from all of them (Belenios specification, sections 4.6.4 to 4.6.6).
 */
import { finding, type Finding } from "../core/finding.ts"
import type { Random } from "../core/world.ts"
import type { Ceremony, Certificate } from "./certificate.ts"
import { add, encodePoint, identity, multiplyPublic, type Point, scalar } from "./group.ts"
import { elements, type Field, members, MessageFault, point, readText } from "./message.ts"
import type { KeyPair, Proof } from "./schnorr.ts"
import { isSignedBy, readSignedMessage, sign, type SignedMessage, signedMessageJson } from "./signed-message.ts"

/** The structure `coefexps` of one trustee: A₀ … A_t, as many as the threshold. */
export interface Coefficients {
  readonly signed: SignedMessage
  readonly points: readonly Point[]
}

export function signCoefficients(random: Random, signing: KeyPair, points: readonly Point[]): Coefficients {
  return { signed: sign(random, signing, coefficientsText(points)), points }
}

/** Reads the form: as many points as the threshold, none of them the identity. The signature is not checked. */
export function readCoefficients(field: Field, threshold: number): Coefficients {
  const signed = readSignedMessage(field)
  const points = readText(signed.message, (message) =>
    elements(members(message, ["coefexps"]).coefexps, threshold).map(point),
  )
  const path = field.path === "" ? "message" : `${field.path}.message`
  if (points instanceof MessageFault) throw new MessageFault(path, points.form.rule)
  if (coefficientsText(points) !== signed.message) throw new MessageFault(path, "canonical")
  return { signed, points }
}

/** Signs all certificates together with a trustee's coefficients, which shows that all trustees saw the same ones. */
export function signCertificates(
  random: Random,
  signing: KeyPair,
  certificates: readonly Certificate[],
  points: readonly Point[],
): Proof {
  return sign(random, signing, certificatesText(certificates, points)).signature
}

/**
 * Checks the two signatures under the coefficients of `owner`: the one of the coefficients, and the one of all
 * certificates with them.
 */
export function coefficientsFindings(
  { certificates }: Ceremony,
  owner: Certificate,
  { signed, points }: Coefficients,
  signature: Proof,
  at: string,
): readonly Finding[] {
  const trustee = owner.index
  const findings: Finding[] = []
  if (!isSignedBy(owner.verification, signed)) findings.push(finding("TRUSTEE_COEFFICIENTS", at, { trustee }))
  if (!isSignedBy(owner.verification, { message: certificatesText(certificates, points), signature })) {
    findings.push(finding("TRUSTEE_CERTIFICATES", at, { trustee }))
  }
  return findings
}

/** f(j)·G for the polynomial f of these coefficients: what the trustee of rank j may know of f. */
export function publicEvaluation(points: readonly Point[], rank: number): Point {
  const x = scalar(BigInt(rank))
  return points.reduceRight((value, coefficient) => add(multiplyPublic(value, x), coefficient), identity)
}

/**
 * The sum of the polynomials of all trustees, raised to group elements. Its value at j is the public key of the share of
 * the trustee of rank j: the sum of all evaluations at j, for the work of one.
 */
export function sumOfCoefficients(coefficients: readonly Coefficients[]): readonly Point[] {
  const [first, ...others] = coefficients.map(({ points }) => points)
  return (first ?? []).map((point, power) => add(point, ...others.map((points) => points[power] ?? identity)))
}

/** The part of the election's key that the trustees of a ceremony contribute: the sum of the constant coefficients. */
export function ceremonyKey(coefficients: readonly Coefficients[]): Point {
  return add(...coefficients.flatMap(({ points }) => points.slice(0, 1)))
}

function coefficientsText(points: readonly Point[]): string {
  return JSON.stringify({ coefexps: points.map(encodePoint) })
}

function certificatesText(certificates: readonly Certificate[], points: readonly Point[]): string {
  const certs = certificates.map(({ signed }) => signedMessageJson(signed))
  return `certs_sig|${JSON.stringify({ certs, coefexps: points.map(encodePoint) })}`
}
