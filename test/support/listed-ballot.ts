import type { Engine } from "../../src/belenios/ballot-arithmetic.ts"
import { ballotFindings } from "../../src/belenios/ballot-proofs.ts"
import { openBallot, type OpenBallot } from "../../src/belenios/ballot-scan.ts"
import type { Election } from "../../src/belenios/election.ts"
import { type Checked, faulty } from "../../src/belenios/message.ts"
import { finding } from "../../src/core/finding.ts"

/**
 * Checks all that can be said of a ballot by itself and of its credential, and returns it or everything that is wrong
 * with it.
 *
 * @param isListed - whether the text of a point is in the election's list of public credentials
 * @param at - where the bytes come from, for the findings
 */
export function listedBallot(
  election: Election,
  engine: Engine,
  body: Uint8Array,
  isListed: (credential: string) => boolean,
  at: string,
): Checked<OpenBallot> {
  const opened = openBallot(election, body, at)
  if (opened.value === undefined) return opened
  const ballot = opened.value
  if (!isListed(ballot.credential)) {
    return faulty(finding("BALLOT_CREDENTIAL", at, { credential: ballot.credential }))
  }
  const findings = ballotFindings(election, engine, ballot, at)
  return findings.length === 0 ? opened : faulty(...findings)
}
