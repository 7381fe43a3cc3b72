import { UrneError } from "../core/error.ts"
import { isSqliteError, type SqliteError } from "./sqlite.ts"

/**
 * Translates a failure of SQLite or of the file system for the user: into the refusal to throw, or into the error
 * itself where it is our bug (a constraint, a trigger, a misspelt column).
 */
export function refusalOf(error: unknown, path: string): unknown {
  if (isSqliteError(error)) return sqliteRefusal(error, path)
  if (error instanceof UrneError || !(error instanceof Error) || !("syscall" in error)) return error
  return new UrneError("storage", { path, cause: errno(error) }, { cause: error })
}

/** Extended codes count as their base: SQLITE_IOERR_FSYNC is an SQLITE_IOERR. */
function kindOf({ code }: SqliteError): string {
  return code.split("_", 2).join("_")
}

export function errno(error: Error): string {
  return "code" in error && typeof error.code === "string" ? error.code : error.message
}

function sqliteRefusal(error: SqliteError, path: string): unknown {
  switch (kindOf(error)) {
    case "SQLITE_BUSY":
    case "SQLITE_PROTOCOL":
      return new UrneError("busy", { path }, { cause: error })
    case "SQLITE_NOTADB":
      return new UrneError("not-an-election-file", { path }, { cause: error })
    case "SQLITE_CORRUPT":
      return new UrneError("election-file-damaged", { path, cause: error.code }, { cause: error })
    case "SQLITE_READONLY":
      return new UrneError("election-file-read-only", { path }, { cause: error })
    case "SQLITE_CANTOPEN":
    case "SQLITE_PERM":
      return new UrneError("election-file-unopenable", { path, cause: kindOf(error) }, { cause: error })
    case "SQLITE_FULL":
    case "SQLITE_IOERR":
      return new UrneError("storage", { path, cause: error.code }, { cause: error })
    default:
      return error
  }
}

/** Whether a rule of the schema refused a row: a constraint, or a trigger. */
export function isConstraint(error: unknown): error is SqliteError {
  return isSqliteError(error) && kindOf(error) === "SQLITE_CONSTRAINT"
}
