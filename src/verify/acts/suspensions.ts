import { membersWhoSigned } from "../../authority/members-who-signed.ts"
import { utf8Text } from "../../core/bytes.ts"
import { hasFeature, statedFormat } from "../../core/format.ts"
import { instantText } from "../../core/instant.ts"
import type { SuspensionRule } from "../../core/record-findings.ts"
import type { Definition, UrgentRule } from "../../definition/definition.ts"
import { parseNote } from "../../notes/note.ts"
import {
  oldestUrgent,
  parseUrgentSuspension,
  type UrgentSuspension,
  urgentSuspensionHash,
} from "../../notes/urgent-suspension.ts"
import type { History, RecordedSuspension } from "../journal/history.ts"
import type { OpenReport } from "../open-report.ts"
import { type Papers, papersOf } from "../source/papers.ts"
import { membersAt } from "./members-at.ts"

/**
 * Checks the urgent suspensions of the vote. The definition allows them, each was signed by as many members of its time as
 * it demands, lasts no longer than it says, states the hour of closing and the act before it, and follows a decision of the
 * authority about the one before. The journal and the folder hold the same.
 */
export function checkSuspensions(papers: Papers, history: History, definition: Definition, report: OpenReport): void {
  const notes = new Map(papersOf(papers, "suspension").map((paper) => [paper.file.number, paper]))
  const known = hasFeature(statedFormat(history.created ?? {}), "urgent-suspension")
  const rule = known ? definition.authority.urgentSuspension : undefined
  for (const [i, recorded] of history.suspensions.entries()) {
    const { at, event } = recorded
    const paper = notes.get(i + 1)
    if (event.number !== i + 1 || paper === undefined) {
      report.fail("SUSPENSION_RECORD", at, { number: event.number, expected: i + 1 })
      continue
    }
    checkSuspension({ path: paper.path, source: utf8Text(paper.bytes) ?? "" }, { recorded, rule, history }, report)
  }
  for (const [number, { path }] of notes) {
    if (number < 1 || number > history.suspensions.length) {
      report.fail("SUSPENSION_RECORD", path, { number, expected: history.suspensions.length })
    }
  }
  report.done("A11", notes.size)
  report.done("C9", history.suspensions.length)
}

interface Recorded {
  readonly recorded: RecordedSuspension
  readonly rule: UrgentRule | undefined
  readonly history: History
}

function checkSuspension(
  { path, source }: { readonly path: string; readonly source: string },
  { recorded, rule, history }: Recorded,
  report: OpenReport,
): void {
  const note = parseNote(source)
  const suspension = parseUrgentSuspension(note?.text ?? "")
  if (note === undefined || suspension === undefined || urgentSuspensionHash(source) !== recorded.event.note) {
    report.fail("SUSPENSION_NOTE", path, {})
    return
  }
  if (rule === undefined) {
    report.fail("SUSPENSION_RULE", path, { rule: "forbidden" })
    return
  }
  const members = membersAt(history, recorded.entry)
  const signed = membersWhoSigned(note, members)
  const needed = Math.max(1, Math.min(rule.members, members.length))
  if (signed === undefined || signed.length < needed) {
    report.fail("SUSPENSION_SIGNERS", path, { needed, signed: signed?.length })
  }
  for (const fault of faults(suspension, { recorded, rule, history })) {
    report.fail("SUSPENSION_RULE", path, { rule: fault })
  }
}

function* faults(
  { uuid, rehearsal, number, at, until, closes, after }: UrgentSuspension,
  { recorded, rule, history: { created } }: Recorded & { readonly rule: UrgentRule },
): Generator<SuspensionRule, void, undefined> {
  const { event, instant, after: last, answered } = recorded
  if (uuid !== created?.uuid || rehearsal !== created.rehearsal) yield "election"
  if (number !== event.number) yield "number"
  if (after.act !== last?.number || after.text !== last.text) yield "after"
  if (instantText(closes) !== event.closes) yield "closes"
  if (instant < at || instant - at > oldestUrgent) yield "time"
  const end = rule.after === "stays" ? undefined : Math.min(at + rule.minutes * 60_000, closes)
  const stated = until === undefined ? undefined : instantText(until)
  if (until !== end || stated !== event.until || (until !== undefined && until <= instant)) yield "until"
  if (!answered) yield "answered"
}
