import type { Database } from "better-sqlite3"
import { completedNodes, leafHash } from "../../src/notes/merkle.ts"
import { openDatabase } from "../../src/store/sqlite.ts"

/**
 * Does what somebody without a key can do who may write to an election file: drops its triggers, writes whatever is
 * wanted, and restores the triggers word for word, so that only the rows show it.
 */
export function withoutTriggers<T>(db: Database, work: () => T): T {
  const triggers = db
    .prepare<[], { name: string; sql: string }>("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
    .all()
  for (const { name } of triggers) db.exec(`DROP TRIGGER ${name}`)
  try {
    return work()
  } finally {
    for (const { sql } of triggers) db.exec(sql)
  }
}

/** Does the same on a file on disk, through a connection of its own that no rule of the schema holds back. */
export function tamperWith(path: string, work: string | ((db: Database) => void)): void {
  const db = openDatabase(path)
  try {
    db.pragma("foreign_keys = OFF")
    db.pragma("ignore_check_constraints = ON")
    withoutTriggers(db, () => {
      if (typeof work === "string") db.exec(work)
      else work(db)
    })
    db.pragma("wal_checkpoint(TRUNCATE)")
  } finally {
    db.close()
  }
}

/** Makes the Merkle nodes of the journal anew, as its table now stands. */
export function hashAnew(db: Database): void {
  const bodies = db.prepare<[], string>("SELECT body FROM journal ORDER BY number").pluck().all()
  const nodes = new Map<string, Uint8Array>()
  const nodeAt = (level: number, number: number) => nodes.get(`${level} ${number}`) ?? new Uint8Array(32)
  for (const [index, body] of bodies.entries()) {
    for (const { level, number, hash } of completedNodes(index, leafHash(body), nodeAt))
      nodes.set(`${level} ${number}`, hash)
  }
  db.exec("DELETE FROM journal_node")
  const add = db.prepare("INSERT INTO journal_node (level, number, hash) VALUES (?, ?, ?)")
  for (const [place, hash] of nodes) add.run(...place.split(" ").map(Number), hash)
}
