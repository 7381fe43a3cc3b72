import { mayHaveLostBallot, mayHaveLostState } from "../../authority/lost-state.ts"
import type { Finding } from "../../core/finding.ts"
import type { Receipt } from "../../notes/receipt.ts"
import { openUrnCheckpoint, openUrnReceipt, type UrnKeyTerm } from "../../notes/urn-key-term.ts"
import type { Expectations } from "../expectations.ts"
import type { LostHistory } from "../journal/lost-history.ts"
import type { OpenReport } from "../open-report.ts"

/** What a record shows about who may speak for it. */
export interface Vouching {
  /** `sha256:` of the first act, if there is one. */
  readonly anchor: string | undefined
  readonly urnKeys: readonly UrnKeyTerm[]
  /** How the journal contradicts the notes that the reader kept. */
  readonly against: readonly Finding[]
  /** What acts in effect gave up. A receipt may be for a ballot in it. */
  readonly lost: readonly LostHistory[]
}

/**
 * Checks the anchor, and the notes that the reader kept: the journal must not contradict one that the urn's key of that
 * time signed. A note that this key did not sign, or that a key signed after it was replaced, says nothing about the
 * record.
 */
export function checkExpectations(
  { authority, checkpoints, receipts }: Expectations,
  { anchor, urnKeys, against, lost }: Vouching,
  report: OpenReport,
): void {
  if (authority !== undefined) {
    const found = (anchor ?? "").replace("sha256:", "").slice(0, authority.length)
    if (found !== authority) report.fail("AUTHORITY_FINGERPRINT", "act:1", { asked: authority, found })
    report.done("A1", 1)
  }
  for (const { path, source } of checkpoints) {
    const opened = openUrnCheckpoint(source, urnKeys)
    if ("fault" in opened) report.fail("CHECKPOINT_KEPT", path, { fault: opened.fault })
    else if (contradicts(path, against)) {
      const { checkpoint } = opened
      const where = lost.find(({ loss }) => mayHaveLostState(loss, checkpoint))
      if (where === undefined) report.add(against.filter(({ at }) => at === path))
      else report.fail("CHECKPOINT_LOST", path, { size: checkpoint.size, act: where.act, at: where.at })
    }
  }
  if (checkpoints.length > 0) report.done("A7", checkpoints.length)
  for (const { path, source } of receipts) {
    const opened = openUrnReceipt(source, urnKeys)
    if ("fault" in opened) report.fail("RECEIPT_FORM", path, { fault: opened.fault })
    else if (contradicts(path, against) && whereLost(opened.receipt, false, lost) === undefined) {
      report.add(against.filter(({ at }) => at === path))
    }
  }
  if (receipts.length > 0) report.done("A8", receipts.length)
}

/** Finds the act that can have given up the ballot of a receipt. */
function whereLost(receipt: Receipt, isHere: boolean, lost: readonly LostHistory[]): LostHistory | undefined {
  return lost.find(({ loss }) => mayHaveLostBallot(loss, receipt, isHere))
}

/** Whether the journal does not have the state that the reader's note at this path names. */
function contradicts(path: string, against: readonly Finding[]): boolean {
  return against.some(({ at }) => at === path)
}

/** Checks that the ballots that the urn promised, and those asked for, are in the archive. */
export function checkExpectedBallots(
  { receipts, trackers }: Expectations,
  { found }: { readonly found: ReadonlyMap<string, number> },
  { urnKeys, against, lost }: Pick<Vouching, "urnKeys" | "against" | "lost">,
  report: OpenReport,
): void {
  for (const { path, source } of receipts) {
    const opened = openUrnReceipt(source, urnKeys)
    if ("fault" in opened) continue
    const { tracker, height } = opened.receipt
    if (found.get(tracker) === height) continue
    const where = whereLost(opened.receipt, !contradicts(path, against), lost)
    if (where === undefined) report.fail("RECEIPT_BALLOT", path, { tracker, height })
    // A ballot that was sent again after the loss is in the urn, at another height.
    else if (!found.has(tracker)) report.fail("RECEIPT_LOST", path, { tracker, act: where.act, at: where.at })
  }
  if (receipts.length > 0) report.done("C6", receipts.length)
  for (const tracker of trackers) if (!found.has(tracker)) report.fail("TRACKER_ABSENT", "archive", { tracker })
  if (trackers.length > 0) report.done("C7", trackers.length)
}
