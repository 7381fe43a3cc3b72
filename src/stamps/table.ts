import type { Database } from "better-sqlite3"
import type { StampedThing } from "../notes/time-stamp/subject.ts"

/** A request for a stamp. */
export interface StoredRequest extends StampedThing {
  /** 8 bytes in hexadecimal. */
  readonly nonce: string
  readonly imprint: Uint8Array
  readonly policy: string | undefined
}

export interface StoredStamp extends StampedThing {
  readonly token: Uint8Array
}

export function stampTable(db: Database) {
  const insertRequest = db.prepare<[string, string, number, Uint8Array, string | null]>(
    "INSERT INTO time_stamp_request (nonce, subject, number, imprint, policy) VALUES (?, ?, ?, ?, ?)",
  )
  const requests = db.prepare<[], Omit<StoredRequest, "policy"> & { readonly policy: string | null }>(
    "SELECT nonce, subject, number, imprint, policy FROM time_stamp_request ORDER BY nonce",
  )
  const insert = db.prepare<[string, number, Uint8Array]>(
    "INSERT OR IGNORE INTO time_stamp (subject, number, token) VALUES (?, ?, ?)",
  )
  const all = db.prepare<[], StoredStamp>("SELECT subject, number, token FROM time_stamp ORDER BY id")
  return {
    insertRequest: ({ nonce, subject, number, imprint, policy }: StoredRequest): void => {
      insertRequest.run(nonce, subject, number, imprint, policy ?? null)
    },
    requests: (): readonly StoredRequest[] =>
      requests.all().map((row) => ({ ...row, policy: row.policy ?? undefined })),
    /** Returns whether the request was new. */
    insert: ({ subject, number, token }: StoredStamp): boolean => insert.run(subject, number, token).changes > 0,
    /** Lists the tokens in the order of their arrival. */
    all: (): readonly StoredStamp[] => all.all(),
  }
}
export type StampTable = ReturnType<typeof stampTable>
