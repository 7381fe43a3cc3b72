/** How a ballot enters the urn. There is no other way. */
import { hex } from "../core/bytes.ts"
import { UrneError } from "../core/error.ts"
import { finding, type Finding } from "../core/finding.ts"
import { type AlteredPart } from "../core/refusals.ts"
import { nextHeight } from "../belenios/chain.ts"
import { pointBytes } from "../belenios/point-text.ts"
import { type AuthorityTable } from "../authority/table.ts"
import { provedKind } from "../credentials/proof-queries.ts"
import { type CredentialTable } from "../credentials/table.ts"
import { type ElectionTable } from "../definition/table.ts"
import { append, journalRoot, lastPhaseEntry } from "../journal/operations.ts"
import { type JournalTable } from "../journal/table.ts"
import { type SigningKey } from "../notes/key.ts"
import { signReceipt } from "../notes/receipt.ts"
import { isConstraint } from "../store/failure.ts"
import { type Store } from "../store/store.ts"
import { appendAfter, archiveHead } from "./archive-operations.ts"
import { type StoredBallot, type Vote } from "./register.ts"
import { type ProvedUrn, provedUrn } from "./register-queries.ts"
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
 * @throws UrneError `wrong-phase`, `vote-over`, `clock-went-back`, `election-file-altered`, `entry-altered`
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
  const proved = provedUrn(file)
  const before = archiveHead(file)
  let head = before
  let admission: { readonly grace: boolean } | undefined
  const outcomes = ballots.map((ballot): Outcome => {
    const present = presentBallot(proved, ballot)
    if (present !== undefined) return present
    admission ??= requireAdmission(lastPhaseEntry(journal)?.event, now, minutes, arrival)
    const objection = credentialObjection(file, ballot) ?? copyObjection(proved, ballot)
    if (objection !== undefined) return refused(ballot.at, [objection])
    const credential = credentialBytes(ballot)
    const vote = proved.vote(credential)
    const voted = revoteObjection(vote, ballot, channel, revote === "last-counts")
    if (voted !== undefined) return refused(ballot.at, [voted])
    const previous = head
    head = unhindered("archive", nextHeight(previous), () =>
      appendAfter(file, previous, { type: "Ballot", ballot: ballot.body }),
    )
    const { tracker } = ballot
    const { height } = head
    const stored = { height, tracker, credential, channel, grace: admission.grace, entry }
    putIn(urn, stored, ballot.fingerprints)
    proved.count(stored, vote, ballot.fingerprints)
    return { state: "accepted", at: ballot.at, tracker, height }
  })
  const count = nextHeight(head) - nextHeight(before)
  if (head !== undefined && count > 0) {
    append(journal, now, { type: "urn.accepted", count, height: head.height, head: head.hash })
    proved.keep({ height: head.height, head: head.hash })
  }
  return outcomes
}

/**
 * Writes the rows of a ballot. Whatever the rules of the schema refuse was looked at before, so that a row which stands in the way
 * was put there by another hand.
 *
 * @throws UrneError `election-file-altered`
 */
function putIn(urn: UrnTable, ballot: StoredBallot, fingerprints: readonly Uint8Array[]): void {
  const { credential, channel, height } = ballot
  unhindered("votes", height, () => {
    urn.castVote(credential, { channel, ballot: height })
  })
  unhindered("ballots", height, () => {
    urn.insertBallot(ballot)
  })
  unhindered("ciphertexts", height, () => {
    for (const fingerprint of fingerprints) urn.addCiphertext(fingerprint)
  })
}

function unhindered<T>(part: AlteredPart, height: number, write: () => T): T {
  try {
    return write()
  } catch (error) {
    if (!isConstraint(error)) throw error
    throw new UrneError("election-file-altered", { part, at: `${height}` }, { cause: error })
  }
}

/** The outcome of a ballot that is in the urn already. */
export function presentBallot(proved: ProvedUrn, { at, tracker }: TrackedSubmission): Outcome | undefined {
  const stored = proved.ballot(tracker)
  return stored === undefined ? undefined : { state: "present", at, tracker, height: stored.height }
}

/**
 * Why this credential opens no ballot, if it does not: it is not in the sealed list, or was sealed in reserve.
 *
 * @throws UrneError `election-file-altered`
 */
export function credentialObjection(
  file: UrnFile,
  { at, credential }: Pick<ReadBallot, "at" | "credential">,
): Finding | undefined {
  const key = pointBytes(credential)
  switch (key && provedKind(file, key)) {
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
  { election }: Pick<UrnFile, "election">,
  proved: ProvedUrn,
  ballot: Pick<ReadBallot, "at" | "credential">,
  channel: string,
): Finding | undefined {
  const mayReplace = election.get().definition.revote === "last-counts"
  return revoteObjection(proved.vote(credentialBytes(ballot)), ballot, channel, mayReplace)
}

function revoteObjection(
  vote: Vote | undefined,
  { at, credential }: Pick<ReadBallot, "at" | "credential">,
  channel: string,
  mayReplace: boolean,
): Finding | undefined {
  if (vote === undefined) return undefined
  if (!mayReplace) return finding("BALLOT_REVOTE", at, { credential })
  return vote.channel === channel
    ? undefined
    : finding("BALLOT_CHANNEL", at, { credential, channel, first: vote.channel })
}

/** Why this ballot is refused as a copy, if one of its ciphertexts is in the urn, or twice in the ballot. */
export function copyObjection(proved: ProvedUrn, { at, fingerprints }: ReadBallot): Finding | undefined {
  const texts = fingerprints.map(hex)
  const copied = fingerprints.findIndex(
    (fingerprint, index) => texts.indexOf(texts[index] ?? "") < index || proved.hasCiphertext(fingerprint),
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

/**
 * The receipt of a ballot in the urn: the same bytes however often it is asked for.
 *
 * @throws UrneError `election-file-altered`, `entry-altered`
 */
export function receiptOf(
  file: Omit<UrnFile, "credentials">,
  tracker: string,
  urnKey: SigningKey,
): BallotReceipt | undefined {
  const ballot = file.store.read(() => provedUrn(file).ballot(tracker))
  if (ballot === undefined) return undefined
  const { uuid, rehearsal } = file.election.get()
  const size = ballot.entry - 1
  const before = { size, root: journalRoot(file.journal, size) }
  const { height } = ballot
  return { tracker, height, receipt: signReceipt({ rehearsal, uuid, tracker, height, before }, urnKey) }
}
