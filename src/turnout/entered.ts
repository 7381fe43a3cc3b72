/** Tables of the turnout as the register has them, and the rules that anybody can check of one by itself. */
import type { TableRule } from "../core/vocabulary.ts"
import type { TableGroup, TurnoutTable } from "../register/figure-event.ts"
import { tooFewOf } from "../urn/minimum-cell.ts"
import { leastGroup } from "./partition.ts"

/** The published fields of an entry. */
export type EnteredTable = Omit<TurnoutTable, "type">

/** Whether an entry says already what another would: the same turnout, with its groups or where the other has none. */
export function tableSaysAgain(
  before: Pick<EnteredTable, "source" | "of" | "groups">,
  now: Pick<EnteredTable, "source" | "of" | "groups">,
): boolean {
  const isSame = before.source === now.source && before.of === now.of
  return isSame && (before.groups !== undefined || now.groups === undefined)
}

/**
 * Names the rule that a table breaks by itself or beside those before it; `undefined` if it breaks none.
 *
 * @param cell - no figure tells of fewer members than this
 */
export function tableFault(
  table: EnteredTable,
  earlier: readonly EnteredTable[],
  cell: number,
): Extract<TableRule, "number" | "order" | "again" | "sum" | "few"> | undefined {
  const last = earlier.at(-1)
  if (table.table !== earlier.length + 1) return "number"
  if (earlier.some((one) => tableSaysAgain(one, table))) return "again"
  if (table.voters < (last?.voters ?? 0)) return "order"
  const { groups = [] } = table
  if (groups.length > 0 && !addUp(table, groups)) return "sum"
  return groups.some((group) => isSmall(group, groups, cell)) ? "few" : undefined
}

function addUp({ registered, voters }: EnteredTable, groups: readonly TableGroup[]): boolean {
  const sum = (key: "registered" | "voters") => groups.reduce((total, group) => total + group[key], 0)
  const names = groups.flatMap((group) => group.names)
  return sum("registered") === registered && sum("voters") === voters && new Set(names).size === names.length
}

/** Whether too few of a group came or did not, or a group that stands beside others is smaller than the partition's. */
function isSmall({ registered, voters }: TableGroup, groups: readonly TableGroup[], cell: number): boolean {
  const isMerged = groups.length === 1 || registered >= leastGroup(cell)
  return !isMerged || tooFewOf({ eligible: registered, voters, before: 0 }, cell) !== undefined
}
