import type { Database } from "better-sqlite3"
import { hashAnew, withoutTriggers } from "../../support/tamper.ts"

/** A change that somebody makes to an election file without a key. */
export interface Mutation {
  readonly table: string
  /** The column that it is about; `*` for whole rows. */
  readonly column: string
  readonly kind: string
  /** Whether it is the first that is tried on the column, with which the longest commands are run too. */
  readonly first?: boolean
  /** The tables whose rows it changes; `every` where it changes something other than rows. */
  readonly changes: readonly string[] | "every"
  readonly apply: (db: Database) => void
}

type Value = string | number | bigint | Buffer | null
interface Column {
  readonly name: string
  readonly type: string
  readonly key: boolean
  readonly generated: boolean
}

const quote = (name: string) => `"${name}"`

function tablesOf(db: Database): readonly string[] {
  return db
    .prepare<[], string>(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name",
    )
    .pluck()
    .all()
}

function columnsOf(db: Database, table: string): readonly Column[] {
  return db
    .prepare<[], { name: string; type: string; pk: number; hidden: number }>(`PRAGMA table_xinfo(${table})`)
    .all()
    .map(({ name, type, pk, hidden }) => ({ name, type, key: pk > 0, generated: hidden > 0 }))
}

/** Makes everything that is tried on a file from its schema and its rows, so that no table and no column is left out. */
export function* mutationsOf(db: Database): Generator<Mutation, void, undefined> {
  const begun = new Set<string>()
  for (const mutation of allMutations(db)) {
    const place = `${mutation.table}.${mutation.column}`
    yield { ...mutation, first: !begun.has(place) }
    begun.add(place)
  }
}

function* allMutations(db: Database): Generator<Mutation, void, undefined> {
  for (const table of tablesOf(db)) {
    const columns = columnsOf(db, table)
    const stored = columns.filter(({ generated }) => !generated)
    const rows = readRows(db, table, stored)
    for (const column of columns) {
      if (column.generated) continue
      yield* columnMutations(table, column, stored, rows)
    }
    yield* rowMutations(table, stored, rows)
  }
  yield* planted()
  yield* hidden()
}

/** The tables that hold a journal, whose tree was made again. */
const hashedTables: Mutation["changes"] = ["journal", "journal_node"]

type Row = Readonly<Record<string, Value>>

function readRows(db: Database, table: string, columns: readonly Column[]): readonly Row[] {
  return db
    .prepare<[], Row>(`SELECT ${columns.map(({ name }) => quote(name)).join(", ")} FROM ${table}`)
    .safeIntegers()
    .all()
}

/** Chooses the rows that are worked on: the first and the last, and some between in a table that decides row by row. */
function chosen(table: string, rows: readonly Row[]): readonly Row[] {
  return spread(rows, ["act", "journal", "credential", "vote"].includes(table) ? 4 : 2)
}

function spread(rows: readonly Row[], count: number): readonly Row[] {
  if (rows.length <= count) return rows
  return Array.from({ length: count }, (_, i) => rows[Math.round((i * (rows.length - 1)) / (count - 1))] as Row)
}

function* columnMutations(
  table: string,
  column: Column,
  columns: readonly Column[],
  rows: readonly Row[],
): Generator<Mutation, void, undefined> {
  const { name } = column
  const make = (kind: string, apply: Mutation["apply"]): Mutation => ({
    ...{ table, column: name, kind, apply },
    changes: [table],
  })
  for (const row of chosen(table, rows)) {
    const at = labelOf(row, columns)
    const value = row[name] ?? null
    const other = rows.find((each) => !same(each[name] ?? null, value))
    if (other !== undefined) {
      yield make(`another row's value ${at}`, (db) => {
        set(db, table, columns, row, name, other[name] ?? null)
      })
      yield make(`swapped ${at}`, (db) => {
        swapValues(db, table, columns, [row, other], name)
      })
    }
    for (const [index, fresh] of freshValues(table, column, value).entries()) {
      yield make(`fresh ${index} ${at}`, (db) => {
        set(db, table, columns, row, name, fresh)
      })
      if (table === "journal" && name === "body") {
        yield {
          ...make(`fresh ${index}, hashed anew ${at}`, (db) => {
            set(db, table, columns, row, name, fresh)
            hashAnew(db)
          }),
          changes: hashedTables,
        }
      }
    }
  }
}

