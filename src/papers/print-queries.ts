/** Gathers the proved figures of a paper as the commands that show them do, and sets it. */
import { hex } from "../core/bytes.ts"
import { must } from "../core/must.ts"
import { type NamedElection, namedElection } from "../definition/named-election.ts"
import { journalRoot, lastEntry, lastPhaseEntry } from "../journal/operations.ts"
import type { TallyFile } from "../tally/computed-queries.ts"
import { electionResult } from "../tally/result-queries.ts"
import { closingReport } from "../urn/freeze-operations.ts"
import { signatories, zeroReportAt } from "../urn/open-operations.ts"
import { logBook, markOffSheet } from "./blank-sheets.ts"
import { type JournalState, type PaperContent, type PaperKind, type Printed, printPaper } from "./paper.ts"
import { closingReportPaper, proclamationPaper, zeroReportPaper } from "./reports.ts"

/**
 * Makes a paper as a PDF, whose bytes depend on the election alone.
 *
 * @param rows - how many lines an empty sheet has
 * @param now - in milliseconds
 * @throws UrneError `act-needed`, `not-opened` before what a report describes has happened, `election-file-altered`,
 *   `entry-altered`
 */
export async function paperOf(
  file: TallyFile,
  kind: PaperKind,
  { rows, now }: { readonly rows: number; readonly now: number },
): Promise<Printed> {
  const election = namedElection(file.election.get())
  return printPaper(election, await contentOf(file, kind, election, { rows, now }))
}

async function contentOf(
  file: TallyFile,
  kind: PaperKind,
  election: NamedElection,
  { rows, now }: { readonly rows: number; readonly now: number },
): Promise<PaperContent> {
  const { definition } = file.election.get()
  switch (kind) {
    case "zero-report": {
      const report = zeroReportAt(file, now)
      return zeroReportPaper(election, report, { members: membersOf(file), journal: stateAfter(file, report.entry) })
    }
    case "closing-report": {
      const report = closingReport(file)
      return closingReportPaper(election, report, { members: membersOf(file), journal: stateAfter(file, report.entry) })
    }
    case "proclamation": {
      const result = await electionResult(file, now)
      const last = must(lastPhaseEntry(file.journal), "entry that changed the phase last")
      const at = must("at" in last.event ? last.event.at : undefined, "instant of the result")
      const weighted = definition.roll.weight !== null
      const people = signatories(file)
      return proclamationPaper(election, result, { at, journal: stateAfter(file, last.number), people, weighted })
    }
    case "mark-off-sheet":
      return markOffSheet(election, rows, definition.opens)
    case "log-book":
      return logBook(election, rows, definition.opens)
  }
}

function membersOf({ journal }: TallyFile): number {
  return must(lastEntry(journal, "roll.imported"), "import of the roll").event.eligible
}

/** Returns the state of the journal after an entry, which later entries do not change. */
function stateAfter({ journal }: TallyFile, entry: number): JournalState {
  return { size: entry, root: `sha256:${hex(journalRoot(journal, entry))}` }
}
