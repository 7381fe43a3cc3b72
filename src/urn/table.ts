import type { Database } from "better-sqlite3"
import { bucketRange, textBucketRange } from "../store/buckets.ts"
import { othersVersion } from "../store/rows-version.ts"
import { arrivalTable } from "./arrival-table.ts"
import { batchTable } from "./batch-table.ts"
import type { StoredBallot, StoredVote, Vote } from "./ledger.ts"
import { urgentTable } from "./urgent-table.ts"

/** A record of the archive as it is stored. */
export interface StoredRecord {
  /** Its place in the archive, from 1. */
  readonly number: number
  /** The height of an event; `undefined` for data. */
  readonly height: number | undefined
  /** SHA-256 of the body, in hexadecimal, which is its name in the archive. */
  readonly hash: string
  readonly body: Uint8Array
}

interface RecordRow {
  readonly number: number
  readonly height: number | null
  readonly hash: string
  readonly body: Buffer
}

interface BallotRow extends Omit<StoredBallot, "inGrace" | "credential"> {
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
  const ballotColumns = "height, tracker, credential, channel, grace, entry"
  const ballotBy = db.prepare<[string], BallotRow>(`SELECT ${ballotColumns} FROM ballot WHERE tracker = ?`)
  const ballotsOf = db.prepare<[string, string], BallotRow>(
    `SELECT ${ballotColumns} FROM ballot WHERE tracker >= ? AND tracker < ?`,
  )
  const allBallots = db.prepare<[], BallotRow>(`SELECT ${ballotColumns} FROM ballot`)
  const lastBallotOf = db.prepare<[Uint8Array, number], Vote>(
    `SELECT channel, height AS ballot FROM ballot WHERE credential = ? AND height <= ? ORDER BY height DESC LIMIT 1`,
  )
  const trackerAt = db.prepare<[number], string>("SELECT tracker FROM ballot WHERE height = ?").pluck()
  const ballots = db.prepare<[], number>("SELECT count(*) FROM ballot").pluck()
  const votersUpTo = db
    .prepare<[number], number>("SELECT count(DISTINCT credential) FROM ballot WHERE height <= ?")
    .pluck()
  const castVote = db.prepare<[Uint8Array, string, number]>(
    `INSERT INTO vote (credential, channel, ballot) VALUES (?, ?, ?)
     ON CONFLICT (credential) DO UPDATE SET channel = excluded.channel, ballot = excluded.ballot`,
  )
  const vote = db.prepare<[Uint8Array], Vote>("SELECT channel, ballot FROM vote WHERE credential = ?")
  const votesOf = db.prepare<[Uint8Array, Uint8Array], StoredVote>(
    "SELECT credential, channel, ballot FROM vote WHERE credential >= ? AND credential < ?",
  )
  const allVotes = db.prepare<[], StoredVote>("SELECT credential, channel, ballot FROM vote")
  const votedHeights = db.prepare<[], number>("SELECT ballot FROM vote").pluck()
  const addCiphertext = db.prepare<[Uint8Array]>("INSERT INTO ciphertext (fingerprint) VALUES (?)")
  const ciphertext = db.prepare<[Uint8Array], number>("SELECT 1 FROM ciphertext WHERE fingerprint = ?").pluck()
  const ciphertextsOf = db
    .prepare<[Uint8Array, Uint8Array], Uint8Array>(
      "SELECT fingerprint FROM ciphertext WHERE fingerprint >= ? AND fingerprint < ?",
    )
    .pluck()
  const allCiphertexts = db.prepare<[], Uint8Array>("SELECT fingerprint FROM ciphertext").pluck()

  return {
    /** Differs after every commit of another connection, and only then. */
    othersVersion: othersVersion(db),
    begin: (timestamp: number): void => void begin.run(timestamp),
    /** The archive's time in whole seconds since 1970-01-01T00:00Z; `undefined` before the seal. */
    timestamp: (): number | undefined => timestamp.get(),
    insertRecord({ height, hash, body }: Omit<StoredRecord, "number">): void {
      insertRecord.run((lastNumber.get() ?? 0) + 1, height ?? null, hash, body)
    },
    lastNumber: (): number => lastNumber.get() ?? 0,
    record: (number: number) => recordOf(record.get(number)),
    /** Returns at most `limit` records after number `after`, up to and including `last`. */
    page: (after: number, last: number, limit: number): readonly StoredRecord[] =>
      page.all(after, last, limit).map((row) => recordOf(row) as StoredRecord),
    /** Returns the last event, found by an index. */
    lastEvent: () => recordOf(lastEvent.get()),
    eventAt: (height: number) => recordOf(eventAt.get(height)),
    insertBallot({ height, tracker, credential, channel, inGrace, entry }: StoredBallot): void {
      insertBallot.run(height, tracker, credential, channel, inGrace ? 1 : 0, entry)
    },
    ballot: (tracker: string): StoredBallot | undefined => {
      const row = ballotBy.get(tracker)
      return row === undefined ? undefined : ballotOf(row)
    },
    /** Lists the ballots in a part of the trackers (`store/buckets.ts`). */
    ballotsIn: (bucket: number): readonly StoredBallot[] => ballotsOf.all(...textBucketRange(bucket)).map(ballotOf),
    *allBallots(): Generator<StoredBallot, void, undefined> {
      for (const row of allBallots.iterate()) yield ballotOf(row)
    },
    /** Finds the last ballot of a credential up to and including a height. It searches all ballots. */
    lastBallotOf: (credential: Uint8Array, height: number): Vote | undefined => lastBallotOf.get(credential, height),
    trackerAt: (height: number): string | undefined => trackerAt.get(height),
    /** Counts the accepted ballots, replaced ones included. */
    ballots: (): number => ballots.get() ?? 0,
    /** Counts the credentials that cast the ballots up to and including a height. Reads all of these. */
    votersUpTo: (height: number): number => votersUpTo.get(height) ?? 0,
    /**
     * Makes a ballot the one of its credential that counts. The schema refuses it where the ballot may not replace one.
     */
    castVote: (credential: Uint8Array, { channel, ballot }: Vote): void =>
      void castVote.run(credential, channel, ballot),
    vote: (credential: Uint8Array): Vote | undefined => vote.get(credential),
    /** Lists the votes in a part of the credentials (`store/buckets.ts`). */
    votesIn: (bucket: number): readonly StoredVote[] => votesOf.all(...bucketRange(bucket)),
    allVotes: (): Iterable<StoredVote> => allVotes.iterate(),
    /** Yields the heights of the ballots that count, in no order. */
    votedHeights: (): Iterable<number> => votedHeights.iterate(),
    addCiphertext: (fingerprint: Uint8Array): void => void addCiphertext.run(fingerprint),
    hasCiphertext: (fingerprint: Uint8Array): boolean => ciphertext.get(fingerprint) !== undefined,
    /** Lists the fingerprints in a part (`store/buckets.ts`). */
    ciphertextsIn: (bucket: number): readonly Uint8Array[] => ciphertextsOf.all(...bucketRange(bucket)),
    allCiphertexts: (): Iterable<Uint8Array> => allCiphertexts.iterate(),
    batches: batchTable(db),
    urgent: urgentTable(db),
    arrivals: arrivalTable(db),
  }
}
export type UrnTable = ReturnType<typeof urnTable>

function ballotOf({ grace, credential, ...row }: BallotRow): StoredBallot {
  return { ...row, credential: Uint8Array.from(credential), inGrace: grace === 1 }
}

function recordOf(row: RecordRow | undefined): StoredRecord | undefined {
  return row === undefined ? undefined : { ...row, height: row.height ?? undefined }
}