function* rowMutations(
  table: string,
  columns: readonly Column[],
  rows: readonly Row[],
): Generator<Mutation, void, undefined> {
  const make = (kind: string, apply: Mutation["apply"]): Mutation => ({
    ...{ table, column: "*", kind, apply },
    changes: [table],
  })
  for (const row of chosen(table, rows)) {
    const at = labelOf(row, columns)
    yield make(`deleted ${at}`, (db) => {
      remove(db, table, columns, row)
    })
    yield make(`copied ${at}`, (db) => {
      insert(db, table, columns, withNewKey(db, table, columns, row))
    })
    const other = rows.find((each) => each !== row)
    if (other !== undefined) {
      yield make(`swapped rows ${at}`, (db) => {
        for (const { name, key } of columns) if (!key) swapValues(db, table, columns, [row, other], name)
      })
    }
    if (table === "journal") {
      yield {
        ...make(`deleted, hashed anew ${at}`, (db) => {
          remove(db, table, columns, row)
          const bodies = db.prepare<[], string>("SELECT body FROM journal ORDER BY number").pluck().all()
          db.exec("DELETE FROM journal")
          const add = db.prepare("INSERT INTO journal (number, body) VALUES (?, ?)")
          for (const [index, body] of bodies.entries()) add.run(index + 1, body)
          hashAnew(db)
        }),
        changes: hashedTables,
      }
    }
  }
  if (rows.length > 1) yield make("all deleted", (db) => void db.exec(`DELETE FROM ${table}`))
}

function labelOf(row: Row, columns: readonly Column[]): string {
  const keys = columns.filter(({ key }) => key)
  const shown = (keys.length > 0 ? keys : columns.slice(0, 1)).map(({ name }) => {
    const value = row[name] ?? null
    return Buffer.isBuffer(value) ? value.toString("hex").slice(0, 8) : String(value)
  })
  return `(${shown.join(" ")})`
}

function same(a: Value, b: Value): boolean {
  return Buffer.isBuffer(a) && Buffer.isBuffer(b) ? a.equals(b) : a === b
}

function whereOf(columns: readonly Column[]): string {
  const keys = columns.filter(({ key }) => key)
  return (keys.length > 0 ? keys : columns).map(({ name }) => `${quote(name)} IS ?`).join(" AND ")
}

function keyOf(row: Row, columns: readonly Column[]): readonly Value[] {
  const keys = columns.filter(({ key }) => key)
  return (keys.length > 0 ? keys : columns).map(({ name }) => row[name] ?? null)
}

function set(db: Database, table: string, columns: readonly Column[], row: Row, column: string, value: Value): void {
  db.prepare(`UPDATE OR REPLACE ${table} SET ${quote(column)} = ? WHERE ${whereOf(columns)}`).run(
    value,
    ...keyOf(row, columns),
  )
}

function remove(db: Database, table: string, columns: readonly Column[], row: Row): void {
  db.prepare(`DELETE FROM ${table} WHERE ${whereOf(columns)}`).run(...keyOf(row, columns))
}

function insert(db: Database, table: string, columns: readonly Column[], row: Row): void {
  const names = columns.map(({ name }) => quote(name)).join(", ")
  const marks = columns.map(() => "?").join(", ")
  db.prepare(`INSERT OR REPLACE INTO ${table} (${names}) VALUES (${marks})`).run(
    ...columns.map(({ name }) => row[name] ?? null),
  )
}

/** Rows are taken out and put in again, so that a key or a unique column may change its row. */
function swapValues(
  db: Database,
  table: string,
  columns: readonly Column[],
  [one, other]: readonly [Row, Row],
  column: string,
): void {
  const now = (row: Row) =>
    db
      .prepare<Value[], Row>(`SELECT * FROM ${table} WHERE ${whereOf(columns)}`)
      .safeIntegers()
      .get(...keyOf(row, columns))
  const [a, b] = [now(one), now(other)]
  if (a === undefined || b === undefined) return
  remove(db, table, columns, one)
  remove(db, table, columns, other)
  insert(db, table, columns, { ...a, [column]: b[column] ?? null })
  insert(db, table, columns, { ...b, [column]: a[column] ?? null })
}

/** Makes a row with a key of its own and another value in every unique column, so that the schema accepts it. */
function withNewKey(db: Database, table: string, columns: readonly Column[], row: Row): Row {
  const unique = new Set(columns.filter(({ key }) => key).map(({ name }) => name))
  for (const { name: index, unique: isUnique } of db
    .prepare<[], { name: string; unique: number }>(`PRAGMA index_list(${table})`)
    .all()) {
    if (isUnique === 0) continue
    for (const { name } of db.prepare<[], { name: string | null }>(`PRAGMA index_info(${index})`).all())
      if (name !== null) unique.add(name)
  }
  const copy: Record<string, Value> = { ...row }
  for (const { name, type } of columns) {
    if (!unique.has(name)) continue
    const value = copy[name] ?? null
    if (typeof value === "bigint") {
      const most =
        db
          .prepare<[], bigint>(`SELECT max(${quote(name)}) FROM ${table}`)
          .pluck()
          .safeIntegers()
          .get() ?? 0n
      copy[name] = most + 1n
    } else copy[name] = freshValues(table, { name, type }, value)[0] ?? value
  }
  return copy
}

