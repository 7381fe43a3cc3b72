/** Reads the turnouts that were counted during the vote. */
import { UrneError } from "../core/error.ts"
import { type JournalEntry, provedEntry } from "../journal/entry-index-queries.ts"
import type { UrnCounted } from "../journal/event.ts"
import { entriesOfType } from "../journal/operations.ts"
import type { JournalTable } from "../journal/table.ts"
import type { UrnTable } from "./table.ts"

interface CountedFile {
  readonly journal: JournalTable
  readonly urn: UrnTable
}

/** Lists the turnouts that were counted, in order. */
export function countsOf({ journal }: Pick<CountedFile, "journal">): readonly UrnCounted[] {
  return [...entriesOfType(journal, "urn.counted")].map(({ event }) => event)
}

/**
 * Requires that each turnout is that of the ballots before it. Nobody signs such an entry, so somebody who can write to
 * the file could append one.
 *
 * @throws UrneError `election-file-altered`, `entry-altered`
 */
export function provenCounts({ journal, urn }: CountedFile): void {
  for (const { number, event } of entriesOfType(journal, "urn.counted")) {
    const ballots = ballotsBefore(journal, number)
    if (event.ballots === ballots && event.voters === urn.votersUpTo(ballots)) continue
    throw new UrneError("election-file-altered", { part: "journal", at: `${number} ${event.type}` })
  }
}

function ballotsBefore(journal: JournalTable, number: number): number {
  for (let at = number - 1; at > 0; at--) {
    const { event }: JournalEntry = provedEntry(journal, at)
    if (event.type === "urn.accepted") return event.height
    if (event.type === "urn.opened") return 0
  }
  return 0
}
