/** Checks everything that a ballot proves (Belenios specification, sections 4.12, 4.13.3 and 4.16). */
import { bigEndian, hex } from "../core/bytes.ts"
import type { PointFault } from "../core/finding-codes.ts"
import { finding, type Finding } from "../core/finding.ts"
import { claimPrefix } from "./answer.ts"
import type { BallotArithmetic, Engine } from "./ballot-arithmetic.ts"
import type { OpenBallot } from "./ballot-scan.ts"
import { type Alternative, type Claim, claimsOf, hashedSum } from "./claim.ts"
import type { Election } from "./election.ts"
import { hashToScalar, scalar, type Scalar } from "./group.ts"
import { choiceCount, type Question } from "./question.ts"

/** Finds what is wrong with the points, the proofs and the signature of an opened ballot. */
export function ballotFindings(
  election: Election,
  engine: Engine,
  { points, unread, proofs, ...ballot }: OpenBallot,
  at: string,
): readonly Finding[] {
  const fault = (point: number, is: PointFault) =>
    finding("BALLOT_POINT", at, { path: pointPath(election, point), fault: is })
  if (unread.length > 0) return unread.map((point) => fault(point, "encoding"))
  const { claims, alternatives, sums } = claimsOfBallots(election)
  const arithmetic = engine.examineBallot({ points, signature: ballot.signature.proof, alternatives, proofs, sums })
  const faults = arithmetic.faults.flatMap((is, point) => (is === undefined ? [] : [fault(point, is)]))
  return faults.length > 0 ? faults : proofFindings(election, claims, { proofs, ...ballot }, arithmetic, at)
}

/** A claim of one of a ballot's answers, with its ciphertexts numbered in the whole ballot. */
interface PlacedClaim {
  readonly claim: Claim
  /** From 0. */
  readonly question: number
  readonly choice: number
  readonly alternatives: readonly Alternative[]
  /** As `hashedSum` gives it. */
  readonly sum: ReturnType<typeof hashedSum>
}

interface BallotClaims {
  readonly claims: readonly PlacedClaim[]
  /** The alternatives of all claims, one after the other. */
  readonly alternatives: readonly Alternative[]
  readonly sums: readonly { readonly from: number; readonly to: number }[]
}

const claimsOfElections = new WeakMap<Election, BallotClaims>()

/** The claims that every ballot of an election makes, which are worked out once. */
function claimsOfBallots(election: Election): BallotClaims {
  const known = claimsOfElections.get(election)
  if (known !== undefined) return known
  let first = 0
  const claims = election.questions.flatMap((each, question) => {
    const shift = first
    first += choiceCount(each)
    return claimsOf(each).map((claim, choice): PlacedClaim => {
      const alternatives = claim.alternatives.map(({ from, to, value }) => {
        return { from: from + shift, to: to + shift, value }
      })
      return { claim, question, choice, alternatives, sum: hashedSum({ ...claim, alternatives }) }
    })
  })
  const alternatives = claims.flatMap((claim) => claim.alternatives)
  const made = { claims, alternatives, sums: claims.flatMap(({ sum }) => sum ?? []) }
  claimsOfElections.set(election, made)
  return made
}

function proofFindings(
  { fingerprint }: Election,
  claims: readonly PlacedClaim[],
  { credential, choices, proofs, signature }: Omit<OpenBallot, "points" | "unread">,
  arithmetic: BallotArithmetic,
  at: string,
): readonly Finding[] {
  const commitments = pointTexts(arithmetic.commitments)
  const sums = pointTexts(arithmetic.sums)
  const s0 = `${fingerprint}|${credential}`
  const findings: Finding[] = []
  let proof = 0
  let nextSum = 0
  for (const { claim, question, choice, alternatives, sum } of claims) {
    const hashed = sum && { alpha: sums[2 * nextSum] ?? "", beta: sums[2 * nextSum++ + 1] ?? "" }
    const next = proof + alternatives.length
    // The first commitment is that of the signature.
    const text =
      claimPrefix(claim, s0, choices[question] ?? [], hashed) + commitments.slice(1 + 2 * proof, 1 + 2 * next).join(",")
    if (hashToScalar(text) !== challengeSum(proofs, proof, next)) {
      findings.push(claimFinding(claim, question + 1, choice + 1, at))
    }
    proof = next
  }
  const { hash, signedHash } = signature
  const valid =
    hash === signedHash && hashToScalar(`sig|${hash}|${commitments[0] ?? ""}`) === challengeSum(signature.proof, 0, 1)
  return valid ? findings : [...findings, finding("BALLOT_SIGNATURE", at, {})]
}

/** The sum mod q of the challenges of a range of proofs. */
function challengeSum(proofs: Uint8Array, from: number, to: number): Scalar {
  const sum = new Uint8Array(40)
  let carry = 0
  for (let index = 0; index < sum.length; index++) {
    if (index < 32) for (let proof = from; proof < to; proof++) carry += proofs[64 * proof + index] ?? 0
    // Big-endian, as it is read.
    sum[sum.length - 1 - index] = carry % 256
    carry = Math.floor(carry / 256)
  }
  return scalar(bigEndian(sum))
}

function claimFinding({ proof }: Claim, question: number, choice: number, at: string): Finding {
  switch (proof) {
    case "individual":
      return finding("BALLOT_INDIVIDUAL_PROOF", at, { question, choice })
    case "overall":
      return finding("BALLOT_OVERALL_PROOF", at, { question })
    case "blank":
      return finding("BALLOT_BLANK_PROOF", at, { question })
  }
}

/** The path of a point inside a ballot, by its number among the ballot's points. */
function pointPath({ questions }: Election, point: number): string {
  if (point === 0) return "credential"
  let choice = Math.floor((point - 1) / 2)
  let answer = 0
  for (; choice >= choiceCount(questions[answer] as Question); answer++)
    choice -= choiceCount(questions[answer] as Question)
  return `answers[${answer}].choices[${choice}].${point % 2 === 1 ? "alpha" : "beta"}`
}

function pointTexts(bytes: Uint8Array): readonly string[] {
  const all = hex(bytes.toReversed())
  const count = bytes.length / 32
  return Array.from({ length: count }, (_, index) => all.slice(64 * (count - 1 - index), 64 * (count - index)))
}
