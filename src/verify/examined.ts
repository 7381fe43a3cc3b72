import { type Table } from "../belenios/per-choice.ts"
import { type Random } from "../core/world.ts"
import { type Definition } from "../definition/definition.ts"
import { type Pool } from "../workers/pool.ts"
import { type ArchiveFacts } from "./archive.ts"
import { type AskedBallot } from "./asked.ts"
import { type ReadJournal } from "./journal.ts"
import { type Coverage } from "./notes.ts"
import { type Papers } from "./papers.ts"
import { type Setup } from "./setup.ts"

/** What a verification works with. */
export interface Tools {
  readonly pool: Pool
  readonly random: Random
  readonly progress: (checked: number, ballots: number) => void
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
  readonly asked: AskedBallot[]
}
