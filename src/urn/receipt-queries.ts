/** Makes the receipt of an earlier ballot again, for a voter whose printer, screen or disk failed. */
import { ballotTracker } from "../belenios/ballot.ts"
import { parseEvent } from "../belenios/event.ts"
import { UrneError } from "../core/error.ts"
import { sha256Hex } from "../core/hash.ts"
import { credentialOf } from "../credentials/code.ts"
import { provedEntry } from "../journal/entry-index-queries.ts"
import { journalRoot } from "../journal/operations.ts"
import type { SigningKey } from "../notes/key.ts"
import { signReceipt } from "../notes/receipt.ts"
import { sealedElection, type UrnFile } from "./archive-queries.ts"
import { lastBallot, provedUrn } from "./ledger-queries.ts"
import type { StoredBallot } from "./ledger.ts"

/** What the voter has of the ballot: its tracker, or the code with which it was cast. */
export type AskedReceipt = { readonly tracker: string } | { readonly code: string }

/**
 * Returns the same receipt as when the ballot was accepted, byte for byte. It tells nothing that is not published:
 * trackers and the credentials of their ballots are in the archive. The urn key signs only what archive and journal say
 * about the ballot.
 *
 * @throws UrneError `no-such-ballot`, `not-a-code`, `act-needed` before the seal, `entry-altered`,
 * `election-file-altered`
 */
export function receiptAgain(file: UrnFile, asked: AskedReceipt, urnKey: SigningKey): BallotReceipt {
  const ballot = file.store.read(() => askedBallot(file, asked))
  if (ballot === undefined) {
    throw new UrneError("no-such-ballot", { tracker: "tracker" in asked ? asked.tracker : undefined })
  }
  requireStands(file, ballot)
  const receipt = receiptOf(file, ballot.tracker, urnKey)
  if (receipt === undefined) throw new Error("a ballot that was found is not in the urn")
  return receipt
}

/** Finds the ballot of a tracker, or the ballot of a code that counts. */
function askedBallot(file: UrnFile, asked: AskedReceipt): StoredBallot | undefined {
  if ("tracker" in asked) return provedUrn(file).ballot(asked.tracker)
  return lastBallot(file, credentialOf(sealedElection(file), asked.code).publicCredential)
}

/**
 * Requires that the archive still has this ballot at its height, and that its entry in the journal accepted that
 * height. @throws UrneError `entry-altered`
 */
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
  const said = provedEntry(journal, entry).event
  if (said.type === "urn.accepted" && said.height - said.count < height && height <= said.height) return
  throw new UrneError("entry-altered", { of: "journal", number: entry })
}

/** What a voter takes home. */
export interface BallotReceipt {
  readonly tracker: string
  /** The height of the ballot's event in the archive. */
  readonly height: number
  /** The source of the note that the urn key signed. */
  readonly receipt: string
}

/**
 * Makes the receipt of a ballot in the urn. The bytes are the same however often it is made.
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
