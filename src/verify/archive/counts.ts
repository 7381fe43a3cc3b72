import type { Definition } from "../../definition/definition.ts"
import type { History } from "../journal/history.ts"
import type { OpenReport } from "../open-report.ts"
import type { ArchiveFacts } from "./chain.ts"
import type { Setup } from "./setup.ts"

/**
 * Checks the turnouts that were counted during the vote: that they are those of the ballots before them, and that
 * neither they nor their differences tell of few voters, or of few who did not vote.
 */
export function checkCounts(
  { counted, roll }: History,
  definition: Definition | undefined,
  { voters: stated }: ArchiveFacts,
  { credentials }: Setup,
  report: OpenReport,
): void {
  report.done("K17", counted.length)
  if (counted.length === 0) return
  const cell = definition?.publish.cell ?? 1
  const found = stated.votersUpTo(
    credentials,
    counted.map(({ event }) => event.ballots),
  )
  let before = 0
  for (const [index, { at, event }] of counted.entries()) {
    const { voters } = event
    const expected = found[index] ?? 0
    if (voters !== expected) report.fail("URN_COUNTED", at, { rule: "voters", stated: voters, expected })
    const [came, missing] = [voters - before, (roll?.eligible ?? 0) - voters]
    if (came < cell) report.fail("URN_COUNTED", at, { rule: "came", stated: came, expected: cell })
    if (missing < cell) report.fail("URN_COUNTED", at, { rule: "missing", stated: missing, expected: cell })
    before = voters
  }
}
