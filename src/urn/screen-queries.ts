/** What is looked at before the proofs of a ballot are checked, so that no time is spent on one that is refused anyway. */
import { statedCredential } from "../belenios/ballot-scan.ts"
import { pointText } from "../belenios/point-text.ts"
import { type Finding } from "../core/finding.ts"
import { lastPhaseEntry } from "../journal/operations.ts"
import { sealedElection, type UrnFile } from "./archive-queries.ts"
import { copyObjection, credentialObjection, presentBallot, voteObjection } from "./objection-queries.ts"
import { type ProvedUrn, provedUrn } from "./register-queries.ts"
import { type Outcome, readBallot, refused, type Submission, tracked, type TrackedSubmission } from "./submission.ts"
import { type Arrival, requireAdmission } from "./voting-hours.ts"

/**
 * Screens submissions in the state of the file at one moment: which are in the urn already, and which state a credential
 * that may not vote. Nothing else of them is read here; the threads that check proofs read the rest. The answer may have
 * changed when a ballot is accepted: `admitBallots` looks again.
 *
 * @returns for each the submission itself, if it is worth checking, or its outcome
 * @throws UrneError `wrong-phase`, `vote-over` for the first ballot that is not in the urn yet; `election-file-altered`, `entry-altered`
 */
export function screenSubmissions(
  file: UrnFile,
  submissions: readonly Submission[],
  channel: string,
  now: number,
  arrival: Arrival,
): readonly (TrackedSubmission | Outcome)[] {
  const { grace: minutes } = file.election.get().definition
  let admission: { readonly grace: boolean } | undefined
  return screen(file, submissions, channel, () => {
    admission ??= requireAdmission(lastPhaseEntry(file.journal)?.event, now, minutes, arrival)
  })
}

/** The same for submissions that were handled before: nothing of them comes in any more, so that no hour is too late for it. */
export function screenAgain(
  file: UrnFile,
  submissions: readonly Submission[],
  channel: string,
): readonly (TrackedSubmission | Outcome)[] {
  return screen(file, submissions, channel, () => undefined)
}

/** @param admit - called before the first ballot that is not in the urn is looked at */
function screen(
  file: UrnFile,
  submissions: readonly Submission[],
  channel: string,
  admit: () => void,
): readonly (TrackedSubmission | Outcome)[] {
  const screened = (proved: ProvedUrn, submission: TrackedSubmission): TrackedSubmission | Outcome => {
    const present = presentBallot(proved, submission)
    if (present !== undefined) return present
    admit()
    if (mayVote(file, proved, submission, channel)) return submission
    const findings = unprovenFindings(file, proved, submission, channel)
    return findings.length === 0 ? submission : refused(submission.at, findings)
  }
  return file.store.read(() => {
    const proved = provedUrn(file)
    return submissions.map((submission) => screened(proved, tracked(submission)))
  })
}

/** Whether the credential that the bytes state may cast a ballot in this channel, if they are one. */
function mayVote(file: UrnFile, proved: ProvedUrn, { at, body }: Submission, channel: string): boolean {
  const stated = statedCredential(body)
  if (stated === undefined) return false
  const voter = { at, credential: pointText(stated) }
  return (credentialObjection(file, voter) ?? voteObjection(file, proved, voter, channel)) === undefined
}

/**
 * The refusal of a submission whose check found something: what can be said of it without its proofs comes first, since
 * a stolen ciphertext, say, has a wrong proof as well.
 */
export function refusedSubmission(
  file: UrnFile,
  submission: TrackedSubmission,
  channel: string,
  found: readonly Finding[],
): Outcome {
  const unproven = file.store.read(() => unprovenFindings(file, provedUrn(file), submission, channel))
  return refused(submission.at, unproven.length > 0 ? unproven : found)
}

/** What is wrong with the form of a ballot; if nothing is, the first reason for which the urn would refuse it. */
function unprovenFindings(
  file: UrnFile,
  proved: ProvedUrn,
  submission: TrackedSubmission,
  channel: string,
): readonly Finding[] {
  const ballot = readBallot(sealedElection(file), submission)
  if ("findings" in ballot) return ballot.findings
  const objection =
    credentialObjection(file, ballot) ?? copyObjection(proved, ballot) ?? voteObjection(file, proved, ballot, channel)
  return objection === undefined ? [] : [objection]
}
