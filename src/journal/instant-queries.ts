/**
 * Finds the instants that an election file ties to a place among its ballots: those of dated entries and of
 * checkpoints, and the ends of the bins in which arrivals are counted. Two of them on both sides of a few ballots would
 * tell when these were cast, so each is given only where the one before it is far enough away (`dating.ts`).
 */
import { parseInstant } from "../core/instant.ts"
import { ballotsApart } from "./dating.ts"
import { provedEntry } from "./entry-index-queries.ts"
import { parseBody } from "./entry.ts"
import type { JournalTable } from "./table.ts"

/**
 * Counts the ballots since the last such instant, but stops once there are enough. Each entry that it reads is proved: one
 * that looks dated would let a checkpoint be made between a few ballots.
 *
 * @param now - in milliseconds; a bin that is still being filled ends later, and only its beginning counts
 * @throws UrneError `entry-altered`
 */
export function ballotsSinceInstant(journal: JournalTable, now: number): number {
  const binned = journal.binnedUpTo(now)
  const signed = journal.lastCheckpoint()?.size ?? 0
  let ballots = 0
  for (const { number } of journal.latest()) {
    if (number <= signed || ballots >= ballotsApart) break
    const { event } = provedEntry(journal, number)
    if (event.type === "urn.accepted") {
      // A transaction lies on one side of the end of a bin, since all its ballots came at once.
      if (event.height <= binned) break
      ballots += event.count
    } else if ("at" in event) break
  }
  return ballots
}

/**
 * Lists the instants (milliseconds) of the entries, and of the last checkpoint, that came after the ballot at a height,
 * or since the opening where that is later; latest first.
 */
export function instantsAfter(journal: JournalTable, height: number): readonly number[] {
  const { number, dated } = entriesAfter(journal, height)
  const checkpoint = journal.lastCheckpoint()
  const signed = checkpoint === undefined || checkpoint.size < number ? [] : [checkpoint.at]
  return [...dated, ...signed].flatMap((text) => parseInstant(text) ?? []).sort((a, b) => b - a)
}

/** Counts those instants, with all checkpoints. */
export function countInstantsAfter(journal: JournalTable, height: number): number {
  const { number, dated } = entriesAfter(journal, height)
  return dated.length + journal.checkpointSizes().filter((size) => size >= number).length
}

/**
 * Finds the entry by which the journal accepted the ballot at a height, or the opening where that is later, and the
 * instants since then.
 */
function entriesAfter(
  journal: JournalTable,
  height: number,
): { readonly number: number; readonly dated: readonly string[] } {
  const dated: string[] = []
  for (const { number, body } of journal.latest()) {
    const event = parseBody(body)
    if (event?.type === "urn.accepted" && event.height <= height) return { number, dated }
    if (event !== undefined && "at" in event) dated.push(event.at)
    if (event?.type === "urn.opened") return { number, dated }
  }
  return { number: 0, dated }
}
