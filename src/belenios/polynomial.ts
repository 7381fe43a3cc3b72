/**
 * Step 3 of the key ceremony: each trustee draws a polynomial, keeps its coefficients for itself, sends every trustee
 * its value at that trustee's rank, and signs the coefficients raised to group elements (Belenios specification,
 * section 4.6.4).
 */
import { finding, type Finding } from "../core/finding.ts"
import { sha256Hex } from "../core/hash.ts"
import type { Random } from "../core/world.ts"
import { type Ceremony, type CeremonyContext, ceremonyHash, type Certificate } from "./certificate.ts"
import {
  type Coefficients,
  coefficientsFindings,
  readCoefficients,
  signCertificates,
  signCoefficients,
} from "./coefficients.ts"
import { generator, multiplySecret, randomScalar, samePoint, scalar, type Scalar, scalarText } from "./group.ts"
import { checked, type Checked, elements, faulty, members, MessageFault, proof, readText, string } from "./message.ts"
import { send, type TrusteeKeys } from "./pki.ts"
import { type Proof, proofJson } from "./schnorr.ts"
import { signedMessageJson } from "./signed-message.ts"

/** The structure `polynomial` of one trustee. */
export interface Polynomial {
  /** The secret coefficients, which the trustee sends to itself. */
  readonly polynomial: string
  /** The value for each trustee, which is sent to that trustee. */
  readonly secrets: readonly string[]
  readonly coefficients: Coefficients
  /** Covers all certificates together with these coefficients. */
  readonly signature: Proof
}

/** Finds the certificate of these keys, or `undefined` if they take no part in the ceremony. */
export function ownCertificate(ceremony: Ceremony, keys: TrusteeKeys): Certificate | undefined {
  return ceremony.certificates.find(
    ({ verification, encryption }) =>
      samePoint(verification, keys.signing.publicKey) && samePoint(encryption, keys.decryption.publicKey),
  )
}

/** Step 3: makes the polynomial. The only finding is CEREMONY_STRANGER: these keys have no certificate here. */
export function makePolynomial(random: Random, keys: TrusteeKeys, ceremony: Ceremony): Checked<string> {
  const own = ownCertificate(ceremony, keys)
  if (own === undefined) return faulty(finding("CEREMONY_STRANGER", "certificates", {}))
  const { certificates, threshold } = ceremony
  const drawn = `${ceremonyHash(ceremony)}|${own.index}`
  const secrets = Array.from({ length: threshold }, (_, power) =>
    randomScalar(random, "polynomial", `${drawn}|${power}`),
  )
  const points = secrets.map((secret) => multiplySecret(generator, secret))
  const sendTo = (recipient: Certificate, message: object) =>
    send(random, keys.signing, recipient.encryption, JSON.stringify(message))
  return checked(
    polynomialText({
      polynomial: sendTo(own, { polynomial: secrets.map(scalarText) }),
      secrets: certificates.map((recipient) =>
        sendTo(recipient, { secret: scalarText(evaluate(secrets, recipient.index)) }),
      ),
      coefficients: signCoefficients(random, keys.signing, points),
      signature: signCertificates(random, keys.signing, certificates, points),
    }),
    [],
  )
}

/** Checks the polynomial that `owner` sends: its form and both signatures. */
export function checkPolynomial(ceremony: Ceremony, owner: Certificate, text: string): Checked<Polynomial> {
  const trustee = owner.index
  const at = `polynomial:${trustee}`
  const read = readText(text, (message) => {
    const fields = members(message, ["polynomial", "secrets", "coefexps", "signature"])
    return {
      polynomial: string(fields.polynomial),
      secrets: elements(fields.secrets, ceremony.certificates.length).map(string),
      coefficients: readCoefficients(fields.coefexps, ceremony.threshold),
      signature: proof(fields.signature),
    }
  })
  if (read instanceof MessageFault) return faulty(finding("CEREMONY_FORM", at, { trustee, ...read.form }))
  if (polynomialText(read) !== text) {
    return faulty(finding("CEREMONY_FORM", at, { trustee, path: "", rule: "canonical" }))
  }
  return checked(read, coefficientsFindings(ceremony, owner, read.coefficients, read.signature, at))
}

/**
 * Makes the commitment that a trustee announces before any polynomial is shown. Otherwise the last to send could choose
 * its own after it has seen the others, and so choose bits of the election's key. This step is ours; Belenios has none.
 */
export function commitToPolynomial(ceremony: Ceremony, owner: CeremonyContext, text: string): string {
  return sha256Hex(`urne-polynomial|${ceremonyHash(ceremony)}|${owner.index}|${text}`)
}

/** Checks that a polynomial is the one that its owner announced. */
export function commitmentFindings(
  ceremony: Ceremony,
  owner: CeremonyContext,
  commitment: string,
  text: string,
): readonly Finding[] {
  const trustee = owner.index
  const kept = commitToPolynomial(ceremony, owner, text) === commitment
  return kept ? [] : [finding("CEREMONY_COMMITMENT", `polynomial:${trustee}`, { trustee })]
}

function polynomialText({ polynomial, secrets, coefficients, signature }: Polynomial): string {
  const coefexps = signedMessageJson(coefficients.signed)
  return JSON.stringify({ polynomial, secrets, coefexps, signature: proofJson(signature) })
}

/** f(x) mod q. */
function evaluate(coefficients: readonly Scalar[], x: number): Scalar {
  return coefficients.reduceRight((value, coefficient) => scalar(value * BigInt(x) + coefficient), scalar(0n))
}
