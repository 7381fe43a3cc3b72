import type { Database } from "better-sqlite3"
import { expect, test } from "vitest"
import type { ErrorCode } from "../../src/core/error.ts"
import { appendOnly } from "../../src/store/append-only.ts"
import { migrate, type Migration } from "../../src/store/migrate.ts"
import { migrations } from "../../src/store/schema.ts"
import { openDatabase } from "../../src/store/sqlite.ts"
import { refusal } from "../support/refusal.ts"

const one = { name: "0001-one", sql: "CREATE TABLE one (x INTEGER) STRICT" }
const two = { name: "0002-two", sql: "CREATE TABLE two (x INTEGER) STRICT" }
const three = { name: "0003-three", sql: "CREATE TABLE three (x INTEGER) STRICT" }

const altered = (code: ErrorCode, migration: string) => refusal(code, { path: "a.urne", migration })
const apply = (db: Database, ...list: readonly Migration[]) => {
  migrate(db, "a.urne", list)
}
const applied = (db: Database) => db.prepare("SELECT name FROM migration ORDER BY number").pluck().all()

test("each migration is applied once, in order, and later ones when they appear", () => {
  const db = openDatabase(":memory:")
  apply(db, one, two)
  apply(db, one, two)
  apply(db, one, two, three)
  expect(applied(db)).toEqual(["0001-one", "0002-two", "0003-three"])
})

test("a file of a newer version is refused and left as it is", () => {
  const db = openDatabase(":memory:")
  apply(db, one, two)
  expect(() => {
    apply(db, one)
  }).toThrow(altered("newer-election-file", "0002-two"))
  expect(applied(db)).toHaveLength(2)
})

test("an edited migration is refused, and so is one that appears before those applied", () => {
  const db = openDatabase(":memory:")
  apply(db, one, three)
  expect(() => {
    apply(db, { ...one, sql: `${one.sql}, WITHOUT ROWID` }, three)
  }).toThrow(altered("altered-migration", "0001-one"))
  expect(() => {
    apply(db, one, two, three)
  }).toThrow(altered("altered-migration", "0003-three"))
})

test("if one migration fails, none is applied", () => {
  const db = openDatabase(":memory:")
  expect(() => {
    apply(db, one, { name: "0002-wrong", sql: "CREATE TABLE wrong (" })
  }).toThrow()
  expect(db.prepare("SELECT name FROM sqlite_schema").all()).toEqual([])
})

test("migrations are numbered without a gap", () => {
  expect(migrations.map(({ name }) => Number(name.slice(0, 4)))).toEqual(migrations.map((_, index) => index + 1))
})

test("append-only tables refuse every way of changing or removing a row", () => {
  const db = openDatabase(":memory:")
  db.pragma("recursive_triggers = ON")
  db.exec(`CREATE TABLE t (k INTEGER PRIMARY KEY, v TEXT) STRICT; ${appendOnly("t")}; INSERT INTO t VALUES (1, 'a')`)
  for (const sql of [
    "UPDATE t SET v = 'b'",
    "UPDATE t SET k = 2",
    "DELETE FROM t",
    "DELETE FROM t WHERE k = 1",
    "INSERT OR REPLACE INTO t VALUES (1, 'b')",
    "REPLACE INTO t VALUES (1, 'b')",
    "UPDATE OR REPLACE t SET v = 'b'",
    "INSERT INTO t VALUES (1, 'b') ON CONFLICT (k) DO UPDATE SET v = 'b'",
  ]) {
    expect(() => db.exec(sql), sql).toThrow("t is append-only")
  }
  db.exec("INSERT INTO t VALUES (2, 'c')")
  expect(db.prepare("SELECT v FROM t ORDER BY k").pluck().all()).toEqual(["a", "c"])
})
