import type { AuthorityTable } from "../authority/table.ts"
import { entries as entriesOf } from "../journal/operations.ts"
import type { JournalTable } from "../journal/table.ts"
import type { Store } from "../store/store.ts"
import { archiveBytes } from "../urn/archive-queries.ts"
import type { UrnTable } from "../urn/table.ts"

/** What is read through before it is copied, or after it was restored. */
export interface SoundFile {
  readonly store: Store
  readonly journal: JournalTable
  readonly authority: AuthorityTable
  readonly urn: UrnTable
}

/**
 * Reads every entry of the journal and every record of the archive, and proves each of them.
 *
 * @throws UrneError `entry-altered`, `election-file-altered`
 */
export function requireIntact(file: SoundFile): void {
  for (const items of [entriesOf(file.journal), archiveBytes(file)]) {
    while (items.next().done !== true);
  }
}
