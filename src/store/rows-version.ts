import type { Database } from "better-sqlite3"

/**
 * Returns a function that tells whether rows may have changed: what was made from rows under one version is valid as
 * long as the version stays the same. It differs after every commit of another connection and after every row that this
 * one writes. It is `undefined` inside a transaction that may have written, because undoing that leaves SQLite's counts
 * as they are, and so nothing may be kept.
 */
export function rowsVersion(db: Database): () => string | undefined {
  const others = othersVersion(db)
  const own = db.prepare<[], number>("SELECT total_changes()").pluck()
  // The number of rows that this connection had written when it was last outside a transaction, so that these are
  // committed or undone.
  let settled: number | undefined
  const version = () => {
    const written = own.get()
    if (!db.inTransaction) settled = written
    return written === settled ? `${others()} ${written}` : undefined
  }
  version()
  return version
}

/**
 * Returns a version that differs after every commit of another connection, and only then. It serves callers who keep
 * account of their own writes.
 */
export function othersVersion(db: Database): () => number {
  const others = db.prepare<[], number>("PRAGMA data_version").pluck()
  return () => others.get() ?? 0
}
