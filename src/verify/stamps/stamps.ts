/**
 * Checks the time-stamps of a record: that each is sound, stamps something in the record, leads to a root that the
 * definition names, and does not contradict the instants there. They stand beside ballots and result, and a record may
 * have as many or as few of them as were made by then.
 */
import { equalBytes } from "../../core/bytes.ts"
import { hasFeature, statedFormat } from "../../core/format.ts"
import { instantText } from "../../core/instant.ts"
import type { Definition } from "../../definition/definition.ts"
import { type Certificate, knownRoots } from "../../notes/time-stamp/certificate.ts"
import type { StampedThing } from "../../notes/time-stamp/subject.ts"
import { accuracyOf, isBefore, openTimeStamp, readReply, type TimeStamp } from "../../notes/time-stamp/time-stamp.ts"
import { replyBytes } from "../../notes/time-stamp/token.ts"
import { checks } from "../checks.ts"
import type { OpenReport } from "../open-report.ts"
import type { Papers } from "../source/papers.ts"
import { type StampFile, stampFiles } from "./files.ts"
import {
  type GivenUpInstants,
  instantsGivenUp,
  type Stampable,
  type StampableContext,
  stampableOf,
} from "./stampable.ts"

/** A stamp that holds, and what it is of. */
export interface HeldStamp extends StampedThing {
  readonly stamp: TimeStamp
}

/**
 * Each certificate of a token may have to be compared with each, and real tokens bring three. After so many comparisons in
 * all, the rest is told of and not checked, so that a hostile record does not take hours.
 */
const mostComparisons = 40_000

const all = checks.flatMap(({ id, beside }) => (beside === "stamps" ? [id] : []))

/** Checks the stamps, and returns those that hold, each once. */
export function checkStamps(
  papers: Papers,
  context: StampableContext & { readonly definition: Definition | undefined },
  report: OpenReport,
): readonly HeldStamp[] {
  const { history } = context.journal
  if (!hasFeature(statedFormat(history.created ?? {}), "stamps")) return []
  const { files, present } = stampFiles(papers)
  if (present === 0) {
    report.absent(...all)
    return []
  }
  // Without the definition nobody knows which roots count.
  const roots = context.definition && knownRoots(context.definition.timeStamps?.roots ?? [])
  if (roots === undefined) return []
  const givenUp = instantsGivenUp(history)
  const held: HeldStamp[] = []
  let [checked, comparisons] = [0, 0]
  for (const file of files) {
    const claim = file.bytes === undefined ? undefined : readReply(file.bytes)
    comparisons += claim === undefined || "fault" in claim ? 0 : claim.certificates ** 2
    if (comparisons > mostComparisons) break
    checked++
    const thing = stampableOf(papers, file, context)
    if (thing === undefined) {
      report.fail("STAMP_THING", file.path, { subject: file.subject, number: file.number })
      continue
    }
    const stamp = openFile(file, claim, thing, roots, report)
    if (stamp === undefined || !isInTime(file, stamp, thing, givenUp, report)) continue
    held.push({ subject: file.subject, number: file.number, stamp })
  }
  report.done("T1", present, checked)
  report.done("T2", present, checked)
  report.done("T3", present, checked)
  report.done("T4", present, checked)
  return distinct(held)
}

function openFile(
  { path, bytes }: StampFile,
  claim: ReturnType<typeof readReply> | undefined,
  { imprint }: Stampable,
  roots: readonly Certificate[],
  report: OpenReport,
): TimeStamp | undefined {
  // A reply that says more than that it grants would have other bytes, and nobody signs those.
  if (
    bytes === undefined ||
    claim === undefined ||
    (!("fault" in claim) && !equalBytes(replyBytes(claim.token), bytes))
  ) {
    report.fail("STAMP_TOKEN", path, { rule: "form", detail: "TimeStampResp" })
    return undefined
  }
  const stamp = "fault" in claim ? claim : openTimeStamp(claim.token, { imprint, roots })
  if (!("fault" in stamp)) return stamp
  const { rule, detail } = stamp.fault
  if (rule === "imprint") report.fail("STAMP_IMPRINT", path, {})
  else if (rule === "root") report.fail("STAMP_ROOT", path, {})
  else report.fail("STAMP_TOKEN", path, { rule, detail })
  return undefined
}

/** Whether what was stamped says of itself that it was there by then. An instant that a wrong clock gave is none. */
function isInTime(
  { path }: StampFile,
  stamp: TimeStamp,
  { instant, size }: Stampable,
  givenUp: GivenUpInstants,
  report: OpenReport,
): boolean {
  if (instant === undefined || !isBefore(stamp, instant) || givenUp(instant, size)) return true
  const accuracy = accuracyOf(stamp)
  report.fail("STAMP_TIME", path, { stamped: instantText(stamp.at), accuracy, stated: instantText(instant) })
  return false
}

/** Lists each stamp once. What nobody signed in a token may differ, and makes no second stamp of it. */
function distinct(held: readonly HeldStamp[]): readonly HeldStamp[] {
  const keyOf = ({ subject, number, stamp: { at, certificate, serial } }: HeldStamp) =>
    JSON.stringify([subject, number, at, certificate, serial])
  return [...new Map(held.map((one) => [keyOf(one), one])).values()]
}
