/** Counts the turnout while the vote goes on. */
import { hasFeature } from "../core/format.ts"
import { isApart } from "../journal/dating.ts"
import type { UrnCounted } from "../journal/event.ts"
import { ballotsSinceInstant } from "../journal/instant-queries.ts"
import { append, electionFormat, lastEntry, requirePhase } from "../journal/operations.ts"
import { type LedgerFile, urnLedger } from "./ledger-queries.ts"
import { tooFewOf } from "./minimum-cell.ts"

/**
 * Why the turnout was not counted: fewer voters than the minimum cell came since the last count; fewer members have not
 * voted; its hour would tell when fewer than ten ballots came; or the election is of a format that has no counts.
 */
export type CountWait = "came" | "missing" | "apart" | "format"

export interface Counting {
  /** The last turnout that was counted, which is this one unless it waits. */
  readonly counted: Pick<UrnCounted, "at" | "ballots" | "voters"> | undefined
  readonly waits: CountWait | undefined
}

/**
 * Counts ballots and voters for publication. What is published once is never taken back, and the difference of two
 * turnouts is published with them: so this waits until at least as many voters came as the definition's minimum cell
 * demands, and does nothing before. When called twice at once it counts once.
 *
 * @param now - in milliseconds
 * @throws UrneError `wrong-phase`, `election-file-altered`, `entry-altered`, `clock-went-back`, `clock-far-ahead`
 */
export function countVoters(file: LedgerFile, now: number): Counting {
  return file.store.write(() => {
    const { journal } = file
    requirePhase(journal, now, "open", "suspended", "closed")
    const last = lastEntry(journal, "urn.counted")?.event
    const { voters, height: ballots } = urnLedger(file)
    const waits = waitOf(file, voters, last?.voters ?? 0, now)
    if (waits !== undefined) return { counted: last, waits }
    append(journal, now, { type: "urn.counted", ballots, voters })
    return { counted: lastEntry(journal, "urn.counted")?.event, waits }
  })
}

function waitOf({ journal, election }: LedgerFile, voters: number, before: number, now: number): CountWait | undefined {
  if (!hasFeature(electionFormat(journal), "counted")) return "format"
  const { cell } = election.get().definition.publish
  const eligible = lastEntry(journal, "roll.imported")?.event.eligible ?? 0
  const few = tooFewOf({ eligible, voters, before }, cell)
  return few ?? (isApart(ballotsSinceInstant(journal, now)) ? undefined : "apart")
}
