/** A ballot on its way to the urn: as it was sent, as it was read, and as it was found valid. */
import { type Finding } from "../core/finding.ts"
import { alphaAt, type OpenBallot, openBallot } from "../belenios/ballot-scan.ts"
import { ballotTracker } from "../belenios/ballot.ts"
import { type Election } from "../belenios/election.ts"
import { type BallotCheck } from "../workers/check-ballots.ts"
import { fingerprintLength } from "./archived-ballot.ts"

export interface Submission {
  /** Where the ballot comes from, for its findings: `ballots.jsonl:12`. */
  readonly at: string
  /** Bytes of its own, since they may travel to another thread. */
  readonly body: Uint8Array
}

/** A submission by the name that its ballot has if it is one. */
export interface TrackedSubmission extends Submission {
  /** By which the voter finds it again: 43 characters. */
  readonly tracker: string
}

/** A ballot of this election in its canonical form. Its points and proofs were not looked at yet. */
export interface ReadBallot extends TrackedSubmission {
  /** The text of a point. */
  readonly credential: string
  /** One for each ciphertext: 16 bytes of its α. Nobody makes the same α twice without copying. */
  readonly fingerprints: readonly Uint8Array[]
}

/** A ballot whose points, proofs and signature are right (`checkBallots`): only such enter the urn. */
export type CheckedBallot = ReadBallot & { readonly checked: true }

/** What became of a submission. */
export type Outcome =
  | {
      /** `present`: the very same ballot was in the urn already, so sending twice is harmless. */
      readonly state: "accepted" | "present"
      readonly at: string
      readonly tracker: string
      /** Of its event in the archive. */
      readonly height: number
    }
  | Refusal

export interface Refusal {
  readonly state: "refused"
  readonly at: string
  readonly findings: readonly Finding[]
}

export function tracked({ at, body }: Submission): TrackedSubmission {
  return { at, body, tracker: ballotTracker(body) }
}

/** Reads a ballot without any group operation; what is wrong with it, if anything. */
export function readBallot(
  election: Election,
  submission: TrackedSubmission,
): ReadBallot | { readonly findings: readonly Finding[] } {
  const { value: ballot, findings } = openBallot(election, submission.body, submission.at)
  return ballot === undefined ? { findings } : withContent(submission, ballot)
}

/** What the check of a submission makes of it. */
export function judgedBallot(submission: TrackedSubmission, check: BallotCheck | undefined): CheckedBallot | Refusal {
  if (check === undefined) throw new Error("a ballot without its check")
  if ("findings" in check) return refused(submission.at, check.findings)
  return { ...withContent(submission, check), checked: true }
}

function withContent(
  { at, body, tracker }: TrackedSubmission,
  { credential, points }: Pick<OpenBallot, "credential" | "points">,
): ReadBallot {
  // A text that is no point is found by the check of the points, which comes before any use of these.
  const fingerprints = Array.from({ length: (points.length / 32 - 1) / 2 }, (_, ciphertext) => {
    return points.slice(alphaAt(ciphertext), alphaAt(ciphertext) + fingerprintLength)
  })
  return { at, body, tracker, credential, fingerprints }
}

export function refused(at: string, findings: readonly Finding[]): Refusal {
  return { state: "refused", at, findings }
}
