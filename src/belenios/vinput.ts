/**
 * Step 4 of the key ceremony and the first half of step 5. What all trustees sent to one of them is routed to it; it
 * checks the values and adds them up (Belenios specification, section 4.6.5).
 */
import { finding, type Finding } from "../core/finding.ts"
import type { Ceremony, Certificate } from "./certificate.ts"
import { type Coefficients, coefficientsFindings, publicEvaluation, readCoefficients } from "./coefficients.ts"
import { generator, multiplySecret, type Point, samePoint, scalar, type Scalar } from "./group.ts"
import {
  checked,
  type Checked,
  elements,
  faulty,
  type Field,
  members,
  MessageFault,
  proof,
  readText,
  scalarOf,
  string,
} from "./message.ts"
import { receive, type TrusteeKeys } from "./pki.ts"
import { ownCertificate, type Polynomial } from "./polynomial.ts"
import { keyPair, type KeyPair, type Proof, proofJson } from "./schnorr.ts"
import { signedMessageJson } from "./signed-message.ts"

/** Step 4: makes one vinput a trustee, from the checked polynomials of all, in the order of their owners. */
export function makeVinputs(polynomials: readonly Polynomial[]): readonly string[] {
  const coefexps = polynomials.map(({ coefficients }) => signedMessageJson(coefficients.signed))
  const signatures = polynomials.map(({ signature }) => proofJson(signature))
  return polynomials.map(({ polynomial }, recipient) =>
    JSON.stringify({ polynomial, secrets: polynomials.map(({ secrets }) => secrets[recipient]), coefexps, signatures }),
  )
}

/**
 * Checks what reached the trustee with these keys: all trustees signed the certificates that it knows, its own
 * polynomial came back, and every value is the one that the sender's public coefficients predict. The sum of the values
 * is then its share of the key. The findings name each trustee whose message is wrong.
 */
export function receiveShare(keys: TrusteeKeys, ceremony: Ceremony, vinput: string): Checked<KeyPair> {
  const own = ownCertificate(ceremony, keys)
  if (own === undefined) return faulty(finding("CEREMONY_STRANGER", "certificates", {}))
  const at = `vinput:${own.index}`
  const read = readText(vinput, (message) => readVinput(message, ceremony))
  if (read instanceof MessageFault) return faulty(finding("CEREMONY_FORM", at, { trustee: own.index, ...read.form }))
  const { polynomial, parts } = read
  const findings = parts.flatMap(({ sender, coefficients, signature }) =>
    coefficientsFindings(ceremony, sender, coefficients, signature, at),
  )
  const sent = parts.find(({ sender }) => sender.index === own.index)
  if (sent === undefined || !isPolynomialOf(keys, polynomial, sent.coefficients.points)) {
    findings.push(finding("CEREMONY_OWN_POLYNOMIAL", at, {}))
  }
  let share = scalar(0n)
  for (const { sender, secret, coefficients } of parts) {
    const value = receiveValue(keys, own, sender, secret, coefficients, at)
    if (typeof value === "bigint") share = scalar(share + value)
    else findings.push(value)
  }
  return findings.length > 0 ? faulty(...findings) : checked(keyPair(share), [])
}

/** What one trustee sent to another. */
interface Part {
  readonly sender: Certificate
  readonly secret: string
  readonly coefficients: Coefficients
  readonly signature: Proof
}

function readVinput(
  message: Field,
  ceremony: Ceremony,
): { readonly polynomial: string; readonly parts: readonly Part[] } {
  const fields = members(message, ["polynomial", "secrets", "coefexps", "signatures"])
  const size = ceremony.certificates.length
  const secrets = elements(fields.secrets, size)
  const coefexps = elements(fields.coefexps, size)
  const signatures = elements(fields.signatures, size)
  const parts = ceremony.certificates.map((sender, index) => ({
    sender,
    secret: string(secrets[index] as Field),
    coefficients: readCoefficients(coefexps[index] as Field, ceremony.threshold),
    signature: proof(signatures[index] as Field),
  }))
  return { polynomial: string(fields.polynomial), parts }
}

/** Whether we sent this polynomial to ourselves, and these are its public coefficients. */
function isPolynomialOf(keys: TrusteeKeys, polynomial: string, points: readonly Point[]): boolean {
  const opened = receive(keys.decryption, keys.signing.publicKey, polynomial)
  if ("fault" in opened) return false
  const secrets = readText(opened.message, (message) =>
    elements(members(message, ["polynomial"]).polynomial, points.length).map(scalarOf),
  )
  if (secrets instanceof MessageFault) return false
  return points.every((point, power) => samePoint(point, multiplySecret(generator, secrets[power] as Scalar)))
}

function receiveValue(
  keys: TrusteeKeys,
  own: Certificate,
  sender: Certificate,
  secret: string,
  { points }: Coefficients,
  at: string,
): Scalar | Finding {
  const trustee = sender.index
  const opened = receive(keys.decryption, sender.verification, secret)
  if ("fault" in opened) return finding("CEREMONY_CHANNEL", at, { trustee, fault: opened.fault })
  const value = readText(opened.message, (message) => scalarOf(members(message, ["secret"]).secret))
  if (value instanceof MessageFault) return finding("CEREMONY_CHANNEL", at, { trustee, fault: "form" })
  const predicted = publicEvaluation(points, own.index)
  return samePoint(multiplySecret(generator, value), predicted) ? value : finding("CEREMONY_VALUE", at, { trustee })
}
