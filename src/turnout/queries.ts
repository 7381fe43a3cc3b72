/** Reads the turnout as it was published: from the counts in the journal, and once the urn is frozen from its ballots. */
import { UrneError } from "../core/error.ts"
import { parseInstant } from "../core/instant.ts"
import { must } from "../core/must.ts"
import { provedKind } from "../credentials/proof-queries.ts"
import type { CredentialTable } from "../credentials/table.ts"
import { lastEntry } from "../journal/operations.ts"
import { requireIntactRoll } from "../roll/queries.ts"
import type { RollTable } from "../roll/table.ts"
import { closingHour, type HoursFile, hourOf, openingAct } from "../urn/closing-hour.ts"
import { countsOf } from "../urn/count-queries.ts"
import { provedUrn, type RegisteredFile, urnRegister } from "../urn/register-queries.ts"
import { type GroupTurnout, type NoTable, tableWait } from "./group-table.ts"
import { leastGroup, partitionOf } from "./partition.ts"
import type { Turnout } from "./published.ts"

export interface TurnoutFile extends RegisteredFile, HoursFile {
  readonly roll: RollTable
  readonly credentials: CredentialTable
}

/** @throws UrneError `election-file-altered`, `entry-altered` */
export function turnoutOf(file: TurnoutFile): Turnout {
  const { journal, election } = file
  const { name, timezone, opens, publish } = election.get().definition
  const frozen = lastEntry(journal, "urn.frozen")?.event
  return {
    name,
    timezone,
    opens: hourOf(openingAct(file), "opens", opens),
    closes: closingHour(file),
    registered: lastEntry(journal, "roll.imported")?.event.eligible,
    cell: publish.cell,
    counts: countsOf(file).map(({ at, ballots, voters }) => ({ at: instantOf(at), ballots, voters })),
    final:
      frozen === undefined
        ? undefined
        : { at: instantOf(frozen.at), ballots: frozen.ballots, voters: urnRegister(file).voters },
  }
}

function instantOf(text: string): number {
  return must(parseInstant(text), "instant of an entry")
}

/**
 * Makes the table of the turnout by group, once, from the frozen urn. Before that no table is made: who watched two of
 * them would know when the voters between them voted.
 *
 * @throws UrneError `election-file-altered`, `entry-altered`
 */
export function groupTurnout(file: TurnoutFile): readonly GroupTurnout[] | NoTable {
  const { journal, election, roll, credentials, urn } = file
  const { publish } = election.get().definition
  if (publish.turnout.by !== "group") return "national"
  if (lastEntry(journal, "urn.frozen") === undefined) return "not-frozen"
  return file.store.read(() => {
    requireIntactRoll(file)
    const { register, vote } = provedUrn(file)
    const voted = new Map<string | null, number>()
    let all = 0
    for (const { credential } of urn.allVotes()) {
      const isProved = provedKind(file, credential) === "issued" && vote(credential) !== undefined
      if (!isProved) throw new UrneError("election-file-altered", { part: "votes", at: undefined })
      const group = credentials.groupOf(credential) ?? null
      voted.set(group, (voted.get(group) ?? 0) + 1)
      all++
    }
    if (all !== register.voters) throw new UrneError("election-file-altered", { part: "votes", at: undefined })
    const groups = partitionOf(roll.groups(), leastGroup(publish.cell))
    const voters = groups.map(({ names }) => names.reduce((sum, name) => sum + (voted.get(name) ?? 0), 0))
    return (
      tableWait(groups, voters, undefined, publish.cell) ??
      groups.map((group, index) => ({ ...group, voters: voters[index] ?? 0 }))
    )
  })
}
