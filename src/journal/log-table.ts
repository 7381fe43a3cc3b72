import type { Database } from "better-sqlite3"
import { UrneError } from "../core/error.ts"
import type { LogName } from "../core/refusals.ts"
import type { NodeAt } from "../notes/merkle.ts"
import type { Entry, Log } from "./log.ts"

/**
 * The rows of an append-only log: its entries, and the nodes of its Merkle tree.
 *
 * @param of - also the name of its table; its nodes are in `NAME_node`
 */
export function logTable(db: Database, of: LogName): Log {
  const insert = db.prepare<[number, string]>(`INSERT INTO ${of} (number, body) VALUES (?, ?)`)
  const size = db.prepare<[], number>(`SELECT coalesce(max(number), 0) FROM ${of}`).pluck()
  const byNumber = db.prepare<[number], Entry>(`SELECT number, body FROM ${of} WHERE number = ?`)
  const page = db.prepare<[number, number, number], Entry>(
    `SELECT number, body FROM ${of} WHERE number > ? AND number <= ? ORDER BY number LIMIT ?`,
  )
  const insertNode = db.prepare<[number, number, Uint8Array]>(
    `INSERT INTO ${of}_node (level, number, hash) VALUES (?, ?, ?)`,
  )
  const node = db
    .prepare<[number, number], Buffer>(`SELECT hash FROM ${of}_node WHERE level = ? AND number = ?`)
    .pluck()
  const nodeAt: NodeAt = (level, number) => {
    const hash = node.get(level, number)
    if (hash === undefined) throw new UrneError("entry-altered", { of, number: number * 2 ** level + 1 })
    return Uint8Array.from(hash)
  }
  return {
    of,
    inTransaction: () => db.inTransaction,
    insert(entry, nodes) {
      insert.run(entry.number, entry.body)
      for (const { level, number, hash } of nodes) insertNode.run(level, number, hash)
    },
    size: () => size.get() ?? 0,
    byNumber: (number) => byNumber.get(number),
    page: (after, last, limit) => page.all(after, last, limit),
    nodeAt,
  }
}
