import { closeSync, existsSync, openSync } from "node:fs"
import { resolve } from "node:path"
import type { Database, Statement } from "better-sqlite3"
import { UrneError } from "../core/error.ts"
import { isConstraint, refusalOf } from "./failure.ts"
import { accessTo, readOnlyImage } from "./image.ts"
import { migrate, requireMigrated } from "./migrate.ts"
import { placeWhole } from "./placement.ts"
import { migrations } from "./schema.ts"
import { applySettings } from "./settings.ts"
import { isSqliteError, openDatabase } from "./sqlite.ts"

/** `urne` in ASCII, in the header of every election file. */
const applicationId = 0x75726e65

export interface StoreOptions {
  readonly create?: boolean
  /** Called when another command has held the file for a second and this one goes on waiting. */
  readonly onWait?: () => void
}

/**
 * One election file. It knows SQLite but nothing of elections, and no other module opens an election's database.
 *
 * Statements read integers as numbers. A column whose values or sums can pass 2^53 − 1 (weights) is read by a statement
 * made with `.safeIntegers()`, which gives bigint; without it SQLite's larger integers would be rounded silently.
 */
export class Store {
  readonly db: Database
  /** The path as the caller gave it, for messages. */
  readonly path: string
  private readonly onWait: (() => void) | undefined
  private failure: unknown
  private isBusy = false
  private readonly schemaVersion: Statement<[], number>
  /** The version of the schema that was last found to be ours. */
  private knownSchema: number | undefined

  private constructor(db: Database, path: string, onWait?: () => void) {
    this.db = db
    this.path = path
    this.onWait = onWait
    this.schemaVersion = db.prepare<[], number>("PRAGMA schema_version").pluck()
    this.knownSchema = this.schemaVersion.get()
    // A file that is not writable is read as an image in memory (`readOnlyImage`).
    if (db.readonly) this.failure = new UrneError("election-file-read-only", { path })
  }

  /**
   * Opens an election file and brings its schema up to date. Where the file or its folder is not writable, it can only
   * be read.
   *
   * @param options.create - makes the file first, with its schema and no row
   * @throws {@link UrneError} `file-absent`, `file-exists` (with `create`), `not-an-election-file`,
   * `newer-election-file`, `altered-migration`, `election-file-unopenable`, `election-file-damaged`,
   * `election-file-read-only`, `busy`, `storage`
   */
  static open(path: string, options: StoreOptions = {}): Store {
    if (options.create === true) Store.create(path, () => undefined)
    const access = accessTo(path)
    const connect = () => (access === "read" ? openDatabase(readOnlyImage(path), { readonly: true }) : openFile(path))
    return Store.connect(connect, path, options, (db) => {
      // SQLite reads it, not we: closing a descriptor of our own would drop the locks of other connections of this
      // process.
      if (pragma(db, "application_id") !== applicationId) throw new UrneError("not-an-election-file", { path })
    })
  }

  /**
   * Makes an election file whole or not at all. `fill` writes its first rows, and only then does the file get its name,
   * so a crash never leaves a half-made election.
   *
   * @throws {@link UrneError} `file-exists`, `file-absent` (the folder), `storage`
   */
  static create<T>(path: string, fill: (store: Store) => T): T {
    const log = `${path}-wal`
    // A log without its file may hold the only copy of accepted ballots.
    if (existsSync(log)) throw new UrneError("file-exists", { path: log })
    return placeWhole(path, (temporary) => {
      closeSync(openSync(temporary, "wx", 0o600))
      const store = Store.connect(
        () => openFile(temporary),
        path,
        {},
        (db) => {
          // This comes before the file goes to WAL mode, so that it is in the header from the first moment.
          db.pragma(`application_id = ${applicationId}`)
        },
      )
      try {
        return fill(store)
      } finally {
        store.close()
      }
    })
  }

  /** Opens a store in memory, for tests. */
  static inMemory(): Store {
    return Store.connect(
      () => openDatabase(":memory:"),
      ":memory:",
      {},
      () => undefined,
    )
  }

  private static connect(
    open: () => Database,
    path: string,
    { onWait }: StoreOptions,
    identify: (db: Database) => void,
  ): Store {
    try {
      const db = open()
      try {
        identify(db)
        applySettings(db, db.memory)
        migrate(db, path, migrations)
        return new Store(db, path, onWait)
      } catch (error) {
        db.close()
        throw error
      }
    } catch (error) {
      throw refusalOf(error, path)
    }
  }

  /**
   * Runs `fn` in one IMMEDIATE transaction. It holds the write lock from its first line, and everything it did is
   * undone if it throws. `fn` is synchronous (a promise is refused), so nobody waits at a prompt with the lock held.
   * After a `storage` failure this store writes no more, because only a fresh start can find what the disk then holds.
   *
   * @throws {@link UrneError} `busy` when another process held the lock for five seconds, `election-file-read-only`,
   * `schema-altered`, `storage`
   */
  write<T>(fn: () => T): T {
    this.requireWritable()
    if (this.db.inTransaction) throw new Error("a transaction inside another: an operation is one transaction")
    const work = () => {
      this.requireKnownSchema()
      return fn()
    }
    try {
      return this.onWait === undefined ? this.db.transaction(work).immediate() : this.writePatiently(work, this.onWait)
    } catch (error) {
      const refusal = refusalOf(error, this.path)
      if (refusal instanceof UrneError && refusal.code === "storage") this.failure = refusal
      if (refusal instanceof UrneError && refusal.code === "busy") this.isBusy = true
      throw refusal
    }
  }

