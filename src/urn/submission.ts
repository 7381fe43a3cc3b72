/** A ballot on its way to the urn: as it was sent, as it was read, and as it was found valid. */
import { type Finding } from "../core/finding.ts"
import { alphaAt, openBallot } from "../belenios/ballot-scan.ts"
import { ballotTracker } from "../belenios/ballot.ts"
import { type Election } from "../belenios/election.ts"

export interface Submission {
  /** Where the ballot comes from, for its findings: `ballots.jsonl:12`. */
  readonly at: string
  /** Bytes of its own, since they may travel to another thread. */
  readonly body: Uint8Array
}

/** A ballot of this election in its canonical form. Its points and proofs were not looked at yet. */
export interface ReadBallot extends Submission {
  /** By which the voter finds it again: 43 characters. */
  readonly tracker: string
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
  | { readonly state: "refused"; readonly at: string; readonly findings: readonly Finding[] }

/** Reads a ballot without any group operation; what is wrong with it, if anything. */
export function readBallot(
  election: Election,
  { at, body }: Submission,
): ReadBallot | { readonly findings: readonly Finding[] } {
  const { value: ballot, findings } = openBallot(election, body, at)
  if (ballot === undefined) return { findings }
  const { credential, points } = ballot
  return {
    at,
    body,
    tracker: ballotTracker(body),
    credential,
    // A text that is no point is found by the check of the points, which comes before any use of these.
    fingerprints: Array.from({ length: (points.length / 32 - 1) / 2 }, (_, ciphertext) => {
      return points.slice(alphaAt(ciphertext), alphaAt(ciphertext) + fingerprintLength)
    }),
  }
}

const fingerprintLength = 16

/** What the check of a ballot's points, proofs and signature makes of it. @param findings - what is wrong with them */
export function judgedBallot(ballot: ReadBallot, findings: readonly Finding[] | undefined): CheckedBallot | Outcome {
  if (findings === undefined) throw new Error("a ballot without its check")
  return findings.length === 0 ? { ...ballot, checked: true } : refused(ballot.at, findings)
}

export function refused(at: string, findings: readonly Finding[]): Outcome {
  return { state: "refused", at, findings }
}