const words: Readonly<Record<string, readonly string[]>> = {
  "act.state": ["pending", "effective", "dropped"],
  "act.kind": ["annul", "seal", "open", "close"],
  "act_answer.kind": ["reserved", "declined", "absent"],
  "credential.kind": ["issued", "reserve"],
  "credential.state": ["usable", "reserve", "blocked"],
  "share.state": ["received", "refused", "counted"],
  "trustee.kind": ["mandatory", "threshold"],
  "trustee.holder": ["somebody"],
  "ceremony_answer.step": ["join", "commit", "deal", "finish"],
}

/** Makes values that the column could have, as somebody who knows its form would write them. */
function freshValues(table: string, { name, type }: Pick<Column, "name" | "type">, value: Value): readonly Value[] {
  const place = `${table}.${name}`
  const listed = words[place]
  if (listed !== undefined) return listed.filter((word) => word !== value)
  if (value === null) return [type === "INTEGER" ? 1n : type === "BLOB" ? Buffer.alloc(16, 1) : "x"]
  if (typeof value === "bigint") return value === 0n ? [1n] : [value + 1n, value - 1n]
  if (typeof value === "number") return [value + 1]
  if (Buffer.isBuffer(value)) return [changedBytes(value)]
  if (place === "election.definition")
    return [value.replace("Approve?", "Reject?"), value.replace("minimum-ballots: 2", "minimum-ballots: 1")]
  if (place === "election.decoded") {
    return [
      value.replace("vote.example", "evil.example"),
      value.replace('"minimumBallots":2', '"minimumBallots":1'),
      value.replace("last-counts", "refused"),
      value.replace('"revote":"last-counts"', '"revote":"refused"').replace("Approve?", "Reject?"),
    ]
  }
  if (place === "journal.body") return freshBodies(value)
  if (place === "act.text")
    return [
      value.replace(/^(closes|reason|opens|urn-key|quorum|credentials) (.*)$/m, "$1 $2x"),
      value.replace(/Board/, "Bored"),
    ]
  if (place === "voter.rule" || place === "voter.found") return ["x"]
  return [changedText(value)]
}

function changedBytes(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes)
  copy[copy.length >> 1] = (copy[copy.length >> 1] ?? 0) ^ 1
  return copy
}

/** Changes the last digit of a text, or else its last letter, so that the form is kept. */
function changedText(text: string): string {
  const at = Math.max(text.search(/[0-9](?=[^0-9]*$)/), -1)
  if (at >= 0) return `${text.slice(0, at)}${(Number(text[at]) + 1) % 10}${text.slice(at + 1)}`
  const letter = text.search(/[A-Za-z](?=[^A-Za-z]*$)/)
  if (letter < 0) return `${text}x`
  return `${text.slice(0, letter)}${text[letter] === "e" ? "i" : "e"}${text.slice(letter + 1)}`
}

