/**
 * The second half of step 5 of the key ceremony, and step 6: each trustee shows the public key of its share, and the
 * published parameters are put together (Belenios specification, sections 4.6.6 and 4.6.7).
 */
import { finding, type Finding } from "../core/finding.ts"
import type { Random } from "../core/world.ts"
import type { Ceremony, Certificate } from "./certificate.ts"
import { type Coefficients, publicEvaluation, sumOfCoefficients } from "./coefficients.ts"
import { type Point, samePoint, scalarText } from "./group.ts"
import { checked, type Checked, faulty, members, MessageFault, readText, scalarOf, string } from "./message.ts"
import { receive, send, type TrusteeKeys } from "./pki.ts"
import type { Polynomial } from "./polynomial.ts"
import { keyPair, type KeyPair, type Proof } from "./schnorr.ts"
import {
  isTrusteeKeyProven,
  isTrusteeKeySigned,
  proveTrusteeKey,
  readTrusteePublicKey,
  signTrusteeKey,
  type TrusteePublicKey,
  trusteePublicKeyJson,
} from "./trustee-key.ts"
import { receiveShare } from "./vinput.ts"

/** Several trustees, any `threshold` of whom are enough: the structure `threshold_parameters`. All lists have one length. */
export interface Pedersen {
  readonly kind: "Pedersen"
  readonly threshold: number
  readonly certificates: readonly Certificate[]
  readonly coefficients: readonly Coefficients[]
  /** Each trustee's signature of all certificates. */
  readonly signatures: readonly Proof[]
  readonly keys: readonly TrusteePublicKey[]
}

/** The structure `voutput` of one trustee. */
export interface Voutput {
  /**
   * The share, which the trustee sends to itself. It keeps it with its seed, and opens it with `openShare` to decrypt.
   */
  readonly privateKey: string
  readonly publicKey: TrusteePublicKey
}

/** Step 5: makes the voutput. The findings are those of `receiveShare`. */
export function makeVoutput(random: Random, keys: TrusteeKeys, ceremony: Ceremony, vinput: string): Checked<string> {
  const { value: share, findings } = receiveShare(keys, ceremony, vinput)
  if (share === undefined) return faulty(...findings)
  const decryptionKey = JSON.stringify({ decryption_key: scalarText(share.secret) })
  const privateKey = send(random, keys.signing, keys.decryption.publicKey, decryptionKey)
  const publicKey = signTrusteeKey(random, keys.signing, proveTrusteeKey(random, share))
  return checked(voutputText({ privateKey, publicKey }), [])
}

/** Checks the voutput that `owner` sends against the polynomials of all trustees. */
export function checkVoutput(polynomials: readonly Polynomial[], owner: Certificate, text: string): Checked<Voutput> {
  const trustee = owner.index
  const at = `voutput:${trustee}`
  const read = readText(text, (message): Voutput => {
    const fields = members(message, ["private_key", "public_key"])
    return { privateKey: string(fields.private_key), publicKey: readTrusteePublicKey(fields.public_key) }
  })
  if (read instanceof MessageFault) return faulty(finding("CEREMONY_FORM", at, { trustee, ...read.form }))
  if (voutputText(read) !== text) {
    return faulty(finding("CEREMONY_FORM", at, { trustee, path: "", rule: "canonical" }))
  }
  const sum = sumOfCoefficients(polynomials.map((polynomial) => polynomial.coefficients))
  return checked(read, shareFindings(sum, owner, read.publicKey, at))
}

/**
 * Checks the key of one trustee's share: the coefficients of all trustees give it, it is proven, and its owner signed
 * it.
 *
 * @param sum - of the coefficients of all trustees
 */
export function shareFindings(
  sum: readonly Point[],
  owner: Certificate,
  key: TrusteePublicKey,
  at: string,
): readonly Finding[] {
  const trustee = owner.index
  const right = samePoint(key.publicKey, publicEvaluation(sum, trustee))
  return [
    ...(right ? [] : [finding("TRUSTEE_KEY", at, { trustee })]),
    ...(isTrusteeKeyProven(key) ? [] : [finding("TRUSTEE_PROOF", at, { trustee })]),
    ...(isTrusteeKeySigned(owner.verification, key) ? [] : [finding("TRUSTEE_KEY_SIGNATURE", at, { trustee })]),
  ]
}

/** Step 6: makes what is published of the ceremony, from checked messages in the order of their owners. */
export function thresholdItem(
  { threshold, certificates }: Ceremony,
  polynomials: readonly Polynomial[],
  voutputs: readonly Voutput[],
): Pedersen {
  return {
    kind: "Pedersen",
    threshold,
    certificates,
    coefficients: polynomials.map(({ coefficients }) => coefficients),
    signatures: polynomials.map(({ signature }) => signature),
    keys: voutputs.map(({ publicKey }) => publicKey),
  }
}

/** Opens the share that a trustee sent to itself in step 5; returns `undefined` if the text is not that. */
export function openShare(keys: TrusteeKeys, privateKey: string): KeyPair | undefined {
  const opened = receive(keys.decryption, keys.signing.publicKey, privateKey)
  if ("fault" in opened) return undefined
  const share = readText(opened.message, (message) => scalarOf(members(message, ["decryption_key"]).decryption_key))
  return share instanceof MessageFault ? undefined : keyPair(share)
}

function voutputText({ privateKey, publicKey }: Voutput): string {
  return JSON.stringify({ private_key: privateKey, public_key: trusteePublicKeyJson(publicKey) })
}
