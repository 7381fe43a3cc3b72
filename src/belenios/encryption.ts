/**
 * Makes ballots (Belenios specification, sections 4.11.1 to 4.13 and 4.16). The voter's choice decides neither which
 * group operations run nor in which order.
 */
import type { Random } from "../core/world.ts"
import { type Answer, type Ciphertext, claimPrefix, makeAnswer } from "./answer.ts"
import { ballotBody, signedHash, type UnsignedBallot } from "./ballot.ts"
import { type Choice, choiceFindings } from "./choice.ts"
import { type Claim, claimsOf, hashedSum } from "./claim.ts"
import type { VotingKey } from "./credential.ts"
import type { Election } from "./election.ts"
import { hashToScalar, pointText, q, randomScalar, scalar, type Scalar } from "./group.ts"
import type { Question } from "./question.ts"
import { type Proof, proveSecret, respond } from "./schnorr.ts"
import { type Opening, secretMultiples, type SecretMultiples } from "./secret-multiples.ts"

/** What the answers of one ballot have in common. */
interface Context {
  readonly random: Random
  readonly multiples: SecretMultiples
  /** S₀: φ and the public credential. */
  readonly s0: string
}

/**
 * Encrypts a voter's choices into a signed ballot, and returns its bytes.
 *
 * @throws RangeError where `choiceFindings` finds something wrong with the choices
 */
export function encryptBallot(
  random: Random,
  election: Election,
  { secret, publicCredential: credential }: VotingKey,
  choices: readonly Choice[],
): Uint8Array {
  if (choiceFindings(election.questions, choices, "").length > 0) throw new RangeError("choices that were not checked")
  const s0 = `${election.fingerprint}|${credential}`
  const context = { random, multiples: secretMultiples(election.publicKey), s0 }
  // A replayed source of randomness must not hide two different votes with the same numbers, or their difference would
  // show.
  const vote = `${s0}|${JSON.stringify(choices)}`
  const unsigned: UnsignedBallot = {
    electionUuid: election.uuid,
    electionHash: election.fingerprint,
    credential,
    answers: election.questions.map((question, index) =>
      encryptAnswer(context, question, choices[index] ?? [], `${vote}|${index}`),
    ),
  }
  const hash = signedHash(unsigned)
  const proof = proveSecret(random, "ballot.signature", secret, credential, `sig|${hash}|`)
  return ballotBody({ ...unsigned, signature: { hash, proof } })
}

function encryptAnswer(context: Context, question: Question, choice: Choice, message: string): Answer {
  const { random, multiples } = context
  const openings = plaintext(question, choice).map((value, index): Opening => {
    const hiding = randomScalar(random, "ballot.encryption", `${message}|${index}`)
    return { hiding, value: scalar(value) }
  })
  const claims = claimsOf(question)
  const hashedSums = claims
    .flatMap((claim) => hashedSum(claim) ?? [])
    .map(({ from, to }) => sumOf(openings.slice(from, to)))
  const encrypted = ciphertexts(multiples, [...openings, ...hashedSums])
  const choices = encrypted.slice(0, openings.length)
  const sums = encrypted.slice(openings.length)

  const drafts = claims.map((claim) => {
    const sum = hashedSum(claim) && sums.shift()
    return draftOf(context, claim, openings, claimPrefix(claim, context.s0, choices, sum))
  })
  const commitments = ciphertexts(
    multiples,
    drafts.flatMap((draft) => draft.alternatives.map(({ commitment }) => commitment)),
  )
  const proofs = drafts.map((draft) => prove(draft, commitments.splice(0, draft.alternatives.length)))
  return makeAnswer(choices, proofs)
}

/** The number that each ciphertext holds: first whether the vote is blank, if that is allowed, then each answer. */
function plaintext({ answers, blank }: Question, choice: Choice): readonly bigint[] {
  const values = answers.map((_, index) => (choice === "blank" ? 0n : BigInt(choice[index] ?? 0)))
  return blank ? [choice === "blank" ? 1n : 0n, ...values] : values
}

/** A proof before its challenge is known. */
interface Draft {
  readonly prefix: string
  /** Which alternative holds. */
  readonly real: number
  readonly alternatives: readonly {
    readonly hiding: Scalar
    readonly nonce: Scalar
    readonly challenge: Scalar
    readonly response: Scalar
    /** The numbers of which the commitments A = e·G and B = e·Y + f·G are made. */
    readonly commitment: Opening
  }[]
}

/**
 * Begins the proof of a disjunction. The alternatives that do not hold are simulated: their challenge and response are
 * drawn first, and the commitments follow from these and from the numbers that we know.
 */
function draftOf({ random }: Context, claim: Claim, openings: readonly Opening[], prefix: string): Draft {
  const opened = claim.alternatives.map(({ from, to, value }) => {
    const { hiding, value: held } = sumOf(openings.slice(from, to))
    // The surplus is held − value mod q, but always above q: a number of one length, so that no product shows by its
    // time what is held.
    return { hiding, surplus: held - BigInt(value) + 2n * q }
  })
  const real = opened.findIndex(({ surplus }) => scalar(surplus) === 0n)
  const alternatives = opened.map(({ hiding, surplus }, index) => {
    const draw = (purpose: string) => randomScalar(random, purpose, `${prefix}${index}`)
    const nonce = draw("ballot.nonce")
    const challenge = draw("ballot.challenge")
    const response = draw("ballot.response")
    const simulated = scalar(response + hiding * challenge)
    const commitment = { hiding: index === real ? nonce : simulated, value: scalar(surplus * challenge) }
    return { hiding, nonce, challenge, response, commitment }
  })
  return { prefix, real, alternatives }
}

/** Completes the proof. The challenge of the alternative that holds is the hash less the other challenges. */
function prove({ prefix, real, alternatives }: Draft, commitments: readonly Ciphertext[]): readonly Proof[] {
  const hash = hashToScalar(prefix + commitments.map(({ alpha, beta }) => `${alpha},${beta}`).join(","))
  const simulated = alternatives.reduce((sum, { challenge }, index) => (index === real ? sum : sum + challenge), 0n)
  return alternatives.map(({ hiding, nonce, challenge, response }, index) => {
    if (index !== real) return { challenge, response }
    const own = scalar(hash - simulated)
    return { challenge: own, response: respond(nonce, hiding, own) }
  })
}

/** What opens a sum of ciphertexts. */
function sumOf(openings: readonly Opening[]): Opening {
  return {
    hiding: scalar(openings.reduce((sum, { hiding }) => sum + hiding, 0n)),
    value: scalar(openings.reduce((sum, { value }) => sum + value, 0n)),
  }
}

function ciphertexts(multiples: SecretMultiples, openings: readonly Opening[]): Ciphertext[] {
  const bytes = multiples.ciphertexts(openings)
  const text = (index: number) => pointText(bytes.subarray(32 * index, 32 * index + 32))
  return openings.map((_, index) => ({ alpha: text(2 * index), beta: text(2 * index + 1) }))
}
