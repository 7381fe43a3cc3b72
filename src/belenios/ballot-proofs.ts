/** Checking everything that a ballot proves (Belenios specification, sections 4.12, 4.13.3 and 4.16). */
import { concat } from "../core/bytes.ts"
import { finding, type Finding } from "../core/finding.ts"
import { claimPrefix, proofsOf, type Answer } from "./answer.ts"
import { parseBallot, signedHash, type Ballot } from "./ballot.ts"
import { claimsOf, hashedSum, type Alternative, type Claim } from "./claim.ts"
import { type Election } from "./election.ts"
import { type BallotArithmetic, type Engine } from "./engine.ts"
import { hashToScalar, pointBytes, pointText, scalar, scalarBytes } from "./group.ts"
import { faulty, type Checked } from "./message.ts"
import { choiceCount } from "./question.ts"
import { type Proof } from "./schnorr.ts"

/**
 * Checks a ballot completely and returns it, or everything that is wrong with it.
 *
 * @param isListed - whether the text of a point is in the election's list of public credentials
 * @param at - where the bytes come from, for the findings
 */
export function checkBallot(
  election: Election,
  engine: Engine,
  body: Uint8Array,
  isListed: (credential: string) => boolean,
  at: string,
): Checked<Ballot> {
  const parsed = parseBallot(election, body, at)
  if (parsed.value === undefined) return parsed
  const ballot = parsed.value
  // A credential that is not listed makes the rest worthless, and costs nothing to find.
  if (!isListed(ballot.credential)) {
    return faulty(finding("BALLOT_CREDENTIAL", at, { credential: ballot.credential }))
  }
  const findings = ballotFindings(election, engine, ballot, at)
  return findings.length === 0 ? parsed : faulty(...findings)
}

/** What is wrong with the points, the proofs and the signature of a ballot that was read by `parseBallot`. */
export function ballotFindings(election: Election, engine: Engine, ballot: Ballot, at: string): readonly Finding[] {
  const points = pointsOf(ballot)
  const encoded = points.map(({ text }) => pointBytes(text))
  const badly = points.filter((_, index) => encoded[index] === undefined)
  if (badly.length > 0) return badly.map(({ path }) => finding("BALLOT_POINT", at, { path, fault: "encoding" }))

  const claims = placedClaims(election, ballot)
  const arithmetic = engine.examineBallot({
    points: concat(...encoded.filter((bytes) => bytes !== undefined)),
    signature: proofBytes([ballot.signature.proof]),
    alternatives: claims.flatMap(({ alternatives }) => alternatives),
    proofs: proofBytes(claims.flatMap(({ proofs }) => proofs)),
    sums: claims.flatMap(({ sum }) => sum ?? []),
  })
  const faults = points.flatMap(({ path }, index) => {
    const fault = arithmetic.faults[index]
    return fault === undefined ? [] : [finding("BALLOT_POINT", at, { path, fault })]
  })
  return faults.length > 0 ? faults : proofFindings(ballot, claims, arithmetic, at)
}

/** A claim of one of the ballot's answers, its ciphertexts numbered in the whole ballot. */
interface PlacedClaim {
  readonly claim: Claim
  readonly answer: Answer
  readonly question: number
  readonly choice: number
  readonly alternatives: readonly Alternative[]
  readonly proofs: readonly Proof[]
  /** As `hashedSum` gives it. */
  readonly sum: ReturnType<typeof hashedSum>
}

function placedClaims({ questions }: Election, ballot: Ballot): readonly PlacedClaim[] {
  let first = 0
  return questions.flatMap((question, index) => {
    const answer = ballot.answers[index] as Answer
    const proofs = proofsOf(answer)
    const placed = claimsOf(question).map((claim, rank): PlacedClaim => {
      const shift = first
      const alternatives = claim.alternatives.map(({ from, to, value }) => {
        return { from: from + shift, to: to + shift, value }
      })
      const sum = hashedSum({ ...claim, alternatives })
      return { claim, answer, question: index + 1, choice: rank + 1, alternatives, proofs: proofs[rank] ?? [], sum }
    })
    first += choiceCount(question)
    return placed
  })
}

function proofFindings(
  ballot: Ballot,
  claims: readonly PlacedClaim[],
  arithmetic: BallotArithmetic,
  at: string,
): readonly Finding[] {
  const [signed = "", ...commitments] = pointTexts(arithmetic.commitments)
  const sums = pointTexts(arithmetic.sums)
  const s0 = `${ballot.electionHash}|${ballot.credential}`
  const findings: Finding[] = []
  for (const { claim, answer, question, choice, alternatives, proofs, sum } of claims) {
    const [alpha = "", beta = ""] = sum === undefined ? [] : sums.splice(0, 2)
    const prefix = claimPrefix(claim, s0, answer.choices, sum && { alpha, beta })
    const hashed = commitments.splice(0, 2 * alternatives.length).join(",")
    const challenges = scalar(proofs.reduce((total, { challenge }) => total + challenge, 0n))
    if (hashToScalar(prefix + hashed) !== challenges) findings.push(claimFinding(claim, question, choice, at))
  }
  const { hash, proof } = ballot.signature
  const valid = hash === signedHash(ballot) && hashToScalar(`sig|${hash}|${signed}`) === proof.challenge
  return valid ? findings : [...findings, finding("BALLOT_SIGNATURE", at, {})]
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

/** The points of a ballot in the order of the engine, with where they stand. */
function pointsOf({ credential, answers }: Ballot): readonly { readonly path: string; readonly text: string }[] {
  const ofAnswers = answers.flatMap(({ choices }, answer) =>
    choices.flatMap(({ alpha, beta }, choice) => [
      { path: `answers[${answer}].choices[${choice}].alpha`, text: alpha },
      { path: `answers[${answer}].choices[${choice}].beta`, text: beta },
    ]),
  )
  return [{ path: "credential", text: credential }, ...ofAnswers]
}

function proofBytes(proofs: readonly Proof[]): Uint8Array {
  return concat(...proofs.flatMap(({ challenge, response }) => [scalarBytes(challenge), scalarBytes(response)]))
}

function pointTexts(bytes: Uint8Array): string[] {
  return Array.from({ length: bytes.length / 32 }, (_, index) => pointText(bytes.subarray(32 * index, 32 * index + 32)))
}
