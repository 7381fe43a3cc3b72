/** How a ballot enters the urn. There is no other way. */
import { hex } from "../core/bytes.ts"
import { finding, type Finding } from "../core/finding.ts"
import { nextHeight } from "../belenios/chain.ts"
import { pointBytes } from "../belenios/point-text.ts"
import { type AuthorityTable } from "../authority/table.ts"
import { type CredentialTable } from "../credentials/table.ts"
import { type ElectionTable } from "../definition/table.ts"
import { append, journalRoot, lastPhaseEntry } from "../journal/operations.ts"
import { type JournalTable } from "../journal/table.ts"
import { type SigningKey } from "../notes/key.ts"
import { signReceipt } from "../notes/receipt.ts"
import { type Store } from "../store/store.ts"
import { type AdmissionFile, sealedKind } from "./admission-operations.ts"
import { appendAfter, archiveHead } from "./archive-operations.ts"
import { type CheckedBallot, type Outcome, type ReadBallot, refused, type TrackedSubmission } from "./submission.ts"
import { type UrnTable } from "./table.ts"
import { type Arrival, requireAdmission } from "./voting-hours.ts"

/** What accepting ballots touches. */
export interface UrnFile {
  readonly store: Store
  readonly journal: JournalTable
  readonly election: ElectionTable
  readonly authority: AuthorityTable
  readonly credentials: CredentialTable
  readonly urn: UrnTable
}

/**
 * Accepts ballots, in one transaction and one journal entry without an instant. A ballot that is in the urn already gives
 * the outcome it gave then; one that breaks a rule is refused with its reason, and the others go in. What cost time (the
 * proofs) was checked before; everything that may have changed since is looked at here.
 *
 * @param now - milliseconds
 * @param session - when the voter began (milliseconds): after the hour of closing, only what began before it has the grace
 * @returns one outcome a ballot, in their order
 * @throws UrneError `wrong-phase`, `vote-over`, `clock-went-back`
 */
export function acceptBallots(
  file: UrnFile,
  ballots: readonly CheckedBallot[],
  channel: string,
  now: number,
  session: { readonly began: number },
): readonly Outcome[] {
  return file.store.write(() => admitBallots(file, ballots, channel, now, session))
}

/** As {@link acceptBallots}, inside the caller's transaction. */
export function admitBallots(
  file: UrnFile,
  ballots: readonly CheckedBallot[],
  channel: string,
  now: number,
  arrival: Arrival,
): readonly Outcome[] {
  const { journal, urn, election } = file
  const { grace: minutes, revote } = election.get().definition
  const entry = journal.size() + 1
  const before = archiveHead(file)
  let head = before
  let admission: { readonly grace: boolean } | undefined
  const outcomes = ballots.map((ballot): Outcome => {
    const present = presentBallot(file, ballot)
    if (present !== undefined) return present
    admission ??= requireAdmission(lastPhaseEntry(journal)?.event, now, minutes, arrival)
    const objection = credentialObjection(file, ballot) ?? copyObjection(file, ballot)
    if (objection !== undefined) return refused(ballot.at, [objection])
    const credential = credentialBytes(ballot)
    const height = nextHeight(head)
    if (!urn.castVote(credential, { channel, ballot: height }, revote === "last-counts")) {
      return refused(ballot.at, [voteObjection(file, ballot, channel) ?? revoteFinding(ballot)])
    }
    head = appendAfter(file, head, { type: "Ballot", ballot: ballot.body })
    urn.insertBallot({ height, tracker: ballot.tracker, credential, channel, grace: admission.grace, entry })
    for (const fingerprint of ballot.fingerprints) urn.addCiphertext(fingerprint)
    return { state: "accepted", at: ballot.at, tracker: ballot.tracker, height }
  })
  const count = nextHeight(head) - nextHeight(before)
  if (head !== undefined && count > 0) {
    append(journal, now, { type: "urn.accepted", count, height: head.height, head: head.hash })
  }
  return outcomes
}

/** The outcome of a ballot that is in the urn already. */
export function presentBallot({ urn }: UrnFile, { at, tracker }: TrackedSubmission): Outcome | undefined {
  const stored = urn.ballot(tracker)
  return stored === undefined ? undefined : { state: "present", at, tracker, height: stored.height }
}

/**
 * Why this credential opens no ballot, if it does not: it is not in the sealed list, or was sealed in reserve.
 *
 * @throws UrneError `election-file-altered`
 */
export function credentialObjection(
  file: AdmissionFile,
  { at, credential }: Pick<ReadBallot, "at" | "credential">,
): Finding | undefined {
  const key = pointBytes(credential)
  switch (key && sealedKind(file, key)) {
    case undefined:
      return finding("BALLOT_CREDENTIAL", at, { credential })
    case "reserve":
      return finding("BALLOT_RESERVE", at, { credential })
    case "issued":
      return undefined
  }
}

/** Why this credential may not vote again, if it voted: votes are final, or it belongs to another channel. */
export function voteObjection(
  { urn, election }: Pick<UrnFile, "urn" | "election">,
  ballot: Pick<ReadBallot, "at" | "credential">,
  channel: string,
): Finding | undefined {
  const vote = urn.vote(credentialBytes(ballot))
  if (vote === undefined) return undefined
  if (election.get().definition.revote === "refused") return revoteFinding(ballot)
  const { at, credential } = ballot
  return vote.channel === channel
    ? undefined
    : finding("BALLOT_CHANNEL", at, { credential, channel, first: vote.channel })
}

function revoteFinding({ at, credential }: Pick<ReadBallot, "at" | "credential">): Finding {
  return finding("BALLOT_REVOTE", at, { credential })
}

/** Why this ballot is refused as a copy, if one of its ciphertexts is in the urn, or twice in the ballot. */
export function copyObjection({ urn }: UrnFile, { at, fingerprints }: ReadBallot): Finding | undefined {
  const texts = fingerprints.map(hex)
  const copied = fingerprints.findIndex(
    (fingerprint, index) => texts.indexOf(texts[index] ?? "") < index || urn.hasCiphertext(fingerprint),
  )
  return copied < 0 ? undefined : finding("BALLOT_COPIED", at, { ciphertext: copied + 1 })
}

function credentialBytes({ credential }: Pick<ReadBallot, "credential">): Uint8Array {
  const bytes = pointBytes(credential)
  if (bytes === undefined) throw new TypeError("a credential's key has 64 hexadecimal digits")
  return bytes
}

/** What a voter takes home. */
export interface BallotReceipt {
  readonly tracker: string
  /** Of the ballot's event in the archive. */
  readonly height: number
  /** The source of the note that the urn key signed. */
  readonly receipt: string
}

/** The receipt of a ballot in the urn: the same bytes however often it is asked for. */
export function receiptOf(
  file: Pick<UrnFile, "journal" | "election" | "urn">,
  tracker: string,
  urnKey: SigningKey,
): BallotReceipt | undefined {
  const ballot = file.urn.ballot(tracker)
  if (ballot === undefined) return undefined
  const { uuid, rehearsal } = file.election.get()
  const size = ballot.entry - 1
  const before = { size, root: journalRoot(file.journal, size) }
  const { height } = ballot
  return { tracker, height, receipt: signReceipt({ rehearsal, uuid, tracker, height, before }, urnKey) }
}
