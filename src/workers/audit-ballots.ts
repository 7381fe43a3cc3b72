import { ballotFindings } from "../belenios/ballot-proofs.ts"
import { alphaAt, openBallot } from "../belenios/ballot-scan.ts"
import { makeTally, type TallyMaker } from "../belenios/tally.ts"
import type { Finding } from "../core/finding.ts"
import { sha256 } from "../core/hash.ts"
import { electionOf, type PlacedBallot } from "./check-ballots.ts"
import type { OfElection } from "./chunks.ts"
import { fingerprinter } from "./multilinear.ts"
import { agreeOnBallot, referenceOf } from "./self-check.ts"
import { type PartialSum, partialSum } from "./sum-ballots.ts"

/** A ballot of an archive. The last ballot of its credential has the weight with which it counts. */
export interface PublishedBallot extends PlacedBallot {
  readonly weight: bigint | undefined
  /** Whether it passed its checks earlier, so that it is only read. */
  readonly isTrusted: boolean
  /** Whether it is also checked with the slow arithmetic. */
  readonly isCompared: boolean
}

/** Everything that a verification needs to know about some ballots, each of which is opened once. */
export interface AuditedBallots {
  /** What is wrong with each ballot by itself. */
  readonly findings: readonly (readonly Finding[])[]
  /** The credential of each, as the text of a point; `undefined` for what is no ballot of this election. */
  readonly credentials: readonly (string | undefined)[]
  /** A fingerprint of each ballot. */
  readonly ballots: BigUint64Array
  /** A fingerprint of each α of the ballots that were opened. */
  readonly alphas: BigUint64Array
  /** The sum of those that count and whose points are right; `undefined` if there is none. */
  readonly sum: PartialSum | undefined
  /** The first ballot, by its place among them, on which the fast and the slow arithmetic disagree. */
  readonly disagreed?: number
}

/**
 * Checks ballots as `checkBallots` does, and adds up those that count.
 *
 * @param key - drawn for this verification, so that nobody can prepare two different ballots with the same fingerprint
 */
export function auditBallots({
  election: body,
  ballots,
  key,
}: OfElection<PublishedBallot> & { readonly key: Uint8Array }): AuditedBallots {
  const { election, engine } = electionOf(body)
  const fingerprint = fingerprinter(key)
  let tally: TallyMaker | undefined
  const findings: (readonly Finding[])[] = []
  const credentials: (string | undefined)[] = []
  const alphas: bigint[] = []
  let disagreed: number | undefined
  for (const [index, { at, body: bytes, weight, isTrusted, isCompared }] of ballots.entries()) {
    const { value: ballot, findings: ofForm } = openBallot(election, bytes, at)
    const found = ballot === undefined ? ofForm : isTrusted ? [] : ballotFindings(election, engine, ballot, at)
    findings.push(found)
    credentials.push(ballot?.credential)
    if (ballot === undefined) continue
    if (isCompared && !agreeOnBallot(election, [engine, referenceOf(election)], ballot, weight ?? 1n)) {
      disagreed ??= index
    }
    for (let ciphertext = 0; alphaAt(ciphertext) < ballot.points.length; ciphertext++) {
      alphas.push(fingerprint(ballot.points, alphaAt(ciphertext)))
    }
    if (weight === undefined || found.some(({ code }) => code === "BALLOT_POINT")) continue
    tally ??= makeTally(engine, election.questions)
    tally.add(ballot, weight)
  }
  return {
    findings,
    credentials,
    ballots: BigUint64Array.from(ballots, (ballot) => fingerprint(sha256(ballot.body), 0)),
    alphas: BigUint64Array.from(alphas),
    sum: tally && partialSum(tally),
    ...(disagreed === undefined ? {} : { disagreed }),
  }
}
