/**
 * Making a ballot (Belenios specification, sections 4.11.1 to 4.13 and 4.16). What the voter chose decides neither which
 * group operations run nor in which order.
 */
import { type Random } from "../core/world.ts"
import { claimPrefix, makeAnswer, type Answer, type Ciphertext } from "./answer.ts"
import { ballotBody, signedHash, type UnsignedBallot } from "./ballot.ts"
import { choiceFindings, type Choice } from "./choice.ts"
import { claimsOf, hashedSum, type Alternative, type Claim } from "./claim.ts"
import { type Election } from "./election.ts"
import { generatorBase, multiplyFixed, publicKeyBase, type FixedBase } from "./fixed-base.ts"
import {
  add,
  encodeAll,
  encodePoint,
  hashToScalar,
  pointText,
  randomScalar,
  scalar,
  type Point,
  type Scalar,
} from "./group.ts"
import { type Question } from "./question.ts"
import { proveKnowledge, respond, type KeyPair, type Proof } from "./schnorr.ts"

/** What the answers of one ballot have in common. */
interface Context {
  readonly random: Random
  readonly ofG: FixedBase
  readonly ofY: FixedBase
  /** S₀: φ and the public credential. */
  readonly s0: string
}

/** One choice encrypted: what it holds, the number that hides it, and α and β. */
interface Secret {
  readonly value: bigint
  readonly hiding: Scalar
  readonly alpha: Point
  readonly beta: Point
}

/**
 * Encrypts a voter's choices into a signed ballot, and returns its bytes.
 *
 * @throws RangeError if `choiceFindings` has something to say about the choices
 */
export function encryptBallot(
  random: Random,
  election: Election,
  credential: KeyPair,
  choices: readonly Choice[],
): Uint8Array {
  if (choiceFindings(election.questions, choices, "").length > 0) throw new RangeError("choices that were not checked")
  const key = encodePoint(credential.publicKey)
  const s0 = `${election.fingerprint}|${key}`
  const context = { random, ofG: generatorBase(), ofY: publicKeyBase(election.publicKey), s0 }
  // A replayed source must not hide two different votes with the same numbers: their difference would show.
  const vote = `${s0}|${JSON.stringify(choices)}`
  const unsigned: UnsignedBallot = {
    electionUuid: election.uuid,
    electionHash: election.fingerprint,
    credential: key,
    answers: election.questions.map((question, index) =>
      encryptAnswer(context, question, choices[index] ?? [], `${vote}|${index}`),
    ),
  }
  const hash = signedHash(unsigned)
  const proof = proveKnowledge(random, "ballot.signature", credential, `sig|${hash}|`)
  return ballotBody({ ...unsigned, signature: { hash, proof } })
}

function encryptAnswer(context: Context, question: Question, choice: Choice, message: string): Answer {
  const { random, ofG, ofY } = context
  const secrets = plaintext(question, choice).map((value, index): Secret => {
    const hiding = randomScalar(random, "ballot.encryption", `${message}|${index}`)
    const beta = add(multiplyFixed(ofY, hiding), multiplyFixed(ofG, scalar(value)))
    return { value, hiding, alpha: multiplyFixed(ofG, hiding), beta }
  })
  const choices = texts(secrets.flatMap(({ alpha, beta }) => [alpha, beta]))
  const proofs = claimsOf(question).map((claim) => prove(context, claim, secrets, choices))
  return makeAnswer(choices, proofs)
}

/** One number a ciphertext: whether the vote is blank, where it may be, then each answer. */
function plaintext({ answers, blank }: Question, choice: Choice): readonly bigint[] {
  const values = answers.map((_, index) => (choice === "blank" ? 0n : BigInt(choice[index] ?? 0)))
  return blank ? [choice === "blank" ? 1n : 0n, ...values] : values
}

/**
 * Proves a disjunction. The alternatives that do not hold are simulated: their challenge and response are drawn first,
 * and the commitments are what these make them, written by the numbers that we know: A = e·G and B = e·Y + f·G.
 */
function prove(
  { random, ofG, ofY, s0 }: Context,
  claim: Claim,
  secrets: readonly Secret[],
  choices: readonly Ciphertext[],
): readonly Proof[] {
  const sum = hashedSum(claim)
  const prefix = claimPrefix(claim, s0, choices, sum && sumText(secrets.slice(sum.from, sum.to)))
  const opened = claim.alternatives.map((alternative) => openSum(alternative, secrets))
  const real = opened.findIndex(({ surplus }) => surplus === 0n)
  const draws = opened.map((_, index) => {
    const draw = (purpose: string) => randomScalar(random, purpose, `${prefix}${index}`)
    return { nonce: draw("ballot.nonce"), challenge: draw("ballot.challenge"), response: draw("ballot.response") }
  })
  const commitments = draws.flatMap(({ nonce, challenge, response }, index) => {
    const { hiding, surplus } = opened[index] ?? { hiding: 0n, surplus: 0n }
    const e = index === real ? nonce : scalar(response + hiding * challenge)
    const f = scalar(surplus * challenge)
    return [multiplyFixed(ofG, e), add(multiplyFixed(ofY, e), multiplyFixed(ofG, f))]
  })
  const hash = hashToScalar(
    prefix +
      texts(commitments)
        .map(({ alpha, beta }) => `${alpha},${beta}`)
        .join(","),
  )
  const simulated = draws.reduce((total, { challenge }, index) => (index === real ? total : total + challenge), 0n)
  return draws.map(({ nonce, challenge, response }, index) => {
    if (index !== real) return { challenge, response }
    const own = scalar(hash - simulated)
    return { challenge: own, response: respond(nonce, opened[index]?.hiding ?? scalar(0n), own) }
  })
}

/** The number that hides a sum of ciphertexts, and by how much its content exceeds what the alternative says. */
function openSum({ from, to, value }: Alternative, secrets: readonly Secret[]): { hiding: Scalar; surplus: bigint } {
  const range = secrets.slice(from, to)
  return {
    hiding: scalar(range.reduce((total, { hiding }) => total + hiding, 0n)),
    surplus: range.reduce((total, secret) => total + secret.value, 0n) - BigInt(value),
  }
}

function sumText(secrets: readonly Secret[]): Ciphertext | undefined {
  return texts([add(...secrets.map(({ alpha }) => alpha)), add(...secrets.map(({ beta }) => beta))])[0]
}

/** Points in pairs, as their texts. */
function texts(points: readonly Point[]): readonly Ciphertext[] {
  const bytes = encodeAll(points)
  const text = (index: number) => pointText(bytes.subarray(32 * index, 32 * index + 32))
  return Array.from({ length: points.length / 2 }, (_, pair) => ({ alpha: text(2 * pair), beta: text(2 * pair + 1) }))
}
