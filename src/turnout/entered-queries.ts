/** Reads the tables of the turnout that stand in the register, and makes the one that may follow. */
import { instantText } from "../core/instant.ts"
import { hasRegister, type ProvedEntry, registerEntries, type RegisterFile } from "../register/queries.ts"
import { type EnteredTable, tableSaysAgain } from "./entered.ts"
import type { GroupTurnout } from "./group-table.ts"
import type { Turnout } from "./published.ts"

/**
 * Lists the tables that were entered, in order.
 *
 * @throws UrneError `entry-altered`, `act-altered`
 */
export function enteredTables(file: RegisterFile): readonly ProvedEntry<"turnout.table">[] {
  return hasRegister(file) ? registerEntries(file, "turnout.table") : []
}

/** The last published turnout, before it has a number; `undefined` if nothing was published. */
export function publishedTable(
  { registered, counts, final }: Pick<Turnout, "registered" | "counts" | "final">,
  groups?: readonly GroupTurnout[],
): Omit<EnteredTable, "table"> | undefined {
  const last = final ?? counts.at(-1)
  if (last === undefined || registered === undefined) return undefined
  const rows = groups?.map(({ names, eligible, voters }) => ({ names, registered: eligible, voters }))
  return {
    source: final === undefined ? "count" : "freeze",
    ...{ of: instantText(last.at), registered, voters: last.voters },
    ...(rows === undefined ? {} : { groups: rows }),
  }
}

/** Returns the entry that says the same already. */
export function entryOf(
  entered: readonly ProvedEntry<"turnout.table">[],
  table: Omit<EnteredTable, "table">,
): ProvedEntry<"turnout.table"> | undefined {
  return entered.findLast(({ entry }) => tableSaysAgain(entry, table))
}
