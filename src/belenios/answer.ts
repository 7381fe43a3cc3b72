/** The encrypted answer to a homomorphic question (Belenios specification, section 4.11.1). */
import type { Json } from "../core/json.ts"
import type { Claim } from "./claim.ts"
import { elements, type Field, members, proof, string } from "./message.ts"
import { choiceCount, type Question } from "./question.ts"
import { type Proof, proofJson } from "./schnorr.ts"

/** An ElGamal ciphertext, whose points are kept as texts. */
export interface Ciphertext {
  readonly alpha: string
  readonly beta: string
}

export interface Answer {
  /** One ciphertext a choice. Where a blank vote is allowed, it is the first choice. */
  readonly choices: readonly Ciphertext[]
  readonly individualProofs: readonly (readonly Proof[])[]
  readonly overallProof: readonly Proof[]
  /** Present exactly where the question allows a blank vote. */
  readonly blankProof?: readonly Proof[]
}

/**
 * Reads an answer whose lengths are those that the question fixes, and that has a blank proof exactly where the
 * question allows a blank vote. Points are read as texts.
 *
 * @throws MessageFault
 */
export function readAnswer(field: Field, question: Question): Answer {
  const { blank, min, max } = question
  const count = choiceCount(question)
  const names = ["choices", "individual_proofs", "overall_proof"] as const
  const answer = members(field, blank ? [...names, "blank_proof"] : names)
  const proofs = (of: Field, length: number) => elements(of, length).map(proof)
  return {
    choices: elements(answer.choices, count).map(readCiphertext),
    individualProofs: elements(answer.individual_proofs, count).map((each) => proofs(each, 2)),
    overallProof: proofs(answer.overall_proof, max - min + (blank ? 2 : 1)),
    ...(blank ? { blankProof: proofs(answer.blank_proof, 2) } : {}),
  }
}

export function answerJson({ choices, individualProofs, overallProof, blankProof }: Answer): Json {
  return {
    choices: choices.map(ciphertextJson),
    individual_proofs: individualProofs.map((each) => each.map(proofJson)),
    overall_proof: overallProof.map(proofJson),
    ...(blankProof === undefined ? {} : { blank_proof: blankProof.map(proofJson) }),
  }
}

/** @throws MessageFault */
function readCiphertext(field: Field): Ciphertext {
  const { alpha, beta } = members(field, ["alpha", "beta"])
  return { alpha: string(alpha), beta: string(beta) }
}

export function ciphertextJson({ alpha, beta }: Ciphertext): Json {
  return { alpha, beta }
}

/** The proofs of an answer in the order of its claims (`claimsOf`). */
export function proofsOf({ individualProofs, overallProof, blankProof }: Answer): readonly (readonly Proof[])[] {
  return [...individualProofs, overallProof, ...(blankProof === undefined ? [] : [blankProof])]
}

/** Makes the answer from its ciphertexts and the proofs of its claims, in the order of the claims. */
export function makeAnswer(choices: readonly Ciphertext[], proofs: readonly (readonly Proof[])[]): Answer {
  const [overallProof = [], blankProof] = proofs.slice(choices.length)
  const individualProofs = proofs.slice(0, choices.length)
  return { choices, individualProofs, overallProof, ...(blankProof === undefined ? {} : { blankProof }) }
}

/**
 * The text that the challenge of a claim hashes before its commitments. S₀ (φ and the credential) binds individual
 * proofs; S, which adds all ciphertexts of the answer, binds the others. Proofs with the tag `prove` also hash the
 * ciphertext that they are about.
 *
 * @param sum - the ciphertext that a `prove` proof is about, where it is a sum (`hashedSum`); otherwise it is the
 * choice that the claim names
 */
export function claimPrefix(claim: Claim, s0: string, choices: readonly Ciphertext[], sum?: Ciphertext): string {
  const s = claim.proof === "individual" ? s0 : `${s0}|${choices.map(ciphertextText).join(",")}`
  if (claim.tag !== "prove") return `${claim.tag}|${s}|`
  const about = sum ?? choices[claim.alternatives[0]?.from ?? -1]
  if (about === undefined) throw new RangeError("a claim about no ciphertext")
  return `prove|${s}|${ciphertextText(about)}|`
}

function ciphertextText({ alpha, beta }: Ciphertext): string {
  return `${alpha},${beta}`
}
