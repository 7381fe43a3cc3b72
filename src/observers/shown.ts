/** What one side was shown of an election: signed states of its two logs, and what proves how they hang together. */
import type { Act } from "../authority/act.ts"
import { equalBytes } from "../core/bytes.ts"
import type { Sha256 } from "../journal/event.ts"
import type { VerifierKey } from "../notes/key.ts"
import { consistencyProof, type NodeAt, rootAt } from "../notes/merkle.ts"

export const logKinds = ["journal", "register"] as const
export type LogKind = (typeof logKinds)[number]

/** A state of a log that a key of the urn signed: in a checkpoint, or in a receipt. */
export interface ShownState {
  readonly size: number
  /** The Merkle root at that size: 32 bytes. */
  readonly root: Uint8Array
  /** The signed note. */
  readonly note: string
  readonly signer: VerifierKey
}

/** One log, as far as one side was shown it. */
export interface ShownLog {
  /** The shortest first, of which each is proved to continue the one before. */
  readonly states: readonly ShownState[]
  /** Entries, or their hashes, from the first on: of a record all, which may be more than what the urn signed. */
  readonly whole: WholeLog | undefined
}

/** The first entries of a log, from which its root follows at every size up to theirs. */
export interface WholeLog {
  readonly size: number
  readonly rootAt: (size: number) => Uint8Array
  /** Proves that the log of `to` entries begins with the one of `from` (RFC 6962 section 2.1.2). */
  readonly proof: (from: number, to: number) => readonly Uint8Array[]
}

/** An act in effect that one side was shown. */
export interface ShownAct {
  readonly act: Act
  readonly hash: Sha256
}

export interface Shown {
  readonly path: string
  readonly kind: "observer" | "record" | "checkpoint" | "receipt"
  readonly uuid: string
  readonly rehearsal: boolean
  /** SHA-256 of the act that constitutes the authority, where the acts are at hand. */
  readonly anchor: Sha256 | undefined
  readonly acts: readonly ShownAct[]
  /** The keys that the authority certified for the urn, by the acts at hand. */
  readonly urnKeys: readonly VerifierKey[]
  readonly logs: Readonly<Record<LogKind, ShownLog>>
}

/** Makes it of a tree that is at hand. */
export function wholeLog({ size, nodeAt }: { readonly size: number; readonly nodeAt: NodeAt }): WholeLog {
  return {
    size,
    rootAt: (of) => rootAt(of, nodeAt),
    proof: (from, to) => consistencyProof(from, to, nodeAt),
  }
}

export const nothingShown: ShownLog = { states: [], whole: undefined }

/** Returns the root that this side knows at a size, if it does. */
export function knownRoot({ states, whole }: ShownLog, size: number): Uint8Array | undefined {
  if (whole !== undefined && size <= whole.size) return whole.rootAt(size)
  return states.find((state) => state.size === size)?.root
}

/** Returns the longest state that this side knows, signed or not. */
export function headOf({ states, whole }: ShownLog): Pick<ShownState, "size" | "root"> | undefined {
  const last = states.at(-1)
  const size = whole?.size ?? 0
  return whole === undefined || size <= (last?.size ?? 0) ? last : { size, root: whole.rootAt(size) }
}

/** Whether both name the same state. */
export function sameState(a: Pick<ShownState, "size" | "root">, b: Pick<ShownState, "size" | "root">): boolean {
  return a.size === b.size && equalBytes(a.root, b.root)
}
