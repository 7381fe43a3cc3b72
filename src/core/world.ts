/** What the outside world is to an operation: time, chance and files. `terminal/io.ts` makes the real one. */
export interface World {
  /** Milliseconds since 1970-01-01T00:00Z. */
  readonly now: () => number
  readonly random: Random
  readonly files: Files
  /** How many threads may work at once; 1 runs everything in this one. */
  readonly jobs: number
  readonly signal: AbortSignal
  readonly progress: Progress
  /** The program and its version, as acts and bundles name it: `urne 1.0.0`. */
  readonly software: string
}

/** Work that may last longer than a second; each has a label in `language/`. */
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

/** Says that `done` of `total` units (rows, letters, ballots, bytes) are finished. */
export type Progress = (work: Work, done: number, total: number) => void

/**
 * `length` random bytes. A real election draws them from the operating system and ignores the rest. A rehearsal derives
 * them from its seed, the `purpose` (a short fixed name, `ballot.nonce` say) and the `message` about to be bound by
 * them, so that a run repeats byte for byte and yet no nonce ever serves two messages.
 */
export type Random = (length: number, purpose: string, message?: Uint8Array | string) => Uint8Array

export type Content = Uint8Array | string | Iterable<Uint8Array> | AsyncIterable<Uint8Array>

/**
 * Paths are relative to the working directory of the command. Refusals: `file-absent`, `file-exists`, `file-unreadable`,
 * `file-unfinished`, and of what writes `file-unwritable` (the place) and `file-not-written` (the medium); `cancelled` while standard input is
 * waited for, or something written block by block.
 */
export interface Files {
  /** A whole file of at most `limit` bytes (16 MiB if not said). `-` is standard input. */
  readonly read: (path: string, limit?: number) => Promise<Uint8Array>
  /** A file in blocks, for those that may be large. `-` is standard input. */
  readonly stream: (path: string) => AsyncIterable<Uint8Array>
  /** `other` is a pipe or a device, which may have no end. */
  readonly kind: (path: string) => Promise<"file" | "folder" | "other" | undefined>
  /** The path without symbolic links, absolute; `undefined` where there is nothing. */
  readonly target: (path: string) => Promise<string | undefined>
  /** Names in a folder, sorted by their UTF-16 units; what systems leave there (`system-files.ts`) only with `all`. */
  readonly list: (path: string, options?: { readonly all?: boolean }) => Promise<readonly string[]>
  /**
   * That `writeWhole`, or `writeFolder` without `force`, could write here now: tried with an empty file, which goes again. For
   * commands that do what cannot be undone before they write what they were asked for.
   */
  readonly requireWritable: (path: string, options?: Pick<WriteOptions, "force">) => Promise<void>
  /** Writes the whole file or nothing: a temporary name beside it, fsync, rename. `secret` makes it 0600. */
  readonly writeWhole: (path: string, content: Content, options?: WriteOptions) => Promise<void>
  /** Gives a folder a name beside it that is free, `night-unfinished-1`, and returns that name. */
  readonly setAside: (path: string) => Promise<string>
  /** Removes a file that this command wrote; nothing else is ever removed. */
  readonly remove: (path: string) => Promise<void>
  /** Writes a folder under a temporary name and renames it when every file is there. Names may hold `/`. */
  readonly writeFolder: (
    path: string,
    entries: AsyncIterable<FolderEntry> | Iterable<FolderEntry>,
    options?: WriteOptions,
  ) => Promise<void>
}

/** What `--force` may replace by another of its kind. */
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
  /** 0600 (files) and 0700 (folders) instead of what the umask allows. */
  readonly secret?: boolean
  /**
   * Replaces what is there: what urne made of this kind, and nothing else (`not-replaced`). `opened` is what the command has
   * just read as its own. Otherwise an existing name is refused.
   */
  readonly force?: false | Artefact | "opened"
}

export interface FolderEntry {
  readonly name: string
  readonly content: Content
}
