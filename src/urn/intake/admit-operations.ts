/** Admits ballots to the urn. There is no other way into it. */
import { nextHeight } from "../../belenios/chain.ts"
import { UrneError } from "../../core/error.ts"
import type { AlteredPart } from "../../core/refusals.ts"
import { append, lastPhaseEntry } from "../../journal/operations.ts"
import { isConstraint } from "../../store/failure.ts"
import { appendAfter } from "../archive-operations.ts"
import { archiveHead, type UrnFile } from "../archive-queries.ts"
import { countArrivals } from "../arrival-operations.ts"
import { provedUrn } from "../ledger-queries.ts"
import type { StoredBallot } from "../ledger.ts"
import type { UrnTable } from "../table.ts"
import { type Arrival, requireAdmission } from "../voting-hours.ts"
import { type CheckedBallot, type Outcome, refused } from "./ballot.ts"
import {
  copyObjection,
  credentialBytes,
  credentialObjection,
  presentBallot,
  revoteObjection,
} from "./objection-queries.ts"

/**
 * Accepts ballots, inside the caller's transaction and with one journal entry without an instant. A ballot that is
 * already in the urn gets the outcome that it got then. One that breaks a rule is refused with its reason, and the
 * others are accepted. The expensive part (the proofs) was checked before; everything that may have changed since is
 * checked here.
 *
 * @param now - in milliseconds
 * @param arrival - when the voter began: after the hour of closing, only what began before it has the grace. With the key
 *   of the urn it comes from the booth
 * @returns one outcome a ballot, in their order
 * @throws UrneError `wrong-phase`, `vote-over`, `clock-went-back`, `election-file-altered`, `entry-altered`
 */
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
  let admission: { readonly inGrace: boolean } | undefined
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
    const stored = { height, tracker, credential, channel, inGrace: admission.inGrace, entry }
    insertBallotRows(urn, stored, ballot.fingerprints)
    proved.count(stored, vote, ballot.fingerprints)
    return { state: "accepted", at: ballot.at, tracker, height }
  })
  const count = nextHeight(head) - nextHeight(before)
  if (head !== undefined && count > 0) {
    // What a channel hands over in a file says nothing of when its voters voted.
    if (arrival !== "announced" && arrival.urnKey !== undefined) {
      const heights = { before: nextHeight(before) - 1, after: head.height }
      const arriving = { count, before: proved.ledger.channels.get(channel) ?? 0, heights, entry }
      countArrivals(file, arriving, arrival.urnKey, now)
    }
    append(journal, now, { type: "urn.accepted", count, height: head.height, head: head.hash })
    proved.keep({ height: head.height, head: head.hash })
  }
  return outcomes
}

/**
 * Writes the rows of a ballot. Whatever the rules of the schema refuse was checked before, so a row that stands in the
 * way was put there by another hand.
 *
 * @throws UrneError `election-file-altered`
 */
function insertBallotRows(urn: UrnTable, ballot: StoredBallot, fingerprints: readonly Uint8Array[]): void {
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
