import type { LookalikeSource } from "../core/lookalike.ts"
import type { Sha256 } from "../journal/event.ts"

/** What was looked at before the vote from outside. Each is one entry of the register. */
export type OutsideEvent = LookalikesChecked | ExposureAuthorised | ExposureExamined

/** Names that look like those of the vote were checked: how many there are, and how many of them exist. */
export interface LookalikesChecked {
  readonly type: "lookalikes.checked"
  /** The hosts of the definition of which they are look-alikes. */
  readonly hosts: readonly string[]
  /** How many names were made and checked. */
  readonly generated: number
  /** How many of them are on the list of those that the authority holds. */
  readonly held: number
  /** How many exist and are not held. */
  readonly exists: number
  /** How many are not held, and nobody said whether they exist. */
  readonly unknown: number
  readonly how: LookalikeSource
  /** Of the list of all of them, with what is known of each. */
  readonly sha256: Sha256
  /** Those that exist and are not held. */
  readonly private?: { readonly names: readonly string[] }
}

/** Whoever runs hosts has allowed in writing that they are examined from outside. */
export interface ExposureAuthorised {
  readonly type: "exposure.authorised"
  readonly hosts: readonly string[]
  readonly until: string
  /** Of the document that says so. */
  readonly sha256: Sha256
  /** Who signed that document, and the name of its file. */
  readonly private: { readonly by: string; readonly name: string }
}

/** Hosts were examined from outside. */
export interface ExposureExamined {
  readonly type: "exposure.examined"
  readonly hosts: readonly string[]
  /** How many requests they got. */
  readonly requests: number
  readonly failed: number
  readonly warned: number
  /** Of the report. */
  readonly sha256: Sha256
  /** What was found, a line each: whoever reads the record is not told where to look. */
  readonly private?: { readonly findings: readonly string[] }
}
