import { type Election } from "../belenios/election.ts"
import { type OpenedTally, parseEncryptedTally, tallyFindings } from "../belenios/tally.ts"
import { finding } from "../core/finding.ts"
import { type Definition } from "../definition/definition.ts"
import { type PartialSum } from "../workers/sum-ballots.ts"
import { type ArchiveFacts, eventPlace } from "./archive.ts"
import { done, type Remark } from "./checks.ts"
import { type History } from "./history.ts"

/**
 * Compares the encrypted tally with the sum of the last ballots of all credentials. What the tally holds is returned for
 * the shares to be checked against; `undefined` if it cannot be read.
 *
 * @param sum - makes it; `undefined` where some ballot cannot be counted, so that no sum says anything
 */
export function* checkTally(
  { tally }: ArchiveFacts,
  election: Election,
  sum: (() => PartialSum) | undefined,
): Generator<Remark, OpenedTally | undefined, undefined> {
  if (tally === undefined) {
    yield done("E7", 0)
    return undefined
  }
  const at = eventPlace(tally.height)
  const { value: stated, findings } = parseEncryptedTally(election.questions, tally.encryptedTally, at)
  yield* findings
  if (sum === undefined || stated === undefined) {
    yield done("E7", 1, 0)
    return stated
  }
  const made = sum()
  yield* tallyFindings(made.sum, stated, at)
  if (tally.numTallied !== made.ballots) {
    yield finding("TALLY_COUNT", at, { counted: made.ballots, stated: tally.numTallied })
  }
  if (tally.totalWeight !== made.weight) {
    yield finding("TALLY_WEIGHT", at, { counted: String(made.weight), stated: String(tally.totalWeight) })
  }
  yield done("E7", 1)
  return stated
}

/**
 * Fewer ballots than the definition allows are never decrypted: nobody unseals them, and no share of them is there. That
 * they were added up is nothing wrong, since it shows that there are too few.
 */
export function* checkMinimum(
  { inEffect }: History,
  { tally, shares }: ArchiveFacts,
  definition: Definition | undefined,
): Generator<Remark, void, undefined> {
  const isOpened = shares.length > 0 || inEffect.some(({ kind }) => kind === "unseal")
  if (tally === undefined || definition === undefined || !isOpened) {
    yield done("K15", 0)
    return
  }
  const [counted, minimum] = [tally.numTallied, definition.minimumBallots]
  if (counted < minimum) yield finding("TALLY_MINIMUM", eventPlace(tally.height), { counted, minimum })
  yield done("K15", 1)
}