  /**
   * Refuses a changed schema. A trigger that another process planted since the file was opened would take part in what
   * is written now.
   */
  private requireKnownSchema(): void {
    const version = this.schemaVersion.get()
    if (version === this.knownSchema) return
    requireMigrated(this.db, this.path, migrations)
    this.knownSchema = version
  }

  /** Reports the wait when the lock has not come after a second, and waits for four more. */
  private writePatiently<T>(fn: () => T, onWait: () => void): T {
    const progress = { began: false }
    const write = this.db.transaction(() => {
      progress.began = true
      return fn()
    })
    this.db.pragma("busy_timeout = 1000")
    try {
      return write.immediate()
    } catch (error) {
      const refusal = refusalOf(error, this.path)
      if (progress.began || !(refusal instanceof UrneError) || refusal.code !== "busy") throw error
      onWait()
      this.db.pragma("busy_timeout = 4000")
      return write.immediate()
    } finally {
      this.db.pragma("busy_timeout = 5000")
    }
  }

  /**
   * Serves operations that write a secret file before their transaction.
   *
   * @throws {@link UrneError} what `write` would throw at once: `election-file-read-only`, `storage`
   */
  requireWritable(): void {
    // The same object is thrown again: the caller has it already, and a refusal is a value, not a place in the program.
    if (this.failure !== undefined) throw this.failure as UrneError
  }

  /**
   * Says what an error means that came out of an operation on this file: the refusal where SQLite reports one, or where
   * the rows read made no sense because the file is damaged; otherwise the error itself.
   */
  judge(error: unknown): unknown {
    if (error instanceof UrneError) return error
    // An operation checks before it writes, so a rule of the schema stops none unless another hand has written rows.
    if (isConstraint(error) && (!this.db.open || isIntact(this.db))) {
      return new UrneError("row-refused", { path: this.path, rule: error.message }, { cause: error })
    }
    const refusal = isSqliteError(error) ? refusalOf(error, this.path) : error
    if (refusal instanceof UrneError || !this.db.open || isIntact(this.db)) return refusal
    return new UrneError("election-file-damaged", { path: this.path, cause: "quick_check" }, { cause: error })
  }

  /**
   * Runs `fn` on one state of the file: its queries agree with each other, whatever other processes append meanwhile.
   */
  read<T>(fn: () => T): T {
    try {
      return this.db.transaction(fn).deferred()
    } catch (error) {
      throw refusalOf(error, this.path)
    }
  }

  /**
   * Writes a copy of the committed state to a new file, forces it to the medium and reads all of it back. Copying the
   * file itself would miss what is still in its log.
   *
   * @throws {@link UrneError} `file-exists`, `file-absent` (the folder), `file-unwritable`, `election-file-damaged`,
   * `storage`
   */
  backupInto(path: string): void {
    placeWhole(path, (temporary) => {
      try {
        closeSync(openSync(temporary, "wx", 0o600))
        this.db.prepare("VACUUM INTO ?").run(resolve(temporary))
        requireIntact(temporary, path)
      } catch (error) {
        const refusal = refusalOf(error, path)
        const isDamaged = refusal instanceof UrneError && refusal.code === "election-file-damaged"
        throw isDamaged ? refusalOf(error, this.path) : refusal
      }
    })
  }

  /**
   * Writes back as much of the log as possible, and says whether some of it must stay: another program is reading an
   * earlier state, and until it ends the file alone lacks what was committed since.
   */
  isLogHeld(): boolean {
    try {
      const [row] = this.db.pragma("wal_checkpoint(PASSIVE)") as readonly { log: number; checkpointed: number }[]
      return row !== undefined && row.checkpointed < row.log
    } catch (error) {
      throw refusalOf(error, this.path)
    }
  }

  /** Empties the write-ahead log into the file, so that at rest an election is one file, and closes it. */
  close(): void {
    try {
      // Whoever kept this command from writing has the log too, and empties it. Waiting again gains nothing.
      if (this.db.open && !this.isBusy) this.db.pragma("wal_checkpoint(TRUNCATE)")
    } catch (error) {
      // What was committed is safe in the log. A full disk here loses nothing, and `status` warns of the log.
      if (!isSqliteError(error)) throw error
    }
    this.db.close()
  }
}

function openFile(path: string): Database {
  return openDatabase(resolve(path), { fileMustExist: true, timeout: 5000 })
}

function isIntact(db: Database): boolean {
  try {
    return pragma(db, "quick_check(1)") === "ok"
  } catch {
    return false
  }
}

function requireIntact(file: string, path: string): void {
  const copy = openDatabase(resolve(file), { readonly: true, fileMustExist: true })
  try {
    const verdict = pragma(copy, "integrity_check")
    if (verdict !== "ok") throw new UrneError("storage", { path, cause: `integrity_check: ${String(verdict)}` })
    if (pragma(copy, "application_id") !== applicationId)
      throw new UrneError("storage", { path, cause: "application_id" })
  } finally {
    copy.close()
  }
}

function pragma(db: Database, name: string): unknown {
  return db.pragma(name, { simple: true })
}
