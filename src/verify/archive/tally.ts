import type { Election } from "../../belenios/election.ts"
import { type OpenedTally, parseEncryptedTally, tallyFindings } from "../../belenios/tally.ts"
import type { Definition } from "../../definition/definition.ts"
import type { PartialSum } from "../../workers/sum-ballots.ts"
import type { History } from "../journal/history.ts"
import type { OpenReport } from "../open-report.ts"
import { type ArchiveFacts, eventPlace } from "./chain.ts"

/**
 * Compares the encrypted tally with the sum of the last ballots of all credentials. Returns what the tally holds, to
 * check the shares against, or `undefined` if it cannot be read.
 *
 * @param sum - computes the sum; `undefined` where some ballot cannot be counted, so that no sum would mean anything
 */
export function checkTally(
  { tally }: ArchiveFacts,
  election: Election,
  sum: (() => PartialSum) | undefined,
  report: OpenReport,
): OpenedTally | undefined {
  if (tally === undefined) {
    report.absent("E7")
    return undefined
  }
  const at = eventPlace(tally.height)
  const { value: stated, findings } = parseEncryptedTally(election.questions, tally.encryptedTally, at)
  report.add(findings)
  report.done("E7", 1, sum === undefined || stated === undefined ? 0 : 1)
  if (sum === undefined || stated === undefined) return stated
  const made = sum()
  report.add(tallyFindings(made.sum, stated, at))
  if (tally.numTallied !== made.ballots) {
    report.fail("TALLY_COUNT", at, { counted: made.ballots, stated: tally.numTallied })
  }
  if (tally.totalWeight !== made.weight) {
    report.fail("TALLY_WEIGHT", at, { counted: String(made.weight), stated: String(tally.totalWeight) })
  }
  return stated
}

/**
 * Checks that fewer ballots than the definition allows were never decrypted: no act unseals them, and there is no share
 * of them. Their sum is no fault, since it shows that there are too few.
 */
export function checkMinimum(
  { inEffect }: History,
  { tally, shares }: ArchiveFacts,
  definition: Definition | undefined,
  report: OpenReport,
): void {
  const isOpened = shares.length > 0 || inEffect.some(({ kind }) => kind === "unseal")
  if (tally === undefined || definition === undefined || !isOpened) {
    report.absent("K15")
    return
  }
  const [counted, minimum] = [tally.numTallied, definition.minimumBallots]
  if (counted < minimum) report.fail("TALLY_MINIMUM", eventPlace(tally.height), { counted, minimum })
  report.done("K15", 1)
}
