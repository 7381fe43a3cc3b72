import { UrneError } from "../core/error.ts"
import { provedKind } from "../credentials/proof-queries.ts"
import type { CredentialTable } from "../credentials/table.ts"
import { lastEntry } from "../journal/operations.ts"
import { requireIntactRoll } from "../roll/queries.ts"
import type { RollTable } from "../roll/table.ts"
import { type LedgerFile, provedUrn } from "../urn/ledger-queries.ts"
import { type GroupTurnout, type NoTable, tableWait } from "./group-table.ts"
import { leastGroup, partitionOf } from "./partition.ts"

export interface GroupedFile extends LedgerFile {
  readonly roll: RollTable
  readonly credentials: CredentialTable
}

/**
 * Makes the table of the turnout by group, once, from the frozen urn. No table is made before: with two of them,
 * anybody would know when the voters between them voted.
 *
 * @throws UrneError `election-file-altered`, `entry-altered`
 */
export function groupTurnout(file: GroupedFile): readonly GroupTurnout[] | NoTable {
  const { journal, election, roll, credentials, urn } = file
  const { publish } = election.get().definition
  if (publish.turnout.by !== "group") return "national"
  if (lastEntry(journal, "urn.frozen") === undefined) return "not-frozen"
  return file.store.read(() => {
    requireIntactRoll(file)
    const { ledger, vote } = provedUrn(file)
    const voted = new Map<string | null, number>()
    let all = 0
    for (const { credential } of urn.allVotes()) {
      const isProved = provedKind(file, credential) === "issued" && vote(credential) !== undefined
      if (!isProved) throw new UrneError("election-file-altered", { part: "votes", at: undefined })
      const group = credentials.groupOf(credential) ?? null
      voted.set(group, (voted.get(group) ?? 0) + 1)
      all++
    }
    if (all !== ledger.voters) throw new UrneError("election-file-altered", { part: "votes", at: undefined })
    const groups = partitionOf(roll.groups(), leastGroup(publish.cell))
    const voters = groups.map(({ names }) => names.reduce((sum, name) => sum + (voted.get(name) ?? 0), 0))
    return (
      tableWait(groups, voters, undefined, publish.cell) ??
      groups.map((group, index) => ({ ...group, voters: voters[index] ?? 0 }))
    )
  })
}
