import type { Database } from "better-sqlite3"
import { batchTable } from "./batch-table.ts"

/** A record of the archive as it is stored. */
export interface StoredRecord {
  /** Its place in the archive, from 1. */
  readonly number: number
  /** Of an event; data has none. */
  readonly height: number | undefined
  /** SHA-256 of the body, in hexadecimal: its name in the archive. */
  readonly hash: string
  readonly body: Uint8Array
}

/** An accepted ballot; what it says stands in the archive. */
export interface StoredBallot {
  /** Of its event in the archive. */
  readonly height: number
  readonly tracker: string
  /** 32 bytes (RFC 8032). */
  readonly credential: Uint8Array
  readonly channel: string
  /** Whether it was accepted after the hour of closing. */
  readonly grace: boolean
  /** The journal entry that says so. */
  readonly entry: number
}

/** The ballot that counts of one credential. */
export interface Vote {
  readonly channel: string
  readonly ballot: number
}

interface RecordRow {
  readonly number: number
  readonly height: number | null
  readonly hash: string
  readonly body: Buffer
}

interface BallotRow extends Omit<StoredBallot, "grace" | "credential"> {
  readonly credential: Buffer
  readonly grace: 0 | 1
}

export function urnTable(db: Database) {
  const begin = db.prepare<[number]>("INSERT INTO archive (id, timestamp) VALUES (1, ?)")
  const timestamp = db.prepare<[], number>("SELECT timestamp FROM archive").pluck()
  const insertRecord = db.prepare<[number, number | null, string, Uint8Array]>(
    "INSERT INTO archive_record (number, height, hash, body) VALUES (?, ?, ?, ?)",
  )
  const lastNumber = db.prepare<[], number>("SELECT coalesce(max(number), 0) FROM archive_record").pluck()
  const record = db.prepare<[number], RecordRow>(
    "SELECT number, height, hash, body FROM archive_record WHERE number = ?",
  )
  const page = db.prepare<[number, number, number], RecordRow>(
    "SELECT number, height, hash, body FROM archive_record WHERE number > ? AND number <= ? ORDER BY number LIMIT ?",
  )
  const lastEvent = db.prepare<[], RecordRow>(
    `SELECT number, height, hash, body FROM archive_record INDEXED BY archive_event
     WHERE height IS NOT NULL ORDER BY height DESC LIMIT 1`,
  )
  const eventAt = db.prepare<[number], RecordRow>(
    "SELECT number, height, hash, body FROM archive_record WHERE height = ?",
  )
  const insertBallot = db.prepare<[number, string, Uint8Array, string, number, number]>(
    "INSERT INTO ballot (height, tracker, credential, channel, grace, entry) VALUES (?, ?, ?, ?, ?, ?)",
  )
  const ballotBy = db.prepare<[string], BallotRow>(
    "SELECT height, tracker, credential, channel, grace, entry FROM ballot WHERE tracker = ?",
  )
  const trackerAt = db.prepare<[number], string>("SELECT tracker FROM ballot WHERE height = ?").pluck()
  const ballots = db.prepare<[], number>("SELECT count(*) FROM ballot").pluck()
  const grace = db.prepare<[], number>("SELECT count(*) FROM ballot WHERE grace = 1").pluck()
  const byChannel = db.prepare<[], { channel: string; ballots: number }>(
    "SELECT channel, count(*) AS ballots FROM ballot GROUP BY channel ORDER BY channel",
  )
  const castVote = db.prepare<[Uint8Array, string, number, number]>(
    `INSERT INTO vote (credential, channel, ballot) VALUES (?, ?, ?)
     ON CONFLICT (credential) DO UPDATE SET ballot = excluded.ballot WHERE channel = excluded.channel AND ?`,
  )
  const vote = db.prepare<[Uint8Array], Vote>("SELECT channel, ballot FROM vote WHERE credential = ?")
  const votes = db.prepare<[], number>("SELECT count(*) FROM vote").pluck()
  const votedHeights = db.prepare<[], number>("SELECT ballot FROM vote").pluck()
  const addCiphertext = db.prepare<[Uint8Array]>("INSERT INTO ciphertext (fingerprint) VALUES (?)")
  const ciphertext = db.prepare<[Uint8Array], number>("SELECT 1 FROM ciphertext WHERE fingerprint = ?").pluck()

  return {
    begin: (timestamp: number): void => void begin.run(timestamp),
    /** Whole seconds since 1970-01-01T00:00Z; `undefined` before the seal. */
    timestamp: (): number | undefined => timestamp.get(),
    insertRecord({ height, hash, body }: Omit<StoredRecord, "number">): void {
      insertRecord.run((lastNumber.get() ?? 0) + 1, height ?? null, hash, body)
    },
    lastNumber: (): number => lastNumber.get() ?? 0,
    record: (number: number) => recordOf(record.get(number)),
    /** At most `limit` records after number `after`, up to and with number `last`. */
    page: (after: number, last: number, limit: number): readonly StoredRecord[] =>
      page.all(after, last, limit).map((row) => recordOf(row) as StoredRecord),
    /** The last event, found by an index. */
    lastEvent: () => recordOf(lastEvent.get()),
    eventAt: (height: number) => recordOf(eventAt.get(height)),
    insertBallot({ height, tracker, credential, channel, grace, entry }: StoredBallot): void {
      insertBallot.run(height, tracker, credential, channel, grace ? 1 : 0, entry)
    },
    ballot: (tracker: string): StoredBallot | undefined => {
      const row = ballotBy.get(tracker)
      return row === undefined
        ? undefined
        : { ...row, credential: Uint8Array.from(row.credential), grace: row.grace === 1 }
    },
    trackerAt: (height: number): string | undefined => trackerAt.get(height),
    /** How many ballots were accepted, replaced ones included. */
    ballots: (): number => ballots.get() ?? 0,
    graceBallots: (): number => grace.get() ?? 0,
    ballotsByChannel: (): readonly { readonly channel: string; readonly ballots: number }[] => byChannel.all(),
    /**
     * Makes a ballot the one that counts of its credential: compare and set, false where the credential voted already
     * and may not vote again, or voted in another channel.
     */
    castVote: (credential: Uint8Array, { channel, ballot }: Vote, mayReplace: boolean): boolean =>
      castVote.run(credential, channel, ballot, mayReplace ? 1 : 0).changes === 1,
    vote: (credential: Uint8Array): Vote | undefined => vote.get(credential),
    /** How many credentials voted. */
    votes: (): number => votes.get() ?? 0,
    /** Heights of the ballots that count, in no order. */
    votedHeights: (): Iterable<number> => votedHeights.iterate(),
    addCiphertext: (fingerprint: Uint8Array): void => void addCiphertext.run(fingerprint),
    hasCiphertext: (fingerprint: Uint8Array): boolean => ciphertext.get(fingerprint) !== undefined,
    batches: batchTable(db),
  }
}
export type UrnTable = ReturnType<typeof urnTable>

function recordOf(row: RecordRow | undefined): StoredRecord | undefined {
  return row === undefined ? undefined : { ...row, height: row.height ?? undefined }
}
