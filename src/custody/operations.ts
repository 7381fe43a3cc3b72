import { sha256Stream } from "../core/hash.ts"
import { takingBack } from "../core/taking-back.ts"
import type { World } from "../core/world.ts"
import { append, datesTellNothing, entries as entriesOf } from "../journal/operations.ts"
import type { JournalTable } from "../journal/table.ts"
import type { Store } from "../store/store.ts"
import { archiveBytes } from "../urn/archive-operations.ts"
import type { UrnTable } from "../urn/table.ts"

export interface Backup {
  readonly path: string
  /** The journal's size in the copy. */
  readonly entries: number
  /** SHA-256 of the copy, in hexadecimal. */
  readonly sha256: string
  /** Whether the journal says that it was made. While ballots come it may not: see `journal/dating.ts`. */
  readonly recorded: boolean
}

/**
 * Reads the journal and the archive through, copies the whole election file, reads the copy back, and says so in the
 * journal (of this file: a copy does not hold the entry that speaks of it), unless that would tell when a few ballots came: a
 * copy made each minute would date every one of them.
 *
 * @param absolute where SQLite writes the copy; `path` as the user named it
 * @throws UrneError `file-exists`, `election-file-read-only`, `storage`, `entry-altered`: a copy of damage would pass for a
 *   backup
 */
export async function backUp(
  file: { readonly store: Store; readonly journal: JournalTable; readonly urn: UrnTable },
  target: { readonly path: string; readonly absolute: string },
  world: World,
): Promise<Backup> {
  const { store, journal } = file
  store.requireWritable()
  requireIntact(file)
  const entries = journal.size()
  store.backupInto(target.absolute)
  const digest = await sha256Stream(world.files.stream(target.path))
  // A copy whose entry failed would pass for a backup, and be in the way of the next.
  const recorded = await takingBack(world.files, [target.path], () =>
    store.write(() => {
      const tellsNothing = datesTellNothing(journal)
      if (tellsNothing) append(journal, world.now(), { type: "election.backed-up", size: entries })
      return tellsNothing
    }),
  )
  return { path: target.path, entries, sha256: digest, recorded }
}

/** Reads every entry of the journal and every record of the archive, each of which is checked on its way. */
function requireIntact(file: { readonly journal: JournalTable; readonly urn: UrnTable }): void {
  for (const items of [entriesOf(file.journal), archiveBytes(file)]) {
    while (items.next().done !== true);
  }
}
