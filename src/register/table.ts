import type { Database } from "better-sqlite3"
import { logTable } from "../journal/log-table.ts"
import { rowsVersion } from "../store/rows-version.ts"

/** The private fields of an entry, and the key of the commitment to them. */
export interface PrivatePart {
  readonly salt: Uint8Array
  /** Canonical JSON. */
  readonly content: string
}

/** A checkpoint of the register, and the verifier key of the urn that signed it. */
export interface RegisterCheckpoint {
  readonly size: number
  readonly key: string
  readonly note: string
}

export function registerTable(db: Database) {
  const insertPrivate = db.prepare<[number, Uint8Array, string]>(
    "INSERT INTO register_private (number, salt, content) VALUES (?, ?, ?)",
  )
  const privateOf = db.prepare<[number], { salt: Buffer; content: string }>(
    "SELECT salt, content FROM register_private WHERE number = ?",
  )
  const privateAfter = db
    .prepare<[number], number>("SELECT coalesce(max(number), 0) FROM register_private WHERE number > ?")
    .pluck()
  const insertCheckpoint = db.prepare<[number, string, string]>(
    "INSERT INTO register_checkpoint (size, key, note) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
  )
  const checkpoints = db.prepare<[number], RegisterCheckpoint>(
    "SELECT size, key, note FROM register_checkpoint ORDER BY size DESC, rowid DESC LIMIT ?",
  )
  return {
    ...logTable(db, "register"),
    /** Stays the same as long as no row of the file changes; `undefined` if that cannot be known. */
    version: rowsVersion(db),
    insertPrivate: (number: number, { salt, content }: PrivatePart): void =>
      void insertPrivate.run(number, salt, content),
    privateOf: (number: number): PrivatePart | undefined => {
      const found = privateOf.get(number)
      return found === undefined ? undefined : { salt: Uint8Array.from(found.salt), content: found.content }
    },
    /** Whether there are private fields under a number that no entry has yet. */
    hasPrivateAfter: (number: number): boolean => (privateAfter.get(number) ?? 0) > 0,
    insertCheckpoint: ({ size, key, note }: RegisterCheckpoint): void => void insertCheckpoint.run(size, key, note),
    /** Lists the checkpoints, or so many of them, by size, the largest first. */
    checkpoints: (most = -1): readonly RegisterCheckpoint[] => checkpoints.all(most),
  }
}
export type RegisterTable = ReturnType<typeof registerTable>
