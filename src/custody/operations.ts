import { base64 } from "../core/bytes.ts"
import { sha256Stream } from "../core/hash.ts"
import type { World } from "../core/world.ts"
import { journalHead } from "../journal/operations.ts"
import type { Store } from "../store/store.ts"
import { requireIntact, type SoundFile } from "./intact-queries.ts"

interface BackupFile extends SoundFile {
  readonly store: Store
}

export interface Backup {
  readonly path: string
  /** The size of the journal in the copy. */
  readonly entries: number
  /** The Merkle root of the journal in the copy, in base64. */
  readonly root: string
  /** SHA-256 of the copy, in hexadecimal. */
  readonly sha256: string
}

/**
 * Reads the journal and the archive through, copies the whole election file and reads the copy back. The journal does
 * not record it: a copy would be older than an entry about it, and a dated entry between two ballots would reveal when
 * they came.
 *
 * @param absolute - where SQLite writes the copy; `path` is what the user typed
 * @throws UrneError `file-exists`, `election-file-read-only`, `storage`, `entry-altered`, `election-file-altered`: a
 * copy of a damaged file would pass for a backup
 */
export async function backUp(
  file: BackupFile,
  target: { readonly path: string; readonly absolute: string },
  world: World,
): Promise<Backup> {
  const { store, journal } = file
  store.requireWritable()
  requireIntact(file)
  // Other commands may write while the copy is made, so it has at least this state.
  const { size, root } = journalHead(journal)
  store.backupInto(target.absolute)
  const digest = await sha256Stream(world.files.stream(target.path))
  return { path: target.path, entries: size, root: base64(root), sha256: digest }
}
