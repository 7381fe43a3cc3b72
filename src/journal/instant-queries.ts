/**
 * Finds the instants that an election file ties to a place among its ballots: those of dated entries and of
 * checkpoints, and the ends of the bins in which arrivals are counted. Two of them on both sides of a few ballots would
 * tell when these were cast, so each is given only where the one before it is far enough away (`dating.ts`).
 */
import { parseInstant } from "../core/instant.ts"
import { ballotsApart } from "./dating.ts"
import { parseBody } from "./entry.ts"
import type { JournalTable } from "./table.ts"

/**
 * Counts the ballots since the last such instant, but stops once there are enough.
 *
 * @param now - in milliseconds; a bin that is still being filled ends later, and only its beginning counts
 */
export function ballotsSinceInstant(journal: JournalTable, now: number): number {
  const binned = journal.binnedUpTo(now)
  const signed = journal.lastCheckpoint()?.size ?? 0
  let ballots = 0
  for (const { number, body } of journal.latest()) {
    if (number <= signed || ballots >= ballotsApart) break
    const event = parseBody(body)
    if (event?.type === "urn.accepted") {
      // A transaction lies on one side of the end of a bin, since all its ballots came at once.
      if (event.height <= binned) break
      ballots += event.count
    } else if (event !== undefined && "at" in event) break
  }
  return ballots
}

/**
 * Returns the instant (milliseconds) of the last entry or checkpoint that came after the ballot at a height, if one
 * did.
 */
export function instantAfter(journal: JournalTable, height: number): number | undefined {
  const checkpoint = journal.lastCheckpoint()
  for (const { number, body } of journal.latest()) {
    if (checkpoint !== undefined && number <= checkpoint.size) return parseInstant(checkpoint.at)
    const event = parseBody(body)
    if (event?.type === "urn.accepted" && event.height <= height) return undefined
    if (event !== undefined && "at" in event) return parseInstant(event.at)
  }
  return undefined
}
