import { createRequire } from "node:module"
import type Sqlite from "better-sqlite3"
import { UrneError } from "../core/error.ts"

type Binding = typeof Sqlite
export type SqliteError = InstanceType<Binding["SqliteError"]>

/**
 * Version 13 of the binding brings binaries that Node 20 cannot run; version 12, which is compiled for one Node, aborts
 * from Node 24.19 on. Both are optional packages, and each machine has the one that fits.
 */
const packageName = Number.parseInt(process.versions.node, 10) >= 22 ? "better-sqlite3" : "better-sqlite3-12"

let loaded: Binding | undefined

/**
 * Opens a database. The only place that loads SQLite, and not before a database is wanted.
 *
 * @throws {@link UrneError} `sqlite-absent` where the binding is not installed, not compiled, or compiled for another Node.
 */
export function openDatabase(file: string | Buffer, options?: Sqlite.Options): Sqlite.Database {
  loaded ??= load()
  return new loaded(file, options)
}

/** Whether SQLite threw it. */
export function isSqliteError(error: unknown): error is SqliteError {
  return loaded !== undefined && error instanceof loaded.SqliteError
}

/**
 * By `require`, as the package is written: an `import` would first read all its files once more for the names that they
 * export, and opening an election is what every command begins with.
 */
function load(): Binding {
  try {
    const binding = createRequire(import.meta.url)(packageName) as Binding
    // The package looks for its machine code only when it opens a first database.
    new binding(":memory:").close()
    return binding
  } catch (error) {
    const [cause = ""] = error instanceof Error ? error.message.split("\n") : []
    throw new UrneError("sqlite-absent", { node: process.versions.node, package: packageName, cause }, { cause: error })
  }
}
