import { type JournalTable, journalTable } from "../../src/journal/table.ts"
import { Store } from "../../src/store/store.ts"

export interface Journal {
  readonly store: Store
  readonly journal: JournalTable
}

/** A journal by itself: in memory, or in an election file. */
export function openJournal(path?: string, options?: { readonly create: boolean }): Journal {
  const store = path === undefined ? Store.inMemory() : Store.open(path, options)
  return { store, journal: journalTable(store.db) }
}
