import { authorityTable } from "../authority/table.ts"
import { requireKnownFormat } from "../core/format.ts"
import { credentialTable } from "../credentials/table.ts"
import { electionTable } from "../definition/table.ts"
import { electionFormat } from "../journal/operations.ts"
import { journalTable } from "../journal/table.ts"
import { minutesTable } from "../minutes/table.ts"
import { noticeTable } from "../notices/table.ts"
import { registerTable } from "../register/table.ts"
import { rollTable } from "../roll/table.ts"
import { stampTable } from "../stamps/table.ts"
import { Store, type StoreOptions } from "../store/store.ts"
import { tallyTable } from "../tally/table.ts"
import { trusteesTable } from "../trustees/table.ts"
import { urnTable } from "../urn/table.ts"
import { witnessTable } from "../witnesses/table.ts"

/** The store and every table of an election, with each statement prepared once. */
export type ElectionFile = ReturnType<typeof electionFile>

/**
 * Opens the tables of a store. Preparing their statements checks every query of the program against the schema, so a
 * misspelt column fails in the first test and not on election night.
 */
export function electionFile(store: Store) {
  const { db } = store
  return {
    store,
    journal: journalTable(db),
    election: electionTable(db),
    authority: authorityTable(db),
    witnesses: witnessTable(db),
    roll: rollTable(db),
    trustees: trusteesTable(db),
    credentials: credentialTable(db),
    urn: urnTable(db),
    register: registerTable(db),
    notices: noticeTable(db),
    minutes: minutesTable(db),
    tally: tallyTable(db),
    stamps: stampTable(db),
  }
}

/**
 * Opens an election file.
 *
 * @throws UrneError what `Store.open` throws, `newer-format`
 */
export function openElectionFile(path: string, options: StoreOptions = {}): ElectionFile {
  const store = Store.open(path, options)
  try {
    const file = electionFile(store)
    requireKnownFormat(electionFormat(file.journal), path)
    return file
  } catch (error) {
    const refusal = store.judge(error)
    store.close()
    throw refusal
  }
}
