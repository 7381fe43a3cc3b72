import type { Database } from "better-sqlite3"

/** An urgent suspension as the file keeps it. */
export interface StoredSuspension {
  readonly number: number
  /** The signed note. */
  readonly note: string
}

export function urgentTable(db: Database) {
  const insert = db.prepare<[number, string]>("INSERT INTO urgent_suspension (number, note) VALUES (?, ?)")
  const all = db.prepare<[], StoredSuspension>("SELECT number, note FROM urgent_suspension ORDER BY number")
  return {
    insert: ({ number, note }: StoredSuspension): void => void insert.run(number, note),
    /** Lists them in the order of their numbers. */
    all: (): readonly StoredSuspension[] => all.all(),
  }
}
