import type { Database } from "better-sqlite3"
import { UrneError } from "../core/error.ts"
import { sha256Hex } from "../core/hash.ts"
import type { Refusals } from "../core/refusals.ts"
import { openDatabase } from "./sqlite.ts"

/** One object of a schema as SQLite keeps it: a table, an index, a trigger, a view. */
interface SchemaObject {
  readonly type: Params["kind"]
  readonly name: string
  readonly table: string
  /** The text by which it was made; `null` for an index that a constraint made. */
  readonly sql: string | null
}

/** What a schema must be, and how to make it anew in order to name what differs. */
export interface ExpectedSchema {
  /** The path of the file, for messages. */
  readonly path: string
  /** The `schemaDigest` to expect, where it is known. Otherwise the schema is made and compared. */
  readonly digest: string | undefined
  /** Makes the schema in an empty database. */
  readonly make: (db: Database) => void
}

/**
 * Requires that a file's schema is what the migrations made of it, object by object and text by text. A planted trigger
 * would see every ballot with its credential, and a dropped one would no longer forbid anything. No check of rows
 * notices a trigger. Settings that a file carries (`user_version`, the encoding of text) are compared too.
 *
 * @throws {@link UrneError} `schema-altered`, naming the object
 */
export function requireSchema(db: Database, expected: ExpectedSchema): void {
  const found = objectsOf(db)
  const difference = changedSetting(db) ?? sharedPage(db) ?? differenceFrom(expected, found)
  if (difference === undefined) return
  const [kind, name, how] = difference
  throw new UrneError("schema-altered", { path: expected.path, kind, name, how })
}

type Params = Refusals["schema-altered"]
type Difference = readonly [kind: Params["kind"], name: string, how: Params["how"]]

function changedSetting(db: Database): Difference | undefined {
  if (db.pragma("user_version", { simple: true }) !== 0) return ["setting", "user_version", "changed"]
  if (db.pragma("encoding", { simple: true }) !== "UTF-8") return ["setting", "encoding", "changed"]
  return undefined
}

/** SHA-256, in hexadecimal, of every object of a schema. */
export function schemaDigest(db: Database): string {
  return digestOf(objectsOf(db))
}

function objectsOf(db: Database): readonly SchemaObject[] {
  return db
    .prepare<[], SchemaObject>(
      'SELECT type, name, tbl_name AS "table", sql FROM sqlite_schema ORDER BY type, name, rowid',
    )
    .all()
}

function digestOf(objects: readonly SchemaObject[]): string {
  return sha256Hex(JSON.stringify(objects.map(({ type, name, table, sql }) => [type, name, table, sql])))
}

/**
 * Finds two objects that share a page of the file, which would be one object under two names, such as an index that is
 * really another's.
 */
function sharedPage(db: Database): Difference | undefined {
  const shared = db
    .prepare<[], { type: "table" | "index"; name: string }>(
      `SELECT type, name FROM sqlite_schema WHERE rootpage <> 0 GROUP BY rootpage HAVING count(*) > 1`,
    )
    .get()
  return shared === undefined ? undefined : [shared.type, shared.name, "changed"]
}

function made({ make }: ExpectedSchema): readonly SchemaObject[] {
  const db = openDatabase(":memory:")
  try {
    make(db)
    return objectsOf(db)
  } finally {
    db.close()
  }
}

function differenceFrom(expected: ExpectedSchema, found: readonly SchemaObject[]): Difference | undefined {
  if (expected.digest !== undefined && digestOf(found) === expected.digest) return undefined
  return differenceBetween(made(expected), found)
}

function differenceBetween(wanted: readonly SchemaObject[], found: readonly SchemaObject[]): Difference | undefined {
  const key = ({ type, name }: SchemaObject) => `${type} ${name}`
  const before = new Map(wanted.map((object) => [key(object), object]))
  const now = new Map(found.map((object) => [key(object), object]))
  for (const object of found) if (!before.has(key(object))) return [object.type, object.name, "added"]
  for (const object of wanted) {
    const is = now.get(key(object))
    if (is === undefined) return [object.type, object.name, "removed"]
    if (is.sql !== object.sql || is.table !== object.table) return [object.type, object.name, "changed"]
  }
  // An object that occurs twice.
  const twice = found.find((object, index) => found.findIndex((other) => key(other) === key(object)) < index)
  return twice === undefined ? undefined : [twice.type, twice.name, "added"]
}
