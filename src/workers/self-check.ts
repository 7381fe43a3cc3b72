/**
 * Compares the fast arithmetic with the slow one, which shares nothing with it, on a few ballots and credentials, for
 * `--self-check`.
 */
import type { Engine } from "../belenios/ballot-arithmetic.ts"
import { ballotFindings } from "../belenios/ballot-proofs.ts"
import type { OpenBallot } from "../belenios/ballot-scan.ts"
import type { Election } from "../belenios/election.ts"
import { referenceEngine } from "../belenios/reference-engine.ts"
import { makeTally } from "../belenios/tally.ts"
import { electionOf } from "./check-ballots.ts"

let last: { readonly election: Election; readonly engine: Engine } | undefined

/** Returns the reference engine of an election, whose tables each thread makes once. */
export function referenceOf(election: Election): Engine {
  if (last?.election !== election) last = { election, engine: referenceEngine(election.publicKey) }
  return last.engine
}

/** Whether two engines agree on what is wrong with a ballot, and on its contribution to the sum. */
export function agreeOnBallot(
  election: Election,
  [one, other]: readonly [Engine, Engine],
  ballot: OpenBallot,
  weight: bigint,
): boolean {
  const say = (engine: Engine) => {
    const findings = ballotFindings(election, engine, ballot, "")
    if (findings.some(({ code }) => code === "BALLOT_POINT")) return JSON.stringify(findings)
    const tally = makeTally(engine, election.questions)
    tally.add(ballot, weight)
    return JSON.stringify([findings, tally.result().encryptedTally])
  }
  return say(one) === say(other)
}

/** Points of credentials that both engines check, one by one. */
export interface ComparedPoints {
  /** The bytes of the election, as the archive holds them. */
  readonly election: Uint8Array
  /** 32 bytes each (RFC 8032). */
  readonly points: Uint8Array
}

/** Whether both engines agree on each of these points. */
export function compareCredentials({ election: body, points }: ComparedPoints): boolean {
  const { election, engine } = electionOf(body)
  return agreeOnPoints([engine, referenceOf(election)], points)
}

export function agreeOnPoints([one, other]: readonly [Engine, Engine], points: Uint8Array): boolean {
  const faults = other.examinePoints(points)
  return one.examinePoints(points).every((fault, index) => fault === faults[index])
}
