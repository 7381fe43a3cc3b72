import type { AuthorityTable } from "../authority/table.ts"
import { parseInstant } from "../core/instant.ts"
import { must } from "../core/must.ts"
import type { ElectionTable } from "../definition/table.ts"
import { entriesOfType, lastEntry } from "../journal/operations.ts"
import type { JournalTable } from "../journal/table.ts"
import { closingHour, hourOf, openingAct } from "../urn/closing-hour.ts"
import type { VoteHours } from "./hours.ts"
import { voteHoursOf } from "./vote-hours.ts"

export interface HoursFile {
  readonly journal: JournalTable
  readonly election: ElectionTable
  readonly authority: AuthorityTable
}

/**
 * Reads the hours of the vote from the definition, from acts and from the journal's entries, all of them proved. An
 * annulment ends what was promised.
 */
export function voteHours(file: HoursFile): VoteHours {
  const { opens: from, closes: to } = file.election.get().definition
  const opening = openingAct(file)
  const opened = lastEntry(file.journal, "urn.opened")
  return voteHoursOf({
    defined: { from, to },
    opening: opening?.number,
    opens: hourOf(opening, "opens", from),
    closes: closingHour(file),
    opened: opened && { number: opened.number, at: must(parseInstant(opened.event.at), "the instant of an entry") },
    effective: [...entriesOfType(file.journal, "act.effective")],
    urgent: [...entriesOfType(file.journal, "urn.suspended")],
  })
}
