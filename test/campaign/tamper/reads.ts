import type { Database, Statement } from "better-sqlite3"
import { openDatabase } from "../../../src/store/sqlite.ts"

/** Tables that were read or written; `every` where a statement copies or examines the whole file. */
export type Touched = ReadonlySet<string> | "every"

type Method = (this: Statement & { readonly source: string }, ...values: unknown[]) => unknown
type Methods = Record<"run" | "get" | "all" | "iterate", Method>

/** SQL that ran, with values that it was given: what it opens does not depend on them. */
type Statements = ReadonlyMap<string, readonly unknown[]>

/** Does some work, and returns every SQL statement that it ran on any database, by watching the binding's methods. */
async function statementsOf<T>(work: () => Promise<T>): Promise<readonly [result: T, statements: Statements]> {
  const statements = new Map<string, readonly unknown[]>()
  const db = openDatabase(":memory:")
  const ofStatement = Object.getPrototypeOf(db.prepare("SELECT 1")) as Methods
  const ofDatabase = Object.getPrototypeOf(db) as Record<"exec", (this: Database, sql: string) => unknown>
  db.close()
  const { run, get, all, iterate } = ofStatement
  const { exec } = ofDatabase
  const watched = (method: Method): Method =>
    function (...values) {
      statements.set(this.source, values)
      return method.apply(this, values)
    }
  Object.assign(ofStatement, { run: watched(run), get: watched(get), all: watched(all), iterate: watched(iterate) })
  ofDatabase.exec = function (sql) {
    statements.set(sql, [])
    return exec.call(this, sql)
  }
  try {
    return [await work(), statements]
  } finally {
    Object.assign(ofStatement, { run, get, all, iterate })
    ofDatabase.exec = exec
  }
}

interface Step {
  readonly opcode: string
  readonly p1: number
  readonly p2: number
}

/**
 * Does some work, and returns which tables of a file of this schema it touched: those that the programs of its
 * statements open, as SQLite itself compiles them. What foreign keys and triggers look at is part of such a program. A
 * change of any other table cannot make the same work do something else.
 */
export async function tablesTouchedBy<T>(
  path: string,
  work: () => Promise<T>,
): Promise<readonly [result: T, touched: Touched]> {
  const [result, statements] = await statementsOf(work)
  const db = openDatabase(path, { readonly: true })
  try {
    const tables = new Map(
      db
        .prepare<[], { tbl_name: string; rootpage: number }>("SELECT tbl_name, rootpage FROM sqlite_schema")
        .all()
        .map(({ tbl_name, rootpage }) => [rootpage, tbl_name]),
    )
    const touched = new Set<string>()
    for (const [sql, values] of statements) {
      for (const page of pagesOf(db, sql, values)) {
        if (page === "every") return [result, "every"]
        const table = tables.get(page)
        if (table !== undefined) touched.add(table)
      }
    }
    return [result, touched]
  } finally {
    db.close()
  }
}

/** The first pages of the tables and indexes that a statement's program opens. */
function* pagesOf(db: Database, sql: string, values: readonly unknown[]): Generator<number | "every", void, undefined> {
  for (const { opcode, p1, p2 } of programOf(db, sql, values)) {
    if (/^(OpenRead|OpenWrite|ReopenIdx)$/.test(opcode)) yield p2
    else if (opcode === "Clear") yield p1
    else if (/^(Vacuum|IntegrityCk|Destroy|CreateBtree|ParseSchema)$/.test(opcode)) yield "every"
  }
}

/** @throws if the schema does not accept the SQL, so that nobody knows what it reads */
function programOf(db: Database, sql: string, values: readonly unknown[]): readonly Step[] {
  try {
    return db.prepare<unknown[], Step>(`EXPLAIN ${sql}`).all(...values)
  } catch (error) {
    throw new Error(`what does ${sql} read?`, { cause: error })
  }
}
