import type { Database } from "better-sqlite3"
import { UrneError } from "../core/error.ts"
import { sha256Hex } from "../core/hash.ts"
import { appendOnly } from "./append-only.ts"
import { requireSchema } from "./schema-check.ts"

/** One step of the schema: SQL that runs once in the life of an election file. */
export interface Migration {
  /** `0001-journal`: four digits that only grow, then what it is about. */
  readonly name: string
  readonly sql: string
  /** The `schemaDigest` of a file that has this migration and all before it. */
  readonly schema?: string
}

interface Applied {
  readonly name: string
  readonly sha256: string
}

/**
 * Applies, in order, the migrations that this file lacks: all of them or none. What a file already has must be exactly
 * the first ones of ours; none is skipped or applied out of order, and nothing is ever undone. First, and also where
 * nothing is to be applied, the file's schema must be the one that its migrations made.
 *
 * @throws {@link UrneError} `newer-election-file` if the file has a migration that we do not know, `altered-migration`
 * if it was made with another text of one, or lacks one that precedes another it has, `schema-altered` if its schema
 * differs
 */
export function migrate(db: Database, path: string, migrations: readonly Migration[]): void {
  if (outstanding(db, path, migrations).length === 0) return
  const apply = db.transaction(() => {
    // The list is read again under the lock, since another command may have applied them meanwhile.
    applyAll(db, outstanding(db, path, migrations))
  })
  apply.immediate()
}

/**
 * Requires that a file which was brought up to date still is what the migrations made of it.
 *
 * @throws {@link UrneError} what {@link migrate} throws
 */
export function requireMigrated(db: Database, path: string, migrations: readonly Migration[]): void {
  if (outstanding(db, path, migrations).length > 0) throw new Error("a schema that went back")
}

function applyAll(db: Database, migrations: readonly Migration[]): void {
  db.exec(ownTable)
  const record = db.prepare<[string, string]>("INSERT INTO migration (name, sha256) VALUES (?, ?)")
  for (const { name, sql } of migrations) {
    db.exec(sql)
    record.run(name, sha256Hex(sql))
  }
}

/** Lists the migrations that a file still needs, after its schema was found to follow from those it has. */
function outstanding(db: Database, path: string, migrations: readonly Migration[]): readonly Migration[] {
  const needed = pending(db, path, migrations)
  const had = migrations.slice(0, migrations.length - needed.length)
  requireSchema(db, {
    path,
    digest: had.at(-1)?.schema,
    make: (empty) => {
      if (had.length > 0) applyAll(empty, had)
    },
  })
  return needed
}

const ownTable = `
  CREATE TABLE IF NOT EXISTS migration (
    number INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64)
  ) STRICT;
  ${appendOnly("migration").replaceAll("CREATE TRIGGER", "CREATE TRIGGER IF NOT EXISTS")}`

function pending(db: Database, path: string, migrations: readonly Migration[]): readonly Migration[] {
  const applied = appliedTo(db)
  for (const [index, { name, sha256 }] of applied.entries()) {
    if (!migrations.some((known) => known.name === name)) {
      throw new UrneError("newer-election-file", { path, migration: name })
    }
    const ours = migrations[index]
    if (ours?.name !== name || sha256Hex(ours.sql) !== sha256) {
      throw new UrneError("altered-migration", { path, migration: name })
    }
  }
  return migrations.slice(applied.length)
}

function appliedTo(db: Database): readonly Applied[] {
  const table = db.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'migration'").get()
  if (table === undefined) return []
  return db.prepare<[], Applied>("SELECT name, sha256 FROM migration ORDER BY number").all()
}
