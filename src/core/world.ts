import type { Network } from "./network.ts"

/** The outside world as an operation sees it: time, randomness, files, network. `terminal/io.ts` makes the real one. */
export interface World {
  /** Milliseconds since 1970-01-01T00:00Z. */
  readonly now: () => number
  readonly random: Random
  readonly files: Files
  readonly network: Network
  /** How many threads may work at once; 1 runs everything in this one. */
  readonly jobs: number
  readonly signal: AbortSignal
  readonly progress: Progress
  /** The program and its version as acts and bundles name them: `urne 1.0.0`. */
  readonly software: string
}

/** Kinds of work that may take longer than a second. Each has a label in `language/`. */
export type Work =
  | "roll.import"
  | "credentials.generate"
  | "credentials.print"
  | "ballots.encrypt"
  | "ballots.check"
  | "tally.compute"
  | "tally.decrypt"
  | "record.export"
  | "record.verify"
  | "custody.copy"
  | "custody.read"
  | "lookalikes.resolve"
  | "exposure.examine"

/** Reports that `done` of `total` units (rows, letters, ballots, bytes) are finished. */
export type Progress = (work: Work, done: number, total: number) => void

/**
 * Returns `length` random bytes. A real election draws them from the operating system and ignores the other parameters.
 * A rehearsal derives them from its seed, from `purpose` (a short fixed name such as `ballot.nonce`) and from the
 * `message` that they will bind, so that a run repeats byte for byte and yet no nonce serves two messages.
 */
export type Random = (length: number, purpose: string, message?: Uint8Array | string) => Uint8Array

export type Content = Uint8Array | string | Iterable<Uint8Array> | AsyncIterable<Uint8Array>

/**
 * Access to files. Paths are relative to the working directory of the command. Functions refuse with `file-absent`,
 * `file-exists`, `file-unreadable` or `file-unfinished`; those that write also with `file-unwritable` (the place) or
 * `file-not-written` (the medium). Waiting for standard input and writing block by block may end with `cancelled`.
 */
export interface Files {
  /** Reads a whole file of at most `limit` bytes, 16 MiB by default. `-` is standard input. */
  readonly read: (path: string, limit?: number) => Promise<Uint8Array>
  /** Reads a file that may be large in blocks. `-` is standard input. */
  readonly stream: (path: string) => AsyncIterable<Uint8Array>
  /** `other` is a pipe or a device, which may have no end. */
  readonly kind: (path: string) => Promise<"file" | "folder" | "other" | undefined>
  /**
   * Says how many bytes are free where a file lies, and whether others than its owner may read it; `undefined` for that where
   * the system has no such rights, or nothing is there.
   */
  readonly condition: (path: string) => Promise<{ readonly free: number; readonly readable: boolean | undefined }>
  /** Resolves symbolic links and returns an absolute path, or `undefined` where nothing is there. */
  readonly target: (path: string) => Promise<string | undefined>
  /**
   * Lists the names in a folder, sorted by their UTF-16 units. Files that systems leave there (`system-files.ts`) are
   * listed only with `all`.
   */
  readonly list: (path: string, options?: { readonly all?: boolean }) => Promise<readonly string[]>
  /**
   * Checks that `writeWhole`, or `writeFolder` without `force`, could write here now, by writing an empty file and
   * removing it. Commands call it before they do what cannot be undone and then have to write its result.
   */
  readonly requireWritable: (path: string, options?: Pick<WriteOptions, "force">) => Promise<void>
  /** Writes the whole file or nothing, by a temporary name beside it, fsync and rename. `secret` makes it 0600. */
  readonly writeWhole: (path: string, content: Content, options?: WriteOptions) => Promise<void>
  /** Renames a folder to a free name beside it (`night-unfinished-1`), and returns that name. */
  readonly setAside: (path: string) => Promise<string>
  /** Removes a file that this command wrote. Nothing else is ever removed. */
  readonly remove: (path: string) => Promise<void>
  /** Writes a folder under a temporary name and renames it once every file is there. Names may contain `/`. */
  readonly writeFolder: (
    path: string,
    entries: AsyncIterable<FolderEntry> | Iterable<FolderEntry>,
    options?: WriteOptions,
  ) => Promise<void>
  /**
   * Makes a folder beside `path` that only this user can enter, and hands its absolute path to `work`. Once `work` ends,
   * however it ends, the folder is gone with all that is in it.
   */
  readonly inWorkshop: <T>(path: string, work: (folder: string) => Promise<T>) => Promise<T>
  /** Gives a folder that was made in a workshop a name that has to be free, on the same medium. */
  readonly place: (folder: string, path: string) => Promise<void>
}

/** Kinds of things that `--force` may replace by another of the same kind. */
export type Artefact =
  | "definition"
  | "draft"
  | "receipt"
  | "ballot"
  | "batch"
  | "roll-report"
  | "trustee-reply"
  | "result-csv"
  | "audit"
  | "record"
  | "record-tar"

export interface WriteOptions {
  /** Gives files the mode 0600 and folders 0700, instead of what the umask allows. */
  readonly secret?: boolean
  /**
   * Replaces what is there, if urne made it and it is of this kind (`not-replaced` otherwise). `opened` means the file
   * that the command has just read as its own. Without it, an existing name is refused.
   */
  readonly force?: false | Artefact | "opened"
}

export interface FolderEntry {
  readonly name: string
  readonly content: Content
}
