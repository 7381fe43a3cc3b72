import type { Database } from "better-sqlite3"
import { pointBytes, pointText } from "../belenios/point-text.ts"
import type { PublicCredential } from "../belenios/public-credentials.ts"
import { bucketRange } from "../store/buckets.ts"
import { othersVersion } from "../store/rows-version.ts"

export type CredentialKind = "issued" | "reserve"
export type CredentialState = "usable" | "reserve" | "blocked"

/** A key that may vote, without the member to whom it belongs: only the officer's file says that. */
export interface Credential extends PublicCredential {
  readonly group: string | undefined
  readonly kind: CredentialKind
  readonly state: CredentialState
}

interface Row {
  readonly key: Buffer
  readonly weight: bigint
  readonly grp: string | null
  readonly kind: CredentialKind
  readonly state: CredentialState
}

export function credentialTable(db: Database) {
  const insert = db.prepare<[Uint8Array, bigint, string | null, CredentialKind, CredentialState]>(
    "INSERT INTO credential (key, weight, grp, kind, state) VALUES (?, ?, ?, ?, ?)",
  )
  const columns = "key, weight, grp, kind, state"
  const find = db.prepare<[Uint8Array], Row>(`SELECT ${columns} FROM credential WHERE key = ?`).safeIntegers()
  const kind = db.prepare<[Uint8Array], CredentialKind>("SELECT kind FROM credential WHERE key = ?").pluck()
  const groupOf = db.prepare<[Uint8Array], string | null>("SELECT grp FROM credential WHERE key = ?").pluck()
  // Writes the values as SQL literals, so that no two different rows have the same text.
  const rowsIn = db
    .prepare<[Uint8Array, Uint8Array], string | null>(
      `SELECT group_concat(format('%s,%d,%Q,%Q,%Q', hex(key), weight, grp, kind, state), ';' ORDER BY key)
       FROM credential WHERE key >= ? AND key < ?`,
    )
    .pluck()
  const after = db
    .prepare<[Uint8Array, number], Row>(`SELECT ${columns} FROM credential WHERE key > ? ORDER BY key LIMIT ?`)
    .safeIntegers()
  const reserve = db
    .prepare<[], Pick<Row, "key" | "weight">>("SELECT key, weight FROM credential WHERE kind = 'reserve' ORDER BY key")
    .safeIntegers()
  const count = db.prepare<[CredentialKind], number>("SELECT count(*) FROM credential WHERE kind = ?").pluck()
  const move = db.prepare<[CredentialState, Uint8Array, CredentialState]>(
    "UPDATE credential SET state = ? WHERE key = ? AND state = ?",
  )
  return {
    insert({ key, weight, group, kind, state }: Credential): void {
      insert.run(bytesOf(key), weight, group ?? null, kind, state)
    },
    find(key: string): Credential | undefined {
      const row = find.get(bytesOf(key))
      return row === undefined ? undefined : credentialOf(row)
    },
    /** @param key - 32 bytes (RFC 8032) */
    kindOf: (key: Uint8Array): CredentialKind | undefined => kind.get(key),
    /** @param key - 32 bytes (RFC 8032) */
    groupOf: (key: Uint8Array): string | undefined => groupOf.get(key) ?? undefined,
    /** Differs after every commit of another connection, and only then. */
    othersVersion: othersVersion(db),
    /** The rows of a part of the keys (`store/buckets.ts`) as one text. */
    rowsIn: (bucket: number): string => rowsIn.get(...bucketRange(bucket)) ?? "",
    /**
     * Yields every credential in the order of the public list. They are read in pages, so the caller may write between
     * two of them.
     */
    *all(): Generator<Credential, void, undefined> {
      let last = new Uint8Array()
      for (let page = after.all(last, pageLength); page.length > 0; page = after.all(last, pageLength)) {
        for (const row of page) {
          last = Uint8Array.from(row.key)
          yield credentialOf(row)
        }
      }
    },
    /** Lists the keys in reserve with their weights, in the order of the public list. */
    reserve: (): readonly PublicCredential[] =>
      reserve.all().map(({ key, weight }) => ({ key: pointText(key), weight })),
    count: (kind: CredentialKind): number => count.get(kind) ?? 0,
    /** Compares and sets. Returns `false` when the credential was not in the state `from`. */
    move: (key: string, from: CredentialState, to: CredentialState): boolean =>
      move.run(to, bytesOf(key), from).changes === 1,
  }
}
export type CredentialTable = ReturnType<typeof credentialTable>

const pageLength = 1000

function credentialOf({ key, weight, grp, kind, state }: Row): Credential {
  return { key: pointText(Uint8Array.from(key)), weight, group: grp ?? undefined, kind, state }
}

function bytesOf(key: string): Uint8Array {
  const bytes = pointBytes(key)
  if (bytes === undefined) throw new TypeError("a credential's key has 64 hexadecimal digits")
  return bytes
}
