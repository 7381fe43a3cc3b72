/** Tables of the turnout by group. A table is published whole or not at all. */
import { tooFewOf } from "../urn/minimum-cell.ts"
import type { Group } from "./partition.ts"

/** How many members have voted in each group of the partition, in its order. */
export type GroupVoters = readonly number[]

/** Why a table is not published: some group has too few new voters, or too few members who have not voted. */
type TableWait = "came" | "missing"

/**
 * Says what prevents a table from being published.
 *
 * @param before - the table that was published last, if there was one
 */
export function tableWait(
  groups: readonly Group[],
  voters: GroupVoters,
  before: GroupVoters | undefined,
  cell: number,
): TableWait | undefined {
  const waits = groups.map(({ eligible }, index) =>
    tooFewOf({ eligible, voters: voters[index] ?? 0, before: before?.[index] ?? 0 }, cell),
  )
  // Naming the group would reveal something about its turnout.
  return waits.includes("came") ? "came" : waits.find((wait) => wait !== undefined)
}

export interface GroupTurnout extends Group {
  readonly voters: number
}

/**
 * Why there is no table by group: the definition publishes none, the urn is not frozen, or some group has too few
 * voters or too few members who have not voted.
 */
export type NoTable = "national" | "not-frozen" | TableWait
