/**
 * Partial decryptions: what one trustee contributes to opening the encrypted tally (Belenios specification, section
 * 4.20), with a stronger proof that stays outside the archive.
 */
import { equalBytes, utf8 } from "../core/bytes.ts"
import { finding, type Finding } from "../core/finding.ts"
import type { Random } from "../core/world.ts"
import {
  combinePairsPublic,
  encodePoint,
  generator,
  hashToScalar,
  isIdentity,
  multiplySecret,
  type Point,
  randomScalar,
} from "./group.ts"
import {
  checked,
  type Checked,
  faulty,
  members,
  MessageFault,
  pointOrIdentity,
  proof,
  readMessage,
  table,
} from "./message.ts"
import { elementAt, mapTable, type Table } from "./per-choice.ts"
import { choiceCount, type Question } from "./question.ts"
import { type KeyPair, type Proof, proofJson, respond } from "./schnorr.ts"
import type { OpenedTally } from "./tally.ts"

/** The structure `partial_decryption`. */
export interface PartialDecryption {
  /** x·α for the trustee's secret x. */
  readonly factors: Table<Point>
  readonly proofs: Table<Proof>
}

/**
 * Decrypts with one trustee's key. The tally must be the one that the trustee verified, because the factors of any
 * other ciphertext reveal all that it holds.
 *
 * @param fingerprint - φ of the election
 */
export function decryptPartially(
  random: Random,
  fingerprint: string,
  key: KeyPair,
  tally: OpenedTally,
): PartialDecryption {
  const prefix = decryptPrefix(fingerprint, key.publicKey)
  return {
    factors: mapTable(tally, ({ alpha }) => multiplySecret(alpha, key.secret)),
    proofs: mapTable(tally, ({ alpha }) => proveFactor(random, "decryption.proof", key, alpha, prefix)),
  }
}

/**
 * Proves the factors of a partial decryption once more. The proofs of the specification hash neither the factor nor the
 * ciphertext, so a trustee could send a wrong factor with a proof that passes. These proofs hash both.
 */
export function bindShare(
  random: Random,
  fingerprint: string,
  key: KeyPair,
  tally: OpenedTally,
  { factors }: PartialDecryption,
): Table<Proof> {
  return mapTable(tally, (ciphertext, question, choice) => {
    const prefix = bindingPrefix(fingerprint, key.publicKey, ciphertext, elementAt(factors, question, choice))
    return proveFactor(random, "decryption.binding", key, ciphertext.alpha, prefix)
  })
}

/**
 * Checks the proofs of the specification, and that a factor is the identity exactly where α is.
 *
 * @param owner - the trustee's rank among all of the election, from 1
 */
export function decryptionFindings(
  fingerprint: string,
  owner: number,
  publicKey: Point,
  tally: OpenedTally,
  { factors, proofs }: PartialDecryption,
  place: string,
): readonly Finding[] {
  const prefix = decryptPrefix(fingerprint, publicKey)
  const valid = mapTable(tally, ({ alpha }, question, choice) => {
    const factor = elementAt(factors, question, choice)
    if (isIdentity(factor) !== isIdentity(alpha)) return false
    return isFactorProven(publicKey, alpha, factor, elementAt(proofs, question, choice), prefix)
  })
  return failures(valid).map(([question, choice]) => finding("SHARE_PROOF", place, { owner, question, choice }))
}

/** Checks the proofs that {@link bindShare} makes. */
export function bindingFindings(
  fingerprint: string,
  owner: number,
  publicKey: Point,
  tally: OpenedTally,
  { factors }: PartialDecryption,
  binding: Table<Proof>,
  place: string,
): readonly Finding[] {
  const valid = mapTable(tally, (ciphertext, question, choice) => {
    const factor = elementAt(factors, question, choice)
    const prefix = bindingPrefix(fingerprint, publicKey, ciphertext, factor)
    return isFactorProven(publicKey, ciphertext.alpha, factor, elementAt(binding, question, choice), prefix)
  })
  return failures(valid).map(([question, choice]) => finding("SHARE_BINDING", place, { owner, question, choice }))
}

export function partialDecryptionBody({ factors, proofs }: PartialDecryption): Uint8Array {
  const factorTexts = mapTable(factors, (factor) => encodePoint(factor))
  return utf8(
    JSON.stringify({ decryption_factors: factorTexts, decryption_proofs: mapTable(proofs, (each) => proofJson(each)) }),
  )
}

/** Reads a partial decryption: canonical, of the shape of the questions, points of the group. */
export function parsePartialDecryption(
  questions: readonly Question[],
  body: Uint8Array,
  place: string,
): Checked<PartialDecryption> {
  const counts = questions.map(choiceCount)
  const read = readMessage(body, (message) => {
    const share = members(message, ["decryption_factors", "decryption_proofs"])
    const factors = table(share.decryption_factors, counts, pointOrIdentity)
    return { factors, proofs: table(share.decryption_proofs, counts, proof) }
  })
  if (read instanceof MessageFault) return faulty(finding("SHARE_FORM", place, read.form))
  return equalBytes(partialDecryptionBody(read), body) ? checked(read, []) : faulty(notCanonical(place))
}

/** The file that carries the proofs of {@link bindShare}. */
export function bindingBody(binding: Table<Proof>): Uint8Array {
  return utf8(JSON.stringify({ binding_proofs: mapTable(binding, (each) => proofJson(each)) }))
}

export function parseBinding(questions: readonly Question[], body: Uint8Array, place: string): Checked<Table<Proof>> {
  const read = readMessage(body, (message) =>
    table(members(message, ["binding_proofs"]).binding_proofs, questions.map(choiceCount), proof),
  )
  if (read instanceof MessageFault) return faulty(finding("SHARE_FORM", place, read.form))
  return equalBytes(bindingBody(read), body) ? checked(read, []) : faulty(notCanonical(place))
}

/** Proves that x·α is the factor of the owner of x·G (Chaum and Pedersen, 1992). */
function proveFactor(random: Random, purpose: string, key: KeyPair, alpha: Point, prefix: string): Proof {
  const nonce = randomScalar(random, purpose, `${prefix}${encodePoint(key.publicKey)}|${encodePoint(alpha)}`)
  const commitments = [multiplySecret(generator, nonce), multiplySecret(alpha, nonce)]
  const challenge = hashToScalar(prefix + commitments.map(encodePoint).join(","))
  return { challenge, response: respond(nonce, key.secret, challenge) }
}

function isFactorProven(
  publicKey: Point,
  alpha: Point,
  factor: Point,
  { challenge, response }: Proof,
  prefix: string,
): boolean {
  const commitments = combinePairsPublic([
    [response, generator, alpha],
    [challenge, publicKey, factor],
  ])
  return hashToScalar(prefix + commitments.join(",")) === challenge
}

function decryptPrefix(fingerprint: string, publicKey: Point): string {
  return `decrypt|${fingerprint}|${encodePoint(publicKey)}|`
}

function bindingPrefix(
  fingerprint: string,
  publicKey: Point,
  { alpha, beta }: OpenedTally[number][number],
  factor: Point,
): string {
  const [x, a, b, f] = [publicKey, alpha, beta, factor].map(encodePoint)
  return `urne-share|${fingerprint}|${x}|${a},${b}|${f}|`
}

function notCanonical(place: string): Finding {
  return finding("SHARE_FORM", place, { path: "", rule: "canonical" })
}

function failures(valid: Table<boolean>): readonly (readonly [question: number, choice: number])[] {
  return valid.flatMap((row, question) =>
    row.flatMap((passes, choice) => (passes ? [] : [[question + 1, choice + 1] as const])),
  )
}
