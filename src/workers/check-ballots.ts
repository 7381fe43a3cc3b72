import type { Engine } from "../belenios/ballot-arithmetic.ts"
import { ballotFindings } from "../belenios/ballot-proofs.ts"
import { openBallot, type OpenBallot } from "../belenios/ballot-scan.ts"
import { type Election, parseElection } from "../belenios/election.ts"
import { makeEngine } from "../belenios/engine.ts"
import { equalBytes } from "../core/bytes.ts"
import type { Finding } from "../core/finding.ts"
import type { OfElection } from "./chunks.ts"

/** A ballot to be checked, and its place. */
export interface PlacedBallot {
  readonly at: string
  readonly body: Uint8Array
}

/** What is wrong with a ballot or, if nothing is, what was read from it. */
export type BallotCheck =
  | { readonly findings: readonly Finding[] }
  /** The credential is the text of a point; the points are those of {@link OpenBallot}. */
  | Pick<OpenBallot, "credential" | "points">

/**
 * Checks each ballot by itself: its form, points, proofs and signature. The caller checks whether its credential may
 * vote, and what other ballots there are.
 */
export function checkBallots({ election, ballots }: OfElection<PlacedBallot>): readonly BallotCheck[] {
  const known = electionOf(election)
  return ballots.map(({ at, body }) => {
    const { value: ballot, findings: ofForm } = openBallot(known.election, body, at)
    if (ballot === undefined) return { findings: ofForm }
    const findings = ballotFindings(known.election, known.engine, ballot, at)
    return findings.length > 0 ? { findings } : { credential: ballot.credential, points: ballot.points }
  })
}

let last: { readonly election: Election; readonly engine: Engine } | undefined

/** Returns the election with its tables, which each thread makes once. */
export function electionOf(body: Uint8Array): { readonly election: Election; readonly engine: Engine } {
  if (last !== undefined && equalBytes(last.election.body, body)) return last
  const { value: election } = parseElection(body, "election")
  if (election === undefined) throw new Error("ballots are checked for an election that was read")
  last = { election, engine: makeEngine(election.publicKey) }
  return last
}
