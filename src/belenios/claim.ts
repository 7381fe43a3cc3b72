/**
 * The claims that an answer has to prove, as its question fixes them (Belenios specification, sections 4.11.1 to 4.13).
 * Every proof is a disjunction: one of several alternatives holds, and nobody learns which.
 */
import { choiceCount, type Question } from "./question.ts"

/** States that the sum of the ciphertexts numbered `from` to `to` − 1 encrypts `value`. */
export interface Alternative {
  readonly from: number
  readonly to: number
  readonly value: number
}

export interface Claim {
  readonly proof: "individual" | "overall" | "blank"
  /** The tag at the head of the hash. */
  readonly tag: "prove" | "bproof0" | "bproof1"
  readonly alternatives: readonly Alternative[]
}

/** Lists the claims of an answer in the order of its members. Ciphertexts are numbered from 0 in the answer. */
export function claimsOf(question: Question): readonly Claim[] {
  const { blank, min, max } = question
  const count = choiceCount(question)
  const individual = Array.from({ length: count }, (_, choice): Claim => {
    return { proof: "individual", tag: "prove", alternatives: sum(choice, choice + 1, 0, 1) }
  })
  if (!blank) return [...individual, { proof: "overall", tag: "prove", alternatives: sum(0, count, min, max) }]
  return [
    ...individual,
    { proof: "overall", tag: "bproof1", alternatives: [...sum(0, 1, 1, 1), ...sum(1, count, min, max)] },
    { proof: "blank", tag: "bproof0", alternatives: [...sum(0, 1, 0, 0), ...sum(1, count, 0, 0)] },
  ]
}

/**
 * The range of ciphertexts whose sum the challenge hashes, or `undefined`: only the tag `prove` has one, where it is
 * about more than one ciphertext.
 */
export function hashedSum({ tag, alternatives: [first] }: Claim): { from: number; to: number } | undefined {
  if (tag !== "prove" || first === undefined || first.to - first.from === 1) return undefined
  return { from: first.from, to: first.to }
}

/** States that the sum of a range is one of the values from `min` to `max`. */
function sum(from: number, to: number, min: number, max: number): readonly Alternative[] {
  return Array.from({ length: max - min + 1 }, (_, index) => ({ from, to, value: min + index }))
}
