/**
 * A ballot on its way into the urn, stage by stage. Each stage has its file here, in the order in which a ballot
 * passes:
 *
 * 1. `read.ts` turns a line of a file into a submitted ballot: bytes that nobody has checked.
 * 2. `screen-queries.ts` passes on what is not in the urn yet and states a credential that may vote: a screened ballot.
 * 3. `check-queries.ts` lets threads check form, points, proofs and signature: in a checked ballot they are right.
 * 4. `admit-operations.ts` puts it into the urn, in a transaction that checks again all that may have changed since.
 *
 * A ballot that goes no further gets its outcome where it stops. `import-operations.ts` takes files of ballots through
 * the stages.
 */
import { alphaAt, type OpenBallot, openBallot } from "../../belenios/ballot-scan.ts"
import { ballotTracker } from "../../belenios/ballot.ts"
import type { Election } from "../../belenios/election.ts"
import type { Finding } from "../../core/finding.ts"
import { must } from "../../core/must.ts"
import { fingerprintLength } from "../archived-ballot.ts"

interface BallotBytes {
  /** Where the ballot comes from, for its findings: `ballots.jsonl:12`. */
  readonly at: string
  /** A copy of the bytes, since they may travel to another thread. */
  readonly body: Uint8Array
  /** The tracker by which the voter finds it again, if it is a ballot: 43 characters. */
  readonly tracker: string
}

export interface SubmittedBallot extends BallotBytes {
  readonly state: "submitted"
}

/** A ballot that nothing keeps out of the urn as far as can be seen without checking its proofs. */
export interface ScreenedBallot extends BallotBytes {
  readonly state: "screened"
}

/** A ballot whose form, points, proofs and signature are right. No others enter the urn. */
export interface CheckedBallot extends BallotBytes, BallotContent {
  readonly state: "checked"
}

/** What identifies a ballot for the urn. */
export interface BallotContent {
  /** The text of a point. */
  readonly credential: string
  /** One for each ciphertext: 16 bytes of its α. Nobody makes the same α twice without copying. */
  readonly fingerprints: readonly Uint8Array[]
}

export interface AdmittedBallot {
  /** `present` means that the very same ballot was already in the urn, so sending it twice is harmless. */
  readonly state: "accepted" | "present"
  readonly at: string
  readonly tracker: string
  /** The height of its event in the archive. */
  readonly height: number
}

export interface RefusedBallot {
  readonly state: "refused"
  readonly at: string
  readonly findings: readonly Finding[]
}

/** What became of a ballot. */
export type Outcome = AdmittedBallot | RefusedBallot

export function submitted({ at, body }: Pick<BallotBytes, "at" | "body">): SubmittedBallot {
  return { state: "submitted", at, body, tracker: ballotTracker(body) }
}

export function refused(at: string, findings: readonly Finding[]): RefusedBallot {
  return { state: "refused", at, findings }
}

/**
 * Reads a ballot without any group operation, and returns what identifies it for the urn, or what is wrong with its
 * form.
 */
export function readContent(
  election: Election,
  { at, body }: Pick<BallotBytes, "at" | "body">,
): BallotContent | { readonly findings: readonly Finding[] } {
  const { value: ballot, findings } = openBallot(election, body, at)
  return ballot === undefined ? { findings } : contentOf(ballot)
}

export function contentOf({ credential, points }: Pick<OpenBallot, "credential" | "points">): BallotContent {
  // A text that is no point is found by the check of the points, which comes before any use of these.
  const fingerprints = Array.from({ length: (points.length / 32 - 1) / 2 }, (_, ciphertext) => {
    return points.slice(alphaAt(ciphertext), alphaAt(ciphertext) + fingerprintLength)
  })
  return { credential, fingerprints }
}

/** A ballot with its line in the file. */
export interface OnLine<Ballot> {
  /** Counted from 1. */
  readonly line: number
  readonly ballot: Ballot
}

/** Finds the result of a ballot, where results came in the order of their ballots. */
export function resultOf<Ballot extends object, Result extends object>(
  ballots: readonly Ballot[],
  results: readonly Result[],
): (ballot: Ballot) => Result {
  const found = new Map(ballots.map((ballot, index) => [ballot, results[index]]))
  return (ballot) => must(found.get(ballot), "result of a ballot")
}
