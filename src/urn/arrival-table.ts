import type { Database } from "better-sqlite3"

/** A bin of arrivals at the booth. Instants are milliseconds. */
export interface StoredBin {
  readonly number: number
  readonly began: number
  /** Of the last bin it may lie ahead: the bin is then being filled. */
  readonly ended: number
  /** None, or ten at least. */
  readonly ballots: number
  /** The last ballot before the next bin's first, or as long as there is none, the last of this bin. */
  readonly height: number
}

export function arrivalTable(db: Database) {
  const columns = "number, began, ended, ballots, height"
  const all = db.prepare<[], StoredBin>(`SELECT ${columns} FROM arrival ORDER BY number`)
  const last = db.prepare<[], StoredBin>(`SELECT ${columns} FROM arrival ORDER BY number DESC LIMIT 1`)
  const ballots = db.prepare<[], number>("SELECT coalesce(sum(ballots), 0) FROM arrival").pluck()
  const insert = db.prepare<[number, number, number, number]>(
    `INSERT INTO arrival (number, began, ended, ballots, height)
     VALUES ((SELECT coalesce(max(number), 0) + 1 FROM arrival), ?, ?, ?, ?)`,
  )
  const grow = db.prepare<[number, number, number]>(
    "UPDATE arrival SET ballots = ballots + ?, height = ? WHERE number = ?",
  )
  const cut = db.prepare<[number, number]>("UPDATE arrival SET ended = ? WHERE number = ?")
  return {
    all: (): readonly StoredBin[] => all.all(),
    last: (): StoredBin | undefined => last.get(),
    /** Counts the ballots of all bins. */
    ballots: (): number => ballots.get() ?? 0,
    insert({ began, ended, ballots, height }: Omit<StoredBin, "number">): void {
      insert.run(began, ended, ballots, height)
    },
    /** Adds ballots to the bin that is being filled. */
    grow: (number: number, by: number, height: number): void => void grow.run(by, height, number),
    /** Ends the bin that is being filled. */
    cut: (number: number, ended: number): void => void cut.run(ended, number),
  }
}
