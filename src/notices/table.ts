import type { Database } from "better-sqlite3"

/** A notice as the file keeps it. */
export interface StoredNotice {
  readonly number: number
  /** The signed note. */
  readonly note: string
}

export function noticeTable(db: Database) {
  const insert = db.prepare<[number, string]>("INSERT INTO notice (number, note) VALUES (?, ?)")
  const all = db.prepare<[], StoredNotice>("SELECT number, note FROM notice ORDER BY number")
  return {
    insert: ({ number, note }: StoredNotice): void => void insert.run(number, note),
    /** Lists them in the order of their numbers. */
    all: (): readonly StoredNotice[] => all.all(),
  }
}
export type NoticeTable = ReturnType<typeof noticeTable>
