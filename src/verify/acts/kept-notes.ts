import { type Finding } from "../../core/finding.ts"
import { openUrnCheckpoint, openUrnReceipt, type UrnKeyTerm } from "../../notes/urn-key-term.ts"
import { type Expectations } from "../expectations.ts"
import { type LostHistory, whereLost } from "../journal/lost-history.ts"
import type { OpenReport } from "../open-report.ts"

/** What a record shows of who may speak for it. */
export interface Vouching {
  /** `sha256:` of the first act, where there is one. */
  readonly anchor: string | undefined
  readonly urnKeys: readonly UrnKeyTerm[]
  /** How the journal contradicts what was kept. */
  readonly against: readonly Finding[]
  /** What acts in effect gave up: a receipt may be of a ballot in it. */
  readonly lost: readonly LostHistory[]
}

/**
 * The anchor, and what was kept: if the key which the urn had then signed it, the journal must not contradict it. What that
 * key has not signed says nothing about the record, only about itself; nor does what a key signed that had been replaced.
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
    else report.add(against.filter(({ at }) => at === path))
  }
  if (checkpoints.length > 0) report.done("A7", checkpoints.length)
  for (const { path, source } of receipts) {
    const opened = openUrnReceipt(source, urnKeys)
    if ("fault" in opened) report.fail("RECEIPT_FORM", path, { fault: opened.fault })
    else if (whereLost(opened.receipt, lost) === undefined) report.add(against.filter(({ at }) => at === path))
  }
  if (receipts.length > 0) report.done("A8", receipts.length)
}

/** The ballots that the urn promised, and those asked for, stand in the archive. */
export function checkExpectedBallots(
  { receipts, trackers }: Expectations,
  { found }: { readonly found: ReadonlyMap<string, number> },
  { urnKeys, lost }: Pick<Vouching, "urnKeys" | "lost">,
  report: OpenReport,
): void {
  for (const { path, source } of receipts) {
    const opened = openUrnReceipt(source, urnKeys)
    if ("fault" in opened) continue
    const { tracker, height } = opened.receipt
    if (found.get(tracker) === height) continue
    const where = found.has(tracker) ? undefined : whereLost(opened.receipt, lost)
    if (where === undefined) report.fail("RECEIPT_BALLOT", path, { tracker, height })
    else report.fail("RECEIPT_LOST", path, { tracker, act: where.act, at: where.at })
  }
  if (receipts.length > 0) report.done("C6", receipts.length)
  for (const tracker of trackers) if (!found.has(tracker)) report.fail("TRACKER_ABSENT", "archive", { tracker })
  if (trackers.length > 0) report.done("C7", trackers.length)
}
