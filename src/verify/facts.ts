import type { Table } from "../belenios/per-choice.ts"
import type { Definition } from "../definition/definition.ts"
import type { SignedEntry } from "../register/entry.ts"
import type { Coverage } from "./acts/checkpoints.ts"
import type { ReadSuspension } from "./acts/suspensions.ts"
import type { ArchiveFacts } from "./archive/chain.ts"
import type { Setup } from "./archive/setup.ts"
import type { Reliance } from "./divided/relied.ts"
import type { ExpectedBallot } from "./expectations.ts"
import type { ReadJournal } from "./journal/journal.ts"
import type { Correction } from "./notices/texts.ts"
import type { AttestedFigures } from "./register/attested.ts"
import type { Papers } from "./source/papers.ts"
import type { HeldStamp } from "./stamps/stamps.ts"

/** What the stages learned about a record, for the report. A stage that was not reached leaves its facts out. */
export interface Facts {
  readonly papers?: Papers
  readonly journal?: ReadJournal
  readonly definition?: Definition | undefined
  readonly coverage?: Coverage | undefined
  /** The urgent suspensions of the vote that could be read. */
  readonly suspensions?: readonly ReadSuspension[]
  /** The entries of the register that count. */
  readonly register?: readonly SignedEntry[]
  /** How many figures of the register people attest. */
  readonly attested?: AttestedFigures | undefined
  readonly archive?: ArchiveFacts
  readonly setup?: Setup
  readonly votes?: Table<bigint> | undefined
  readonly reliance?: Reliance | undefined
  /** How many were also checked with the slow arithmetic, with the same outcome. */
  readonly selfChecked?: { readonly ballots: number; readonly credentials: number } | undefined
  /** Lines of notices that were wrong, and that later notices correct. */
  readonly corrected?: readonly Correction[]
  /** The time-stamps that hold. */
  readonly stamps?: readonly HeldStamp[]
  /** What became of the ballots that the reader asked for. */
  readonly expected?: readonly ExpectedBallot[]
}
