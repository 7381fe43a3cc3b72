import type { Database } from "better-sqlite3"

/** Minutes as the file keeps them: the signed note, and the two texts whose hashes it names. */
export interface StoredMinutes {
  readonly note: string
  readonly public: string
  readonly full: string
}

export function minutesTable(db: Database) {
  const columns = "note, public_text AS public, full_text AS full"
  const insert = db.prepare<[string, string, string]>(
    "INSERT INTO minutes (note, public_text, full_text) VALUES (?, ?, ?)",
  )
  const last = db.prepare<[], StoredMinutes>(`SELECT ${columns} FROM minutes ORDER BY number DESC LIMIT 1`)
  const all = db.prepare<[], StoredMinutes>(`SELECT ${columns} FROM minutes ORDER BY number`)
  return {
    insert: ({ note, public: open, full }: StoredMinutes): void => {
      insert.run(note, open, full)
    },
    last: (): StoredMinutes | undefined => last.get(),
    all: (): readonly StoredMinutes[] => all.all(),
  }
}
export type MinutesTable = ReturnType<typeof minutesTable>
