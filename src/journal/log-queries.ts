/** Reads what every append-only log of an election has: a Merkle tree over its entries, and proofs from it (RFC 6962). */
import { equalBytes, utf8 } from "../core/bytes.ts"
import { UrneError } from "../core/error.ts"
import * as merkle from "../notes/merkle.ts"
import type { Entry, Log, LogHead, LogTree } from "./log.ts"

export function logHead(log: LogTree): LogHead {
  const size = log.size()
  return { size, root: logRoot(log, size) }
}

/** Computes the Merkle root over the first `size` entries, all by default. Reads a row for each bit of the size. */
export function logRoot(log: LogTree, size = log.size()): Uint8Array {
  return merkle.rootAt(size, log.nodeAt)
}

/** Proves that entry `number` stands in the log of `size` entries. `merkle.verifyInclusion` checks the proof. */
export function proveInclusion(log: LogTree, number: number, size = log.size()): readonly Uint8Array[] {
  return merkle.inclusionProof(number - 1, size, log.nodeAt)
}

/** Proves that the log of `to` entries begins with the one of `from`. `merkle.verifyConsistency` checks the proof. */
export function proveConsistency(log: LogTree, from: number, to = log.size()): readonly Uint8Array[] {
  return merkle.consistencyProof(from, to, log.nodeAt)
}

/** Yields the first `size` entries as they are published: a line each, in blocks of some hundreds. */
export function* publishedLines(log: Log, size: number): Generator<Uint8Array, void, undefined> {
  let lines: string[] = []
  for (const { body } of entries(log, 0, size)) {
    lines.push(`${body}\n`)
    if (lines.length < pageLength) continue
    yield utf8(lines.join(""))
    lines = []
  }
  if (lines.length > 0) yield utf8(lines.join(""))
}

/** How many rows are read at once: enough to be fast, few enough that memory stays constant. */
const pageLength = 500

/**
 * Yields the entries after number `after` up to and including `last` (by default the last at the first read), each as
 * it was hashed, without a gap. They are read in pages, so memory stays constant and the caller may write or wait
 * between two of them.
 *
 * @throws {@link UrneError} `entry-altered`
 */
export function* entries(log: Log, after = 0, last = log.size()): Generator<Entry, void, undefined> {
  const { of } = log
  const size = log.size()
  let before = after
  for (let page = log.page(after, last, pageLength); page.length > 0;) {
    for (const entry of page) {
      const { number, body } = entry
      if (number !== ++before) throw new UrneError("entry-altered", { of, number: before })
      const isIntact = equalBytes(merkle.leafHash(body), log.nodeAt(0, number - 1))
      if (!isIntact) throw new UrneError("entry-altered", { of, number })
      yield entry
    }
    page = log.page(page[page.length - 1]?.number ?? last, last, pageLength)
  }
  if (before < Math.min(last, size)) throw new UrneError("entry-altered", { of, number: before + 1 })
}
