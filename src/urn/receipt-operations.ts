/** The receipt of a ballot that was cast before: whose printer, screen or disk failed may ask for it again. */
import { parseEvent } from "../belenios/event.ts"
import { ballotTracker } from "../belenios/ballot.ts"
import { pointBytes } from "../belenios/group.ts"
import { UrneError } from "../core/error.ts"
import { sha256Hex } from "../core/hash.ts"
import { eventOf } from "../journal/operations.ts"
import type { SigningKey } from "../notes/key.ts"
import { type BallotReceipt, receiptOf, type UrnFile } from "./accept-operations.ts"
import { sealedElection } from "./archive-operations.ts"
import { credentialOf } from "./cast-operations.ts"
import type { StoredBallot } from "./table.ts"

/** What the voter has of the ballot: its tracker, or the code that it was cast with. */
export type AskedReceipt = { readonly tracker: string } | { readonly code: string }

/**
 * The same receipt as when the ballot was accepted, byte for byte. Nothing is told that is not published: trackers and the
 * credentials of their ballots stand in the archive. The urn key signs only what archive and journal say of the ballot.
 *
 * @throws UrneError `no-such-ballot`, `not-a-code`, `act-needed` before the seal, `entry-altered`
 */
export function receiptAgain(file: UrnFile, asked: AskedReceipt, urnKey: SigningKey): BallotReceipt {
  const tracker = "tracker" in asked ? asked.tracker : trackerOf(file, asked.code)
  const ballot = tracker === undefined ? undefined : file.urn.ballot(tracker)
  if (tracker === undefined || ballot === undefined) throw new UrneError("no-such-ballot", { tracker })
  requireStands(file, ballot)
  const receipt = receiptOf(file, tracker, urnKey)
  if (receipt === undefined) throw new Error("a ballot that was found is not in the urn")
  return receipt
}

/** Of the ballot that counts of this code. */
function trackerOf(file: UrnFile, code: string): string | undefined {
  const { publicCredential } = credentialOf(sealedElection(file), code)
  const vote = file.urn.vote(pointBytes(publicCredential) ?? new Uint8Array())
  return vote === undefined ? undefined : file.urn.trackerAt(vote.ballot)
}

/** That the archive has this ballot at its height, and the journal accepted that height in its entry. @throws UrneError `entry-altered` */
function requireStands({ urn, journal }: UrnFile, { height, tracker, entry }: StoredBallot): void {
  const record = urn.eventAt(height)
  const event = record === undefined ? undefined : parseEvent(record.body)
  const data = record === undefined ? undefined : urn.record(record.number - 1)
  const isBallot =
    event?.type === "Ballot" &&
    event.height === height &&
    data !== undefined &&
    sha256Hex(data.body) === event.payload &&
    ballotTracker(data.body) === tracker
  if (!isBallot) throw new UrneError("entry-altered", { of: "archive", number: record?.number ?? height })
  const accepted = journal.byNumber(entry)
  const said = accepted === undefined ? undefined : eventOf(accepted)
  if (said?.type === "urn.accepted" && said.height - said.count < height && height <= said.height) return
  throw new UrneError("entry-altered", { of: "journal", number: entry })
}
