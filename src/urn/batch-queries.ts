/** Reads the batches that channels announced, as the journal records them: rows of the file are only copies. */
import { UrneError } from "../core/error.ts"
import { hasFeature } from "../core/format.ts"
import type { UrnBatchAnnounced, UrnBatchReceived } from "../journal/event.ts"
import { electionFormat, entriesOfType } from "../journal/operations.ts"
import type { JournalTable } from "../journal/table.ts"
import { type Batch, batchName, openBatch } from "../notes/batch.ts"
import type { VerifierKey } from "../notes/key.ts"
import { isReceived, type StoredBatch } from "./batch-table.ts"
import type { UrnTable } from "./table.ts"

interface BatchesFile {
  readonly journal: JournalTable
  readonly urn: UrnTable
}

/**
 * Lists every batch that was announced, by channel and number. The lines of each and their hash are those of the
 * journal, and so is what became of them once all were handled. Before that, only its row says how far a batch has
 * come. That figure decides where an import continues, and is compared with the ballots in the urn
 * (`intake/import-operations.ts`).
 *
 * @throws UrneError `election-file-altered` where the file holds another batch, or lacks one
 */
export function provenBatches(file: BatchesFile): readonly StoredBatch[] {
  const { journal, urn } = file
  const announced = byName<UrnBatchAnnounced>(entriesOfType(journal, "urn.batch-announced"))
  const received = byName<UrnBatchReceived>(entriesOfType(journal, "urn.batch-received"))
  const stored = urn.batches.all()
  for (const batch of stored) {
    const name = batchName(batch)
    if (!isAnnounced(batch, announced.get(name))) throw altered(name)
    if (!hasCome(file, batch, received.get(name))) throw altered(name)
    announced.delete(name)
    received.delete(name)
  }
  for (const name of [...announced.keys(), ...received.keys()]) throw altered(name)
  return stored
}

/** Returns one of these batches. @throws UrneError `election-file-altered` */
export function provenBatch(file: BatchesFile, channel: string, number: number): StoredBatch | undefined {
  return provenBatches(file).find((batch) => batch.channel === channel && batch.number === number)
}

function byName<E extends UrnBatchAnnounced | UrnBatchReceived>(
  entries: Iterable<{ readonly event: E }>,
): Map<string, E> {
  return new Map(Array.from(entries, ({ event }) => [batchName(event), event]))
}

function isAnnounced(batch: StoredBatch, event: UrnBatchAnnounced | undefined): boolean {
  return event !== undefined && event.count === batch.count && event.sha256 === `sha256:${batch.sha256}`
}

/** Whether the handled lines are those of the entry, which is written with the last of them. */
function hasCome({ journal }: BatchesFile, batch: StoredBatch, event: UrnBatchReceived | undefined): boolean {
  const { count, accepted, present, refused } = batch
  const isPossible = accepted >= 0 && refused >= 0 && accepted + refused <= count && present >= 0 && present <= accepted
  if (!isPossible || isReceived(batch) !== (event !== undefined)) return false
  if (event === undefined) return true
  const isApart = hasFeature(electionFormat(journal), "present-apart")
  const ofEvent = isApart
    ? { accepted: event.accepted + (event.present ?? 0), present: event.present }
    : { accepted: event.accepted, present }
  const isSame = ofEvent.accepted === accepted && ofEvent.present === present && event.refused === refused
  return isSame && event.count === count && event.sha256 === `sha256:${batch.sha256}`
}

/**
 * Reads the note of a batch under the key of its channel.
 *
 * @throws UrneError `election-file-altered` where the file holds the note of another batch, or one that the channel did
 * not sign
 */
export function openedBatch(
  batch: StoredBatch,
  election: Pick<Batch, "uuid" | "rehearsal">,
  channelKey: VerifierKey | undefined,
): Batch {
  const { channel, number, count, sha256 } = batch
  const opened =
    channelKey === undefined
      ? undefined
      : openBatch(batch.note, { uuid: election.uuid, rehearsal: election.rehearsal, channel }, channelKey)
  const said = opened === undefined || "fault" in opened ? undefined : opened.batch
  if (said?.number !== number || said.count !== count || said.sha256 !== sha256) throw altered(batchName(batch))
  return said
}

/**
 * Requires that as many lines of a batch were refused as its row says, and that each is among the handled lines.
 *
 * @returns their numbers
 * @throws UrneError `election-file-altered`
 */
export function refusedLines({ urn }: Pick<BatchesFile, "urn">, batch: StoredBatch): ReadonlySet<number> {
  const lines = urn.batches.refusedLines(batch)
  const handled = batch.accepted + batch.refused
  if (lines.length !== batch.refused || lines.some((line) => line > handled)) throw altered(batchName(batch))
  return new Set(lines)
}

/** Makes the refusal of a batch that differs from what was recorded about it. */
export function alteredBatch(batch: Pick<StoredBatch, "channel" | "number">): UrneError {
  return altered(batchName(batch))
}

function altered(at: string): UrneError {
  return new UrneError("election-file-altered", { part: "batches", at })
}
