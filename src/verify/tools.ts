import type { Random } from "../core/world.ts"
import type { Pool } from "../workers/pool.ts"
import type { Relied } from "./divided/relied.ts"

/** What a verification works with. */
export interface Tools {
  readonly pool: Pool
  readonly random: Random
  readonly progress: (checked: number, ballots: number) => void
  /** What was checked elsewhere and need not be checked again. */
  readonly relied?: Relied
  /** How many ballots, and as many credentials, are also checked with the slow arithmetic. */
  readonly selfCheck?: number
}
