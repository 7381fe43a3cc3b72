/** Says what a recovery gives up, as far as anything at hand shows it. */
import type { Act, Statement } from "../authority/act.ts"
import { lossOf, type LostState, lostStateText } from "../authority/lost-state.ts"
import type { DecidedFile } from "../authority/proven-acts.ts"
import { lastLossStated, requireClearLoss } from "../authority/recover-queries.ts"
import { hasState } from "../authority/statement-queries.ts"
import { journalHead, journalRoot } from "../journal/operations.ts"
import type { ShownLoss } from "./kept-state.ts"

/** What shows that something is lost, or says so. */
export interface SignsOfLoss {
  /** The highest state that this machine has seen. */
  readonly seen: LostState | undefined
  /** What a note shows that somebody kept. */
  readonly shown: ShownLoss | undefined
  /**
   * After how many entries of this journal something may be lost, if somebody says so. `last` means after those that it
   * has.
   */
  readonly after: number | "last" | undefined
  /** The recovery that waits for signatures. The file has gone on since it was proposed. */
  readonly pending: Act | undefined
  /** Whether batches are named that an earlier recovery forgot. */
  readonly namesBatches: boolean
}

/**
 * Makes the statements of a recovery about its loss: the highest state that was seen and that this file does not
 * continue, and the state after which everything may be lost. Nobody knows what the urn signed between the last thing
 * that was seen and the end, so the second is always stated. It is the end of this file, unless a receipt or the user
 * says that the file has gone on since.
 *
 * @throws UrneError `loss-unclear` if this file has gone on from the copy by more entries than were seen of the lost
 * history, so that nobody knows where the two parted
 */
export function lossStatements(file: DecidedFile, signs: SignsOfLoss): readonly Statement[] {
  const { journal } = file
  const { shown, after, pending, namesBatches } = signs
  const elsewhere = [signs.seen, shown?.state].filter((state) => state !== undefined && !hasState(journal, state))
  const [seen] = elsewhere.toSorted((a, b) => (b?.size ?? 0) - (a?.size ?? 0))
  const parting = shown?.isHere === true ? shown.state : undefined
  if (seen === undefined && parting === undefined && after === undefined) {
    return namesBatches ? lastLossStated(file) : []
  }
  const size = after === "last" ? undefined : after
  const named = size === undefined ? undefined : { size, root: journalRoot(journal, size) }
  const stated = pending === undefined ? undefined : lossOf(pending).kept
  const kept = named ?? parting ?? stated ?? journalHead(journal)
  for (const one of elsewhere) requireClearLoss(one, kept)
  // The ballot of the receipt came next after the state that it names.
  if (parting !== undefined) requireClearLoss({ size: parting.size + 1 }, kept)
  return [
    ...(seen === undefined ? [] : [{ key: "lost", value: lostStateText(seen) }]),
    { key: "lost-after", value: lostStateText(kept) },
  ]
}
