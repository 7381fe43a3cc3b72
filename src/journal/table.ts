import type { Database } from "better-sqlite3"
import { rowsVersion } from "../store/rows-version.ts"
import { logTable } from "./log-table.ts"
import type { Entry } from "./log.ts"
import type { StoredCheckpoint } from "./stored-checkpoint.ts"

export type { Entry }

export function journalTable(db: Database) {
  const latest = db.prepare<[], Entry>("SELECT number, body FROM journal ORDER BY number DESC")
  // The bins are the urn's (`urn/arrival-table.ts`), but where they end, an entry needs to know whether it may be dated.
  const binnedUpTo = db
    .prepare<[number], number>("SELECT height FROM arrival WHERE ended <= ? ORDER BY number DESC LIMIT 1")
    .pluck()
  const insertSalt = db.prepare<[number, Uint8Array]>("INSERT INTO journal_salt (number, key) VALUES (?, ?)")
  const salt = db.prepare<[number], Buffer>("SELECT key FROM journal_salt WHERE number = ?").pluck()
  const insertCheckpoint = db.prepare<[number, string, string]>(
    "INSERT INTO checkpoint (size, at, note) VALUES (?, ?, ?)",
  )
  const lastCheckpoint = db.prepare<[], StoredCheckpoint>(
    "SELECT size, at, note FROM checkpoint ORDER BY size DESC LIMIT 1",
  )
  const checkpoints = db.prepare<[number], StoredCheckpoint>(
    "SELECT size, at, note FROM checkpoint WHERE size <= ? ORDER BY size",
  )

  const checkpointAt = db.prepare<[number], StoredCheckpoint>("SELECT size, at, note FROM checkpoint WHERE size = ?")
  const checkpointSizes = db.prepare<[], number>("SELECT size FROM checkpoint ORDER BY size").pluck()

  return {
    ...logTable(db, "journal"),
    /** Runs reads on one state of the file, inside a transaction or not: another process may commit between any two. */
    atOnce: <T>(read: () => T): T => (db.inTransaction ? read() : db.transaction(read).deferred()),
    /** Stays the same as long as no row of the file changes; `undefined` where that cannot be told. */
    version: rowsVersion(db),
    /** Yields the entries, last one first, for as long as the caller asks. */
    latest: (): Iterable<Entry> => latest.iterate(),
    /** The height of the last ballot before the end of the last bin of arrivals that has ended; 0 before the first. */
    binnedUpTo: (now: number) => binnedUpTo.get(now) ?? 0,
    insertSalt(number: number, key: Uint8Array): void {
      insertSalt.run(number, key)
    },
    salt: (number: number) => {
      const key = salt.get(number)
      return key === undefined ? undefined : Uint8Array.from(key)
    },
    insertCheckpoint({ size, at, note }: StoredCheckpoint): void {
      insertCheckpoint.run(size, at, note)
    },
    lastCheckpoint: () => lastCheckpoint.get(),
    checkpointAt: (size: number) => checkpointAt.get(size),
    /** Lists the sizes of the journal at which checkpoints were made, smallest first. */
    checkpointSizes: (): readonly number[] => checkpointSizes.all(),
    /** Lists the checkpoints made when the journal had at most `size` entries, smallest first. */
    checkpoints: (size: number): readonly StoredCheckpoint[] => checkpoints.all(size),
  }
}
export type JournalTable = ReturnType<typeof journalTable>
