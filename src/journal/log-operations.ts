import * as merkle from "../notes/merkle.ts"
import type { Log } from "./log.ts"

/** Appends a body inside the caller's transaction, and returns its number, which is the new size of the log. */
export function appendBody(log: Log, body: string): number {
  if (!log.inTransaction()) throw new Error("an entry is appended in the transaction whose effect it records")
  const before = log.size()
  log.insert({ number: before + 1, body }, merkle.completedNodes(before, merkle.leafHash(body), log.nodeAt))
  return before + 1
}
