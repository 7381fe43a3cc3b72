import { sha256Stream } from "../core/hash.ts"
import type { World } from "../core/world.ts"
import { append } from "../journal/operations.ts"
import type { JournalTable } from "../journal/table.ts"
import type { Store } from "../store/store.ts"

export interface Backup {
  readonly path: string
  /** The journal's size in the copy. */
  readonly entries: number
  /** SHA-256 of the copy, in hexadecimal. */
  readonly sha256: string
}

/**
 * Copies the whole election file, reads the copy back, and says so in the journal (of this file: a copy does not hold the
 * entry that speaks of it).
 *
 * @param absolute where SQLite writes the copy; `path` as the user named it
 * @throws UrneError `file-exists`, `storage`
 */
export async function backUp(
  { store, journal }: { readonly store: Store; readonly journal: JournalTable },
  target: { readonly path: string; readonly absolute: string },
  world: World,
): Promise<Backup> {
  const entries = journal.size()
  store.backupInto(target.absolute)
  const digest = await sha256Stream(world.files.stream(target.path))
  store.write(() => append(journal, world.now(), { type: "election.backed-up", size: entries }))
  return { path: target.path, entries, sha256: digest }
}
