import type { Database } from "better-sqlite3"
import type { StoredBin } from "./arrival-bin.ts"

/** The line by which the urn signed the last bin, and the entry of the journal that accepted the latest ballots. */
export interface StoredBinSignature {
  readonly entry: number
  readonly line: string
}

export function arrivalTable(db: Database) {
  const columns = "number, began, ended, ballots, height, after"
  const all = db.prepare<[], StoredBin>(`SELECT ${columns} FROM arrival ORDER BY number`)
  const last = db.prepare<[], StoredBin>(`SELECT ${columns} FROM arrival ORDER BY number DESC LIMIT 1`)
  const ballots = db.prepare<[], number>("SELECT coalesce(sum(ballots), 0) FROM arrival").pluck()
  const insert = db.prepare<[number, number, number, number, number, Uint8Array]>(
    "INSERT INTO arrival (number, began, ended, ballots, height, after) VALUES (?, ?, ?, ?, ?, ?)",
  )
  const grow = db.prepare<[number, number, number]>(
    "UPDATE arrival SET ballots = ballots + ?, height = ? WHERE number = ?",
  )
  const cut = db.prepare<[number, number]>("UPDATE arrival SET ended = ? WHERE number = ?")
  const signature = db.prepare<[], StoredBinSignature>("SELECT entry, line FROM arrival_signature")
  const sign = db.prepare<[number, string]>(
    `INSERT INTO arrival_signature (id, entry, line) VALUES (1, ?, ?)
     ON CONFLICT (id) DO UPDATE SET entry = excluded.entry, line = excluded.line`,
  )
  const binOf = (row: StoredBin): StoredBin => ({ ...row, after: Uint8Array.from(row.after) })
  return {
    all: (): readonly StoredBin[] => all.all().map(binOf),
    last: (): StoredBin | undefined => {
      const row = last.get()
      return row === undefined ? undefined : binOf(row)
    },
    /** Counts the ballots of all bins. */
    ballots: (): number => ballots.get() ?? 0,
    insert({ number, began, ended, ballots, height, after }: StoredBin): void {
      insert.run(number, began, ended, ballots, height, after)
    },
    /** Adds ballots to the bin that is being filled. */
    grow: (number: number, by: number, height: number): void => void grow.run(by, height, number),
    /** Ends the bin that is being filled. */
    cut: (number: number, ended: number): void => void cut.run(ended, number),
    signature: (): StoredBinSignature | undefined => signature.get(),
    /** Replaces the signature: it covers the last bin and all before. */
    sign: ({ entry, line }: StoredBinSignature): void => void sign.run(entry, line),
  }
}
export type ArrivalTable = ReturnType<typeof arrivalTable>
