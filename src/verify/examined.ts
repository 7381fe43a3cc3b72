import { type Table } from "../belenios/per-choice.ts"
import { type Random } from "../core/world.ts"
import { type Definition } from "../definition/definition.ts"
import { type Pool } from "../workers/pool.ts"
import { type ArchiveFacts } from "./archive.ts"
import { type AskedBallot } from "./asked.ts"
import { type ReadJournal } from "./journal.ts"
import { type Coverage } from "./notes.ts"
import { type Papers } from "./papers.ts"
import { type Reliance, type Relied } from "./relied.ts"
import { type Setup } from "./setup.ts"

/** What a verification works with. */
export interface Tools {
  readonly pool: Pool
  readonly random: Random
  readonly progress: (checked: number, ballots: number) => void
  /** What was checked elsewhere, and need not be checked again. */
  readonly relied?: Relied
  /** How many ballots, and as many credentials, are checked with the slow arithmetic as well. */
  readonly selfCheck?: number
}

/** What was read on the way, for the report; parts that were not reached are not there. */
export interface Examined {
  papers?: Papers
  definition?: Definition
  journal?: ReadJournal
  coverage?: Coverage
  archive?: ArchiveFacts
  setup?: Setup
  votes?: Table<bigint>
  reliance?: Reliance
  /** How many were checked with the slow arithmetic as well, to the same result. */
  selfChecked?: { readonly ballots: number; readonly credentials: number }
  readonly asked: AskedBallot[]
}
