import type { Database } from "better-sqlite3"

/** The signature line of a witness under the checkpoint of a given size. */
export interface StoredCosignature {
  readonly size: number
  /** The witness's verifier key. */
  readonly witness: string
  /** The line as it stands under a note, without its line feed. */
  readonly line: string
}

export function witnessTable(db: Database) {
  const insert = db.prepare<[number, string, string]>(
    "INSERT OR IGNORE INTO cosignature (size, witness, line) VALUES (?, ?, ?)",
  )
  const all = db.prepare<[], StoredCosignature>("SELECT size, witness, line FROM cosignature ORDER BY size, witness")
  return {
    /** Returns whether it was new. The first cosignature of a witness at a size stays. */
    insert: ({ size, witness, line }: StoredCosignature): boolean => insert.run(size, witness, line).changes > 0,
    all: (): readonly StoredCosignature[] => all.all(),
  }
}
export type WitnessTable = ReturnType<typeof witnessTable>