/** Makes entries as urne could have written them, in canonical JSON. */
function freshBodies(body: string): readonly string[] {
  const changes: readonly ((text: string) => string)[] = [
    (text) => text.replace(/"phase":"\w+"/, '"phase":"open"'),
    (text) => text.replace(/("closes":"\d{4})/, '"closes":"2013'),
    (text) => text.replace(/"at":"(\d{4})/, '"at":"2013'),
    (text) => text.replace(/"(count|issued|eligible|counted|height|letters)":\d/, '"$1":9'),
    (text) => text.replace(/sha256:[0-9a-f]{4}/, "sha256:0000"),
    (text) => text.replace(/"type":"[\w.-]+"/, '"type":"election.backed-up"'),
  ]
  return [...new Set(changes.map((change) => change(body)))].filter((changed) => changed !== body)
}

/** Makes entries, acts and objects that urne never wrote. */
function* planted(): Generator<Mutation, void, undefined> {
  const entries: readonly (readonly [string, string])[] = [
    [
      "urn.frozen",
      '{"at":"2014-11-28T20:00:00Z","ballots":0,"grace":0,"head":"00","height":1,"phase":"frozen","type":"urn.frozen"}',
    ],
    [
      "urn.opened",
      '{"at":"2014-11-28T19:00:00Z","ballots":0,"closes":"2014-12-24T19:00:00Z","phase":"open","type":"urn.opened"}',
    ],
    [
      "act.effective",
      '{"act":2,"at":"2014-11-29T00:00:00Z","closes":"2014-12-24T19:00:00Z","kind":"extend","phase":"open","text":"sha256:00","type":"act.effective"}',
    ],
    [
      "act.effective annul",
      '{"act":9,"at":"2014-11-29T00:00:00Z","kind":"annul","phase":"annulled","text":"sha256:00","type":"act.effective"}',
    ],
    [
      "tally.result",
      '{"at":"2014-11-29T20:00:00Z","head":"00","height":9,"phase":"tallied","result":"00","type":"tally.result"}',
    ],
    [
      "credentials.generated",
      '{"at":"2014-11-20T20:00:00Z","credentials":"sha256:00","issued":9,"officerFile":"sha256:00","reserve":0,"reserveKeys":"sha256:00","type":"credentials.generated"}',
    ],
    [
      "urn.batch-received",
      '{"accepted":1,"at":"2014-11-28T20:00:00Z","channel":"office","count":1,"number":2,"refused":0,"sha256":"sha256:00","type":"urn.batch-received"}',
    ],
  ]
  for (const [name, body] of entries) {
    yield {
      table: "journal",
      column: "*",
      kind: `planted ${name}, hashed anew`,
      changes: hashedTables,
      apply: (db) => {
        db.prepare("INSERT INTO journal (number, body) SELECT max(number) + 1, ? FROM journal").run(body)
        hashAnew(db)
      },
    }
  }
  const objects: readonly (readonly [string, string])[] = [
    ["trigger", "CREATE TRIGGER spy AFTER INSERT ON vote BEGIN SELECT 1; END"],
    ["view", "CREATE VIEW spied AS SELECT * FROM vote"],
    ["table", "CREATE TABLE spied (x)"],
    ["index", "CREATE INDEX spied ON vote (channel)"],
    ["user_version", "PRAGMA user_version = 3"],
    ["application_id", "PRAGMA application_id = 3"],
  ]
  for (const [name, sql] of objects) {
    const apply = (db: Database) => void db.exec(sql)
    yield { table: "sqlite_schema", column: name, kind: `planted ${name}`, changes: "every", apply }
  }
  yield {
    table: "sqlite_schema",
    column: "trigger",
    kind: "dropped trigger",
    changes: "every",
    // The triggers are put back after this; dropping comes last.
    apply: (db) => {
      afterwards.set(db, "DROP TRIGGER vote_kept")
    },
  }
}

/** Holds what is to be run once the triggers are there again. */
const afterwards = new WeakMap<Database, string>()

/** Rows that an index no longer leads to, while the schema reads as before. */
function* hidden(): Generator<Mutation, void, undefined> {
  const indexes: readonly (readonly [string, string, string])[] = [
    ["journal", "journal_phase", "number <> (SELECT 1)"],
    ["journal", "journal_type", ""],
  ]
  for (const [table, index] of indexes) {
    yield {
      table,
      column: "*",
      kind: `last row hidden from ${index}`,
      changes: "every",
      apply: (db) => {
        hideLast(db, table, index)
      },
    }
  }
}

/** Makes the index again of all rows but the last, and gives it its old text back. */
function hideLast(db: Database, table: string, index: string): void {
  const sql = db.prepare<[string], string>("SELECT sql FROM sqlite_schema WHERE name = ?").pluck().get(index) ?? ""
  const last = db
    .prepare<[], number>(
      `SELECT max(number) FROM ${table} ${index === "journal_phase" ? "WHERE phase IS NOT NULL" : ""}`,
    )
    .pluck()
    .get()
  db.exec(`DROP INDEX ${index}`)
  db.exec(sql.includes("WHERE") ? `${sql} AND number <> ${last}` : `${sql} WHERE number <> ${last}`)
  db.unsafeMode(true)
  db.pragma("writable_schema = ON")
  db.prepare("UPDATE sqlite_schema SET sql = ? WHERE name = ?").run(sql, index)
  db.pragma("writable_schema = RESET")
  db.unsafeMode(false)
}

/** Writes a mutation to a file as somebody would who wants it not to be seen. */
export function applyTo(db: Database, mutation: Mutation): void {
  db.pragma("foreign_keys = OFF")
  db.pragma("ignore_check_constraints = ON")
  db.pragma("recursive_triggers = OFF")
  withoutTriggers(db, () => {
    mutation.apply(db)
  })
  const later = afterwards.get(db)
  if (later !== undefined) db.exec(later)
  db.pragma("wal_checkpoint(TRUNCATE)")
}
