/** Reads the published turnout: from the counts in the journal and, once the urn is frozen, from its ballots. */
import { parseInstant } from "../core/instant.ts"
import { must } from "../core/must.ts"
import { lastEntry } from "../journal/operations.ts"
import { closingHour, hourOf, type HoursFile, openingAct } from "../urn/closing-hour.ts"
import { countsOf } from "../urn/count-queries.ts"
import { type LedgerFile, urnLedger } from "../urn/ledger-queries.ts"
import type { Turnout } from "./published.ts"

export interface TurnoutFile extends LedgerFile, HoursFile {}

/** @throws UrneError `election-file-altered`, `entry-altered` */
export function turnoutOf(file: TurnoutFile): Turnout {
  const { journal, election } = file
  const { rehearsal, definition } = election.get()
  const { name, timezone, opens, publish } = definition
  const frozen = lastEntry(journal, "urn.frozen")?.event
  return {
    name,
    rehearsal,
    timezone,
    opens: hourOf(openingAct(file), "opens", opens),
    closes: closingHour(file),
    registered: lastEntry(journal, "roll.imported")?.event.eligible,
    cell: publish.cell,
    counts: countsOf(file).map(({ at, ballots, voters }) => ({ at: instantOf(at), ballots, voters })),
    final:
      frozen === undefined
        ? undefined
        : { at: instantOf(frozen.at), ballots: frozen.ballots, voters: urnLedger(file).voters },
  }
}

function instantOf(text: string): number {
  return must(parseInstant(text), "instant of an entry")
}
