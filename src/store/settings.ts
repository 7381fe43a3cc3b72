import type { Database } from "better-sqlite3"

/**
 * What SQLite must be told at every open, with the value that it must report back. Measured: at `synchronous` NORMAL,
 * the default in WAL mode, half of the simulated power cuts lost acknowledged ballots; with FULL none did. Without
 * `recursive_triggers`, `INSERT OR REPLACE` bypasses the triggers of append-only tables.
 */
const settings = [
  ["synchronous", "FULL", 2],
  ["foreign_keys", "ON", 1],
  ["recursive_triggers", "ON", 1],
  ["trusted_schema", "OFF", 0],
  ["cell_size_check", "ON", 1],
  ["temp_store", "MEMORY", 2],
  // Trackers, credentials and ciphertexts come in no order. With the package's default of 16 MB, most pages of their
  // indexes would be read again for each ballot. The unit is pages, or KiB where negative.
  ["cache_size", "-65536", -65536],
  // A page that several transactions change is written from the log to the file once. What is committed is in the log,
  // on the medium.
  ["wal_autocheckpoint", "8192", 8192],
  ["busy_timeout", "5000", 5000],
] as const

/** In older versions a rare race of a checkpoint with a writer could corrupt a WAL file. */
const oldestVersion = [3, 51, 3] as const

/** @throws an Error if this build of SQLite is too old or rejects a setting: such an installation must not run */
export function applySettings(db: Database, inMemory: boolean): void {
  requireVersion(db)
  mustBe("journal_mode", inMemory ? "memory" : "wal", db.pragma("journal_mode = WAL", { simple: true }))
  for (const [name, value, reported] of settings) {
    db.pragma(`${name} = ${value}`)
    mustBe(name, reported, db.pragma(name, { simple: true }))
  }
}

function mustBe(name: string, wanted: string | number, found: unknown): void {
  if (found !== wanted) throw new Error(`SQLite keeps ${name} at ${String(found)}, not ${wanted}`)
}

function requireVersion(db: Database): void {
  const version = db.prepare<[], string>("SELECT sqlite_version()").pluck().get() ?? ""
  const found = version.split(".").map(Number)
  for (const [index, wanted] of oldestVersion.entries()) {
    const part = found[index] ?? 0
    if (part > wanted) return
    if (part < wanted) throw new Error(`SQLite ${version} is older than ${oldestVersion.join(".")}`)
  }
}
