import type { World } from "../core/world.ts"
import type { SigningKey } from "../notes/key.ts"
import { appendEntry } from "../register/operations.ts"
import type { RegisterFile } from "../register/queries.ts"
import type { Store } from "../store/store.ts"
import { enteredTables, entryOf } from "./entered-queries.ts"
import type { EnteredTable } from "./entered.ts"

/** A table of the turnout that stands in the register, and the number of its entry. */
export interface TableEntry {
  readonly table: number
  readonly entry: number
  /** Whether it was entered before. */
  readonly before: boolean
}

/** Enters a published turnout, once. @throws UrneError what `appendEntry` throws */
export function enterTable(
  file: RegisterFile & { readonly store: Store },
  table: Omit<EnteredTable, "table">,
  keys: readonly SigningKey[],
  world: Pick<World, "now" | "random">,
): TableEntry {
  return file.store.write(() => appendTable(file, table, keys, world))
}

/** Does the same inside the caller's transaction. @throws UrneError what `appendEntry` throws */
export function appendTable(
  file: RegisterFile,
  table: Omit<EnteredTable, "table">,
  keys: readonly SigningKey[],
  world: Pick<World, "now" | "random">,
): TableEntry {
  const before = enteredTables(file)
  const known = entryOf(before, table)
  if (known !== undefined) return { table: known.entry.table, entry: known.number, before: true }
  const number = before.length + 1
  const { number: entry } = appendEntry(file, keys, { type: "turnout.table", table: number, ...table }, world)
  return { table: number, entry, before: false }
}
