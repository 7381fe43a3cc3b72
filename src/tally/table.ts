import type { Database } from "better-sqlite3"

export type ShareState = "received" | "refused" | "counted"

/** A holder's share of the decryption, outside the archive. */
export interface StoredShare {
  readonly owner: number
  /** SHA-256 of the body, in hexadecimal. */
  readonly sha256: string
  /** The partial decryption, as the archive will hold it. */
  readonly body: string
  /** Our proof, which also hashes ciphertext and factor. */
  readonly proof: string
  readonly state: ShareState
  /** The code of the finding for which it was refused. */
  readonly fault: string | null
}

export function tallyTable(db: Database) {
  const columns = "owner, sha256, body, proof, state, fault"
  const insert = db.prepare<[number, string, string, string, ShareState, string | null]>(
    `INSERT INTO share (${columns}) VALUES (?, ?, ?, ?, ?, ?)`,
  )
  const all = db.prepare<[], StoredShare>(`SELECT ${columns} FROM share ORDER BY number`)
  const standing = db.prepare<[], StoredShare>(`SELECT ${columns} FROM share WHERE state <> 'refused' ORDER BY owner`)
  const count = db.prepare<[number]>("UPDATE share SET state = 'counted' WHERE owner = ? AND state = 'received'")
  const refuse = db.prepare<[string, number]>(
    "UPDATE share SET state = 'refused', fault = ? WHERE owner = ? AND state = 'received'",
  )
  return {
    insert({ owner, sha256, body, proof, state, fault }: StoredShare): void {
      insert.run(owner, sha256, body, proof, state, fault)
    },
    /** Lists all shares, refused ones included, in the order in which they arrived. */
    shares: (): readonly StoredShare[] => all.all(),
    /** Lists the shares that count, at most one a holder, in the order of their numbers. */
    standing: (): readonly StoredShare[] => standing.all(),
    /** Marks a share as used in the archive. Returns `false` where none was waiting. */
    count: (owner: number): boolean => count.run(owner).changes === 1,
    /** Marks a share as wrong. Returns `false` where none was waiting. */
    refuse: (owner: number, fault: string): boolean => refuse.run(fault, owner).changes === 1,
  }
}
export type TallyTable = ReturnType<typeof tallyTable>
