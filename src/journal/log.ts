import type { LogName } from "../core/refusals.ts"
import type { NodeAt, TreeNode } from "../notes/merkle.ts"

/** One line of a log. `number` counts from 1, so it is the size that the log has with this entry. */
export interface Entry {
  readonly number: number
  /** Canonical JSON, exactly as it was hashed. */
  readonly body: string
}

/** The state of a log: its size and the Merkle root at that size (32 bytes). */
export interface LogHead {
  readonly size: number
  readonly root: Uint8Array
}

/** The tree of a log, from which roots and proofs are computed. */
export interface LogTree {
  readonly size: () => number
  readonly nodeAt: NodeAt
}

/** An append-only log: its entries, and the nodes of their Merkle tree. */
export interface Log extends LogTree {
  readonly of: LogName
  /** Whether this connection holds a transaction. Nothing is appended outside one. */
  readonly inTransaction: () => boolean
  readonly insert: (entry: Entry, nodes: readonly TreeNode[]) => void
  readonly byNumber: (number: number) => Entry | undefined
  /** Returns at most `limit` entries after number `after`, up to and including `last`. */
  readonly page: (after: number, last: number, limit: number) => readonly Entry[]
}
