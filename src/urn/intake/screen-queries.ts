/** Screens ballots before their proofs are checked, so that no time is spent on one that is refused anyway. */
import { statedCredential } from "../../belenios/ballot-scan.ts"
import { pointText } from "../../belenios/point-text.ts"
import type { Finding } from "../../core/finding.ts"
import { lastPhaseEntry } from "../../journal/operations.ts"
import { sealedElection, type UrnFile } from "../archive-queries.ts"
import { type ProvedUrn, provedUrn } from "../ledger-queries.ts"
import { type Arrival, requireAdmission } from "../voting-hours.ts"
import {
  type Outcome,
  readContent,
  refused,
  type RefusedBallot,
  type ScreenedBallot,
  type SubmittedBallot,
} from "./ballot.ts"
import { copyObjection, credentialObjection, presentBallot, voteObjection } from "./objection-queries.ts"

/**
 * Screens ballots in the state of the file at one moment: which are already in the urn, and which state a credential
 * that may not vote. Nothing else of them is read here; the threads that check proofs read the rest. The outcome may
 * have changed when a ballot is admitted, so `admitBallots` checks again.
 *
 * @returns for each the ballot itself, if it is worth checking, or its outcome
 * @throws UrneError `wrong-phase`, `vote-over` for the first ballot that is not in the urn yet;
 * `election-file-altered`, `entry-altered`
 */
export function screenBallots(
  file: UrnFile,
  ballots: readonly SubmittedBallot[],
  channel: string,
  now: number,
  arrival: Arrival,
): readonly (ScreenedBallot | Outcome)[] {
  const { grace: minutes } = file.election.get().definition
  let admission: { readonly inGrace: boolean } | undefined
  return screen(file, ballots, channel, () => {
    admission ??= requireAdmission(lastPhaseEntry(file.journal)?.event, now, minutes, arrival)
  })
}

/** Does the same for ballots that were handled before. None of them enters the urn any more, so no hour is too late. */
export function screenAgain(
  file: UrnFile,
  ballots: readonly SubmittedBallot[],
  channel: string,
): readonly (ScreenedBallot | Outcome)[] {
  return screen(file, ballots, channel, () => undefined)
}

/** @param admit - called before the first ballot that is not in the urn is looked at */
function screen(
  file: UrnFile,
  ballots: readonly SubmittedBallot[],
  channel: string,
  admit: () => void,
): readonly (ScreenedBallot | Outcome)[] {
  const screened = (proved: ProvedUrn, ballot: SubmittedBallot): ScreenedBallot | Outcome => {
    const present = presentBallot(proved, ballot)
    if (present !== undefined) return present
    admit()
    if (!mayVote(file, proved, ballot, channel)) {
      const findings = unprovenFindings(file, proved, ballot, channel)
      if (findings.length > 0) return refused(ballot.at, findings)
    }
    const { at, body, tracker } = ballot
    return { state: "screened", at, body, tracker }
  }
  return file.store.read(() => {
    const proved = provedUrn(file)
    return ballots.map((ballot) => screened(proved, ballot))
  })
}

/** Whether the bytes state a credential that may cast a ballot in this channel. */
function mayVote(file: UrnFile, proved: ProvedUrn, { at, body }: SubmittedBallot, channel: string): boolean {
  const stated = statedCredential(body)
  if (stated === undefined) return false
  const voter = { at, credential: pointText(stated) }
  return (credentialObjection(file, voter) ?? voteObjection(file, proved, voter, channel)) === undefined
}

/**
 * Makes the refusal of a ballot whose check found something. What can be said without its proofs comes first, since a
 * stolen ciphertext, for example, has a wrong proof as well.
 */
export function refusedUnproven(
  file: UrnFile,
  ballot: ScreenedBallot,
  channel: string,
  byCheck: RefusedBallot,
): RefusedBallot {
  const unproven = file.store.read(() => unprovenFindings(file, provedUrn(file), ballot, channel))
  return unproven.length > 0 ? refused(ballot.at, unproven) : byCheck
}

/**
 * Finds what is wrong with the form of a ballot or, if nothing is, the first reason for which the urn would refuse it.
 */
function unprovenFindings(
  file: UrnFile,
  proved: ProvedUrn,
  ballot: SubmittedBallot | ScreenedBallot,
  channel: string,
): readonly Finding[] {
  const content = readContent(sealedElection(file), ballot)
  if ("findings" in content) return content.findings
  const read = { at: ballot.at, ...content }
  const objection =
    credentialObjection(file, read) ?? copyObjection(proved, read) ?? voteObjection(file, proved, read, channel)
  return objection === undefined ? [] : [objection]
}
