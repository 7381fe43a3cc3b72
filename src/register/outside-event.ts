import type { LookalikeSource } from "../core/lookalike.ts"
import type { Sha256 } from "../journal/event.ts"

/** What was looked at before the vote from outside. Each is one entry of the register. */
export type OutsideEvent = LookalikesChecked

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
