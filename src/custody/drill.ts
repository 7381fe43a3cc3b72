import type { CopyPart, DrillLevel } from "../core/vocabulary.ts"
import type { Inside } from "./copy-manifest.ts"

/** What failed in a drill. */
export interface DrillFault {
  readonly level: DrillLevel
  /** The code of a refusal, or of a finding of `verify`. */
  readonly code: string
  /** What that says, for people. */
  readonly reason: string
}

/** A drill: an election that was rebuilt from a copy alone, as far as that went. */
export interface Drill {
  readonly path: string
  /** SHA-256 of the copy, in hexadecimal. */
  readonly sha256: string
  /** The level that was asked for. The drill passed if nothing failed. */
  readonly level: DrillLevel
  readonly faults: readonly DrillFault[]
  readonly seconds: number
  /** When it began, in milliseconds. */
  readonly held: number
  readonly parts: readonly CopyPart[]
  /** What the copy holds, if its election file could be opened. */
  readonly inside: Inside | undefined
}
