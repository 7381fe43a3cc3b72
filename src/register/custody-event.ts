import type { CopyPart, DrillLevel } from "../core/vocabulary.ts"
import type { Sha256 } from "../journal/event.ts"

/**
 * What is entered about copies of the election: who holds which, to whom it was handed over, and what was proved of it.
 * People stand in it by their identifiers; names of places, media and reasons are private. So is the state of the journal
 * that a copy has: a dated entry that told it would place ballots before its hour.
 */
export type CustodyEvent = DrillHeld

/** Somebody rebuilt the election from a copy alone, or tried to. */
export interface DrillHeld {
  readonly type: "drill.held"
  /** From 1 on. */
  readonly drill: number
  readonly level: DrillLevel
  readonly passed: boolean
  readonly seconds: number
  /** SHA-256 of the copy. */
  readonly copy: Sha256
  readonly parts: readonly CopyPart[]
  /** When the drill was held. */
  readonly heldAt: string
  /** The hash of the signed note that tells of it, where it was held on a machine without the election. */
  readonly note?: Sha256
  readonly private: {
    readonly where: string
    /** What failed. */
    readonly faults?: string
    /** The state of the journal that the copy has, where it could be read: how many entries, and their root (base64). */
    readonly entries?: number
    readonly root?: string
  }
}
