import type { Database } from "better-sqlite3"
import type { CeremonyStep } from "./task.ts"

/** A holder's key, once the ceremony is over. */
export interface Trustee {
  /** The holder's number in the archive, from 1. */
  readonly owner: number
  readonly holder: string
  readonly kind: "mandatory" | "threshold"
  /** The text of a point, as are all keys here. */
  readonly publicKey: string
}

/** What the ceremony made: the structure that the archive's setup will hold, and the election's key. */
export interface TrusteesRow {
  /** The exact text, which every hash covers. */
  readonly body: string
  readonly publicKey: string
}

/** What a holder sent at one step of a ceremony held apart. */
export interface StoredReply {
  readonly holder: string
  readonly step: CeremonyStep
  readonly reply: string
}

/** Proves that a holder could use its key when the journal had `size` entries. */
export interface StoredPossession {
  readonly owner: number
  readonly size: number
  /** The proof as JSON. */
  readonly proof: string
  /** The source of the signed note in which it came, where the holder's key is certified. */
  readonly note?: string | null
}

export function trusteesTable(db: Database) {
  const addReply = db.prepare<[number, string, CeremonyStep, string]>(
    "INSERT INTO ceremony_answer (origin, holder, step, reply) VALUES (?, ?, ?, ?)",
  )
  const replies = db.prepare<[number], StoredReply>(
    "SELECT holder, step, reply FROM ceremony_answer WHERE origin = ? ORDER BY rowid",
  )
  const addTrustee = db.prepare<[number, string, string, string]>(
    "INSERT INTO trustee (owner, holder, kind, public_key) VALUES (?, ?, ?, ?)",
  )
  const all = db.prepare<[], Trustee>("SELECT owner, holder, kind, public_key AS publicKey FROM trustee ORDER BY owner")
  const establish = db.prepare<[string, string]>("INSERT INTO trustees (id, body, public_key) VALUES (1, ?, ?)")
  const get = db.prepare<[], TrusteesRow>("SELECT body, public_key AS publicKey FROM trustees")
  const addPossession = db.prepare<[number, number, string, string | null]>(
    "INSERT INTO possession (owner, size, proof, note) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
  )
  const possessions = db.prepare<[], StoredPossession>(
    "SELECT owner, size, proof, note FROM possession ORDER BY owner, size",
  )
  return {
    addReply: (origin: number, { holder, step, reply }: StoredReply): void =>
      void addReply.run(origin, holder, step, reply),
    /** Lists the replies of the ceremony that began with this journal entry. */
    replies: (origin: number): readonly StoredReply[] => replies.all(origin),
    establish({ body, publicKey }: TrusteesRow, trustees: readonly Trustee[]): void {
      establish.run(body, publicKey)
      for (const trustee of trustees) {
        addTrustee.run(trustee.owner, trustee.holder, trustee.kind, trustee.publicKey)
      }
    },
    /** Returns `undefined` before the ceremony is over. */
    get: (): TrusteesRow | undefined => get.get(),
    all: (): readonly Trustee[] => all.all(),
    /** Returns `false` when the holder had already proved possession at this size. */
    addPossession: ({ owner, size, proof, note }: StoredPossession): boolean =>
      addPossession.run(owner, size, proof, note ?? null).changes === 1,
    possessions: (): readonly StoredPossession[] => possessions.all(),
  }
}
export type TrusteesTable = ReturnType<typeof trusteesTable>
