import { entriesOfType, lastEntry } from "../journal/operations.ts"
import type { RegisterFile } from "../register/queries.ts"
import { provenPossessions, provenTrustees } from "../trustees/proven-queries.ts"
import type { TrusteesTable } from "../trustees/table.ts"
import { lettersWerePrinted } from "./copy-parts-queries.ts"
import { hiddenCustody, recordedCustody } from "./custody-queries.ts"
import { type CustodyReport, custodyReport } from "./report.ts"

export interface CustodyReportFile extends RegisterFile {
  readonly trustees: TrusteesTable
}

/**
 * Says whether the authority holds a complete copy that can be restored and that no vendor can withhold.
 *
 * @throws UrneError `entry-altered`, `election-file-altered`
 */
export function readCustodyReport(file: CustodyReportFile, now: number): CustodyReport {
  const { journal, election } = file
  const { mandatory, threshold } = election.get().definition.trustees
  const owners = new Set(provenPossessions(file).map(({ owner }) => owner))
  const holders = provenTrustees(file)?.holders ?? []
  const reach = [...hiddenCustody(file)].flatMap(([number, { entries }]) =>
    entries === undefined ? [] : [[number, entries] as const],
  )
  return custodyReport({
    ...{ custody: recordedCustody(file), reach: new Map(reach), entries: journal.size(), now },
    trustees: { mandatory, threshold: threshold ?? undefined },
    possessed: new Set(holders.filter(({ owner }) => owners.has(owner)).map(({ holder }) => holder)),
    hasCodes: lastEntry(journal, "credentials.generated") !== undefined,
    lettersPrinted: lettersWerePrinted({ journal }),
  })
}

/** Whether anything was entered about copies, so that the question has been asked. */
export function hasCustody(file: RegisterFile): boolean {
  const { copies, drills, media } = recordedCustody(file)
  return copies.length + drills.length + media.length > 0
}

/** Returns the hash of the definition that the journal commits to: `sha256:` and 64 hexadecimal digits. */
export function committedDefinition({ journal }: Pick<RegisterFile, "journal">): string | undefined {
  const [created] = entriesOfType(journal, "election.created")
  return created?.event.definition
}
