import type { Database } from "better-sqlite3"

/**
 * Tells whether rows may have changed: what was made from rows under one version may be used again under the same one. It
 * differs after every commit of another connection and after every row that this one writes. `undefined` inside a transaction
 * that may have written: what is undone then leaves the counts of SQLite as they are, so that nothing may be kept.
 */
export function rowsVersion(db: Database): () => string | undefined {
  const others = othersVersion(db)
  const own = db.prepare<[], number>("SELECT total_changes()").pluck()
  // The rows that this connection had written when it was last seen outside a transaction: these are committed, or undone.
  let settled: number | undefined
  const version = () => {
    const written = own.get()
    if (!db.inTransaction) settled = written
    return written === settled ? `${others()} ${written}` : undefined
  }
  version()
  return version
}

/** Differs after every commit of another connection, and only then: for whoever keeps account of what this one writes. */
export function othersVersion(db: Database): () => number {
  const others = db.prepare<[], number>("PRAGMA data_version").pluck()
  return () => others.get() ?? 0
}
