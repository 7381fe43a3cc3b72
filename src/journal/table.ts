import type { Database } from "better-sqlite3"
import { UrneError } from "../core/error.ts"
import type { NodeAt, TreeNode } from "../notes/merkle.ts"
import { rowsVersion } from "../store/rows-version.ts"
import type { StoredCheckpoint } from "./stored-checkpoint.ts"

/** One line of the journal. `number` counts from 1, so it is the size that the journal has with this entry. */
export interface Entry {
  readonly number: number
  /** Canonical JSON, exactly as it was hashed. */
  readonly body: string
}

export function journalTable(db: Database) {
  const insert = db.prepare<[number, string]>("INSERT INTO journal (number, body) VALUES (?, ?)")
  const size = db.prepare<[], number>("SELECT coalesce(max(number), 0) FROM journal").pluck()
  const byNumber = db.prepare<[number], Entry>("SELECT number, body FROM journal WHERE number = ?")
  const page = db.prepare<[number, number, number], Entry>(
    "SELECT number, body FROM journal WHERE number > ? AND number <= ? ORDER BY number LIMIT ?",
  )
  const latest = db.prepare<[], Entry>("SELECT number, body FROM journal ORDER BY number DESC")
  // The bins are the urn's (`urn/arrival-table.ts`), but where they end, an entry needs to know whether it may be dated.
  const binnedUpTo = db
    .prepare<[number], number>("SELECT height FROM arrival WHERE ended <= ? ORDER BY number DESC LIMIT 1")
    .pluck()
  const insertNode = db.prepare<[number, number, Uint8Array]>(
    "INSERT INTO journal_node (level, number, hash) VALUES (?, ?, ?)",
  )
  const node = db
    .prepare<[number, number], Buffer>("SELECT hash FROM journal_node WHERE level = ? AND number = ?")
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

  const nodeAt: NodeAt = (level, number) => {
    const hash = node.get(level, number)
    if (hash === undefined) throw new UrneError("entry-altered", { of: "journal", number: number * 2 ** level + 1 })
    return Uint8Array.from(hash)
  }

  return {
    /** Whether this connection holds a transaction. Nothing is appended outside one. */
    inTransaction: () => db.inTransaction,
    /** Runs reads on one state of the file, inside a transaction or not: another process may commit between any two. */
    atOnce: <T>(read: () => T): T => (db.inTransaction ? read() : db.transaction(read).deferred()),
    /** Stays the same as long as no row of the file changes; `undefined` where that cannot be told. */
    version: rowsVersion(db),
    insert(entry: Entry, nodes: readonly TreeNode[]): void {
      insert.run(entry.number, entry.body)
      for (const { level, number, hash } of nodes) insertNode.run(level, number, hash)
    },
    size: () => size.get() ?? 0,
    byNumber: (number: number) => byNumber.get(number),
    /** Returns at most `limit` entries after number `after`, up to and including `last`. */
    page: (after: number, last: number, limit: number): readonly Entry[] => page.all(after, last, limit),
    /** Yields the entries, last one first, for as long as the caller asks. */
    latest: (): Iterable<Entry> => latest.iterate(),
    /** The height of the last ballot before the end of the last bin of arrivals that has ended; 0 before the first. */
    binnedUpTo: (now: number) => binnedUpTo.get(now) ?? 0,
    nodeAt,
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
