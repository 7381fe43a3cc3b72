import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, describe, expect, test } from "vitest"
import { isSqliteError, openDatabase } from "../../src/store/sqlite.ts"

const folder = mkdtempSync(join(tmpdir(), "urne-sqlite-"))
afterAll(() => {
  rmSync(folder, { recursive: true })
})
const at = (name: string) => join(folder, name)

/** Returns the code and message of what is thrown. */
function thrown(fn: () => unknown): { readonly code: string; readonly message: string } {
  try {
    fn()
  } catch (error) {
    if (isSqliteError(error)) return { code: error.code, message: error.message }
    throw error
  }
  throw new Error("nothing was thrown")
}

// Two versions of the binding read the same files, each under other versions of Node. The program relies on these
// behaviours.
describe("the binding of this Node", () => {
  test("reads integers as numbers, or as bigint where a statement asks for it, to the last of 64 bits", () => {
    const db = openDatabase(":memory:").exec("CREATE TABLE t (x INTEGER) STRICT")
    const values = [2n ** 63n - 1n, -(2n ** 63n), 2n ** 53n + 1n, 7n]
    for (const value of values) db.prepare("INSERT INTO t VALUES (?)").run(value)
    expect(db.prepare("SELECT x FROM t").pluck().safeIntegers().all()).toEqual(values)
    expect(db.prepare("SELECT x FROM t WHERE x = 7").pluck().get()).toBe(7)
    expect(db.prepare("SELECT sum(x) FROM t WHERE x IN (7, ?)").pluck().safeIntegers().get(values[2])).toBe(
      2n ** 53n + 8n,
    )
    expect(() => db.prepare("INSERT INTO t VALUES (?)").run(2n ** 63n)).toThrow(RangeError)
    expect(() => db.prepare("INSERT INTO t VALUES (?)").run(1.5)).toThrow("cannot store REAL value in INTEGER column")
    // A number without a fraction is stored as an integer.
    db.prepare("INSERT INTO t VALUES (?)").run(2 ** 40)
    expect(db.prepare("SELECT typeof(x) FROM t WHERE x = 1099511627776").pluck().get()).toBe("integer")
  })

  test("gives bytes as a Buffer that it does not share, texts as strings, NULL as null", () => {
    const db = openDatabase(":memory:")
    const bytes = Buffer.from([0, 255, 0, 1])
    const row = db.prepare("SELECT ? AS b, ? AS t, NULL AS n, zeroblob(2) AS z").get(bytes, "é\u0000€")
    expect(row).toEqual({ b: bytes, t: "é\u0000€", n: null, z: Buffer.alloc(2) })
    expect(db.prepare("SELECT 1 WHERE 0").get()).toBeUndefined()
    expect(db.prepare("SELECT 1, 'a'").raw().get()).toEqual([1, "a"])
  })

  test("pragmas return their values, and this SQLite has those we rely on", () => {
    const db = openDatabase(at("pragmas"))
    expect(db.pragma("journal_mode = WAL", { simple: true })).toBe("wal")
    for (const [name, value] of [
      ["synchronous", 2],
      ["foreign_keys", 1],
      ["recursive_triggers", 1],
      ["secure_delete", 1],
      ["trusted_schema", 0],
      ["cell_size_check", 1],
    ] as const) {
      db.pragma(`${name} = ${value}`)
      expect(db.pragma(name, { simple: true }), name).toBe(value)
    }
    expect(db.pragma("quick_check(1)", { simple: true })).toBe("ok")
    expect(db.pragma("wal_checkpoint(TRUNCATE)")).toEqual([{ busy: 0, log: 0, checkpointed: 0 }])
    db.close()
  })

  test("VACUUM INTO writes all that is committed, including the log, and serialize gives the bytes of a file that opens", () => {
    const db = openDatabase(at("source"))
    db.pragma("journal_mode = WAL")
    db.exec("CREATE TABLE t (x TEXT); INSERT INTO t VALUES ('in the log')")
    db.prepare("VACUUM INTO ?").run(at("copy"))
    expect(thrown(() => db.prepare("VACUUM INTO ?").run(at("copy"))).code).toBe("SQLITE_ERROR")
    const copy = openDatabase(at("copy"), { readonly: true, fileMustExist: true })
    expect(copy.prepare("SELECT x FROM t").pluck().get()).toBe("in the log")
    expect(thrown(() => copy.exec("DELETE FROM t")).code).toBe("SQLITE_READONLY")
    const image = openDatabase(readFileSync(at("copy")).fill(1, 18, 20), { readonly: true })
    expect([image.memory, image.readonly, image.prepare("SELECT x FROM t").pluck().get()]).toEqual([
      true,
      true,
      "in the log",
    ])
    expect(copy.serialize()).toEqual(readFileSync(at("copy")))
    for (const each of [image, copy, db]) each.close()
  })

  test("gives a code for every refusal", () => {
    const db = openDatabase(at("codes"))
    db.exec(`CREATE TABLE t (x INTEGER PRIMARY KEY, y TEXT NOT NULL UNIQUE) STRICT; INSERT INTO t VALUES (1, 'a');
      CREATE TRIGGER no BEFORE DELETE ON t BEGIN SELECT RAISE(ABORT, 'kept'); END`)
    expect(thrown(() => db.exec("INSERT INTO t VALUES (1, 'b')")).code).toBe("SQLITE_CONSTRAINT_PRIMARYKEY")
    expect(thrown(() => db.exec("INSERT INTO t VALUES (2, 'a')")).code).toBe("SQLITE_CONSTRAINT_UNIQUE")
    expect(thrown(() => db.exec("INSERT INTO t VALUES (2, NULL)")).code).toBe("SQLITE_CONSTRAINT_NOTNULL")
    expect(thrown(() => db.exec("DELETE FROM t"))).toEqual({ code: "SQLITE_CONSTRAINT_TRIGGER", message: "kept" })
    expect(thrown(() => db.prepare("SELECT nothing FROM t")).code).toBe("SQLITE_ERROR")
    const other = openDatabase(at("codes"), { timeout: 0 })
    db.exec("BEGIN IMMEDIATE")
    expect(thrown(() => other.exec("BEGIN IMMEDIATE")).code).toBe("SQLITE_BUSY")
    other.close()
    db.close()
    const text = openDatabase(Buffer.from("hello, this is no database\n".repeat(100)), { readonly: true })
    expect(thrown(() => text.pragma("user_version")).code).toBe("SQLITE_NOTADB")
    expect(thrown(() => openDatabase(at("absent"), { fileMustExist: true })).code).toBe("SQLITE_CANTOPEN")
    expect(isSqliteError(new Error("SQLITE_BUSY"))).toBe(false)
  })

  test("a transaction that throws is undone, a promise in one is refused, and a closed database is reported as closed", () => {
    const db = openDatabase(":memory:").exec("CREATE TABLE t (x)")
    const failing = db.transaction(() => {
      db.exec("INSERT INTO t VALUES (1)")
      throw new Error("no")
    })
    expect(() => failing.immediate()).toThrow("no")
    expect(db.inTransaction).toBe(false)
    expect(() => db.transaction(() => Promise.resolve())()).toThrow(TypeError)
    expect(db.prepare("SELECT count(*) FROM t").pluck().get()).toBe(0)
    db.close()
    expect(() => db.prepare("SELECT 1")).toThrow(TypeError)
  })
})
