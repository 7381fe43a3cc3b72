import { copyFileSync, mkdtempSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { describe, expect, test } from "vitest"
import { migrate } from "../../src/store/migrate.ts"
import { schemaDigest } from "../../src/store/schema-check.ts"
import { migrations } from "../../src/store/schema.ts"
import { openDatabase } from "../../src/store/sqlite.ts"
import { Store } from "../../src/store/store.ts"
import { refusal } from "../support/refusal.ts"

const folder = mkdtempSync(join(tmpdir(), "urne-schema-"))
let files = 0
const newFile = () => {
  const path = join(folder, `${++files}.urne`)
  Store.create(path, () => undefined)
  return path
}

/** Makes a file as it was after so many migrations. */
const fileAt = (level: number) => {
  const path = join(folder, `${++files}.urne`)
  const db = openDatabase(path)
  db.pragma("application_id = 0x75726e65")
  migrate(db, path, migrations.slice(0, level))
  db.close()
  return path
}

const write = (path: string, sql: string) => {
  const db = openDatabase(path)
  db.unsafeMode(true)
  db.pragma("writable_schema = ON")
  db.exec(sql)
  db.close()
}

const altered = (path: string, kind: string, name: string, how: string) =>
  refusal("schema-altered", { path, kind, name, how })
const open = (path: string) => {
  Store.open(path).close()
}

test("the digest beside each migration is that of the schema it makes", () => {
  for (const [index, { name, schema }] of migrations.entries()) {
    const db = openDatabase(":memory:")
    migrate(db, "a.urne", migrations.slice(0, index + 1))
    expect.soft(schema, name).toBe(schemaDigest(db))
  }
})

describe("a foreign object in the schema is refused by its name:", () => {
  test.each([
    ["trigger", "spy", "added", "CREATE TRIGGER spy AFTER INSERT ON ballot BEGIN SELECT 1; END"],
    ["table", "notes", "added", "CREATE TABLE notes (x)"],
    ["view", "list", "added", "CREATE VIEW list AS SELECT 1"],
    ["index", "quick", "added", "CREATE INDEX quick ON ballot (channel)"],
    ["table", "sqlite_stat1", "added", "ANALYZE"],
    ["trigger", "ballot_refuses_update", "removed", "DROP TRIGGER ballot_refuses_update"],
    ["index", "ballot_entry", "removed", "DROP INDEX ballot_entry"],
    [
      "trigger",
      "vote_kept",
      "changed",
      "DROP TRIGGER vote_kept; CREATE TRIGGER vote_kept BEFORE DELETE ON vote BEGIN SELECT 1; END",
    ],
    [
      "table",
      "credential",
      "changed",
      "UPDATE sqlite_schema SET sql = replace(sql, 'CHECK (weight > 0)', 'CHECK (weight > -9)') WHERE name = 'credential'",
    ],
    [
      "index",
      "journal_at",
      "changed",
      `UPDATE sqlite_schema SET rootpage = (SELECT rootpage FROM sqlite_schema WHERE name = 'journal_at')
       WHERE name = 'ballot_entry'`,
    ],
    ["setting", "user_version", "changed", "PRAGMA user_version = 7"],
  ])("%s %s %s", (kind, name, how, sql) => {
    const path = newFile()
    write(path, sql)
    expect(() => {
      open(path)
    }).toThrow(altered(path, kind, name, how))
  })
})

test("a file with text in UTF-16 is refused", () => {
  const path = join(folder, "utf16.urne")
  const db = openDatabase(path)
  db.pragma("encoding = 'UTF-16le'")
  db.pragma("application_id = 0x75726e65")
  db.exec("CREATE TABLE x (y)")
  db.close()
  expect(() => {
    open(path)
  }).toThrow(altered(path, "setting", "encoding", "changed"))
})

test.each(migrations.map((_, level) => level + 1))(
  "a file of %i migrations opens, but not with one additional trigger",
  (level) => {
    const path = fileAt(level)
    const planted = fileAt(level)
    write(planted, "CREATE TRIGGER spy AFTER INSERT ON journal BEGIN SELECT 1; END")
    open(path)
    expect(() => {
      open(planted)
    }).toThrow(altered(planted, "trigger", "spy", "added"))
    const db = openDatabase(planted, { readonly: true })
    expect(db.prepare("SELECT count(*) FROM migration").pluck().get()).toBe(level)
    db.close()
  },
)

test("a trigger added while a command runs is refused before the command writes", () => {
  const path = newFile()
  const store = Store.open(path)
  store.write(() => undefined)
  write(path, "CREATE TRIGGER spy AFTER INSERT ON ballot BEGIN SELECT 1; END")
  expect(() => {
    store.write(() => undefined)
  }).toThrow(altered(path, "trigger", "spy", "added"))
  store.close()
})

test("a backup has the same schema as its file", () => {
  const path = newFile()
  const copy = join(folder, "copy.urne")
  const store = Store.open(path)
  store.backupInto(copy)
  store.close()
  open(copy)
  copyFileSync(copy, `${copy}.2`)
  open(`${copy}.2`)
})
