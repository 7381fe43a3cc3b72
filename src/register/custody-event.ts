import type { Controller, CopyPart, CustodyEnd, CustodyKind, DrillLevel, MediumKind } from "../core/vocabulary.ts"
import type { Sha256 } from "../journal/event.ts"

/**
 * What is entered about copies of the election: who holds which, to whom it was handed over, and what was proved of it.
 * People stand in it by their identifiers; names of places, media and reasons are private. So is the state of the journal
 * that a copy has: a dated entry that told it would place ballots before its hour.
 */
export type CustodyEvent = CopyRecorded | CopyTransferred | CopyEnded | DrillHeld | MediumProven

/** Somebody holds a copy of something that belongs to the election. */
export interface CopyRecorded {
  readonly type: "custody.recorded"
  /** The short name of the copy. */
  readonly copy: string
  readonly kind: CustodyKind
  readonly sha256?: Sha256
  /** Whether the hash was computed from the copy itself when it was entered. Otherwise it was told. */
  readonly read: boolean
  /** The identifier of who holds it. */
  readonly holder: string
  readonly since: string
  /** Who can withhold it. */
  readonly control: Controller
  /** The number of the seal on it. */
  readonly seal?: string
  readonly private: { readonly where: string; readonly medium: string }
}

/** A copy was handed over. Both sides sign. */
export interface CopyTransferred {
  readonly type: "custody.transferred"
  readonly copy: string
  readonly giver: string
  readonly receiver: string
  readonly handed: string
  readonly control: Controller
  readonly seal?: string
  /** In which condition it was, and where it is now. */
  readonly private: { readonly condition: string; readonly where?: string }
}

/** A copy is no more. */
export interface CopyEnded {
  readonly type: "custody.ended"
  readonly copy: string
  readonly end: CustodyEnd
  readonly ended: string
  readonly private: { readonly reason: string }
}

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

/** The medium that somebody will bring was read, and opens what it should. */
export interface MediumProven {
  readonly type: "medium.proven"
  readonly medium: MediumKind
  /** The trustee whose key is on it, or the credential officer. */
  readonly holder: string
  readonly proven: string
  /** The register before this entry, `ENTRIES ROOT`, to which the proof is bound besides the election and the instant. */
  readonly register: string
  /** Of a trustee's key: the proof of possession as canonical JSON. */
  readonly proof?: string
  /** Of an officer's key: the digest of the file of codes that it opened, as the journal has it. */
  readonly codes?: Sha256
  readonly private: { readonly label: string }
}
