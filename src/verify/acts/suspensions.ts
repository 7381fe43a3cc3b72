import type { Member } from "../../authority/constitution.ts"
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

/** An urgent suspension of a record. */
export interface ReadSuspension {
  readonly recorded: RecordedSuspension
  readonly suspension: UrgentSuspension
  /** The members who signed it; `undefined` where a line is no signature of a member. */
  readonly signers: readonly Member[] | undefined
}

/**
 * Checks the urgent suspensions of the vote. The definition allows them, each was signed by as many members of its time as
 * it demands, lasts no longer than it says, states the hour of closing and the act before it, and follows a decision of the
 * authority about the one before. The journal and the folder hold the same.
 *
 * @returns those that can be read, in order
 */
export function checkSuspensions(
  papers: Papers,
  history: History,
  definition: Definition,
  report: OpenReport,
): readonly ReadSuspension[] {
  const notes = new Map(papersOf(papers, "suspension").map((paper) => [paper.file.number, paper]))
  const known = hasFeature(statedFormat(history.created ?? {}), "urgent-suspension")
  const rule = known ? definition.authority.urgentSuspension : undefined
  const found: ReadSuspension[] = []
  for (const [i, recorded] of history.suspensions.entries()) {
    const { at, event } = recorded
    const paper = notes.get(i + 1)
    if (event.number !== i + 1 || paper === undefined) {
      report.fail("SUSPENSION_RECORD", at, { number: event.number, expected: i + 1 })
      continue
    }
    const read = readSuspension({ path: paper.path, source: utf8Text(paper.bytes) ?? "" }, recorded, history, report)
    if (read === undefined) continue
    found.push(read)
    checkRule(paper.path, read, { rule, history }, report)
  }
  for (const [number, { path }] of notes) {
    if (number < 1 || number > history.suspensions.length) {
      report.fail("SUSPENSION_RECORD", path, { number, expected: history.suspensions.length })
    }
  }
  report.done("A11", notes.size)
  report.done("C9", history.suspensions.length)
  return found
}

/** Reads the note that an entry names. */
function readSuspension(
  { path, source }: { readonly path: string; readonly source: string },
  recorded: RecordedSuspension,
  history: History,
  report: OpenReport,
): ReadSuspension | undefined {
  const note = parseNote(source)
  const suspension = parseUrgentSuspension(note?.text ?? "")
  if (note === undefined || suspension === undefined || urgentSuspensionHash(source) !== recorded.event.note) {
    report.fail("SUSPENSION_NOTE", path, {})
    return undefined
  }
  return { recorded, suspension, signers: membersWhoSigned(note, membersAt(history, recorded.entry)) }
}

interface Ruled {
  readonly rule: UrgentRule | undefined
  readonly history: History
}

function checkRule(path: string, read: ReadSuspension, { rule, history }: Ruled, report: OpenReport): void {
  if (rule === undefined) {
    report.fail("SUSPENSION_RULE", path, { rule: "forbidden" })
    return
  }
  const { signers } = read
  const needed = Math.max(1, Math.min(rule.members, membersAt(history, read.recorded.entry).length))
  if (signers === undefined || signers.length < needed) {
    report.fail("SUSPENSION_SIGNERS", path, { needed, signed: signers?.length })
  }
  for (const fault of faults(read, rule, history)) report.fail("SUSPENSION_RULE", path, { rule: fault })
}

function* faults(
  { suspension, recorded }: ReadSuspension,
  rule: UrgentRule,
  { created }: History,
): Generator<SuspensionRule, void, undefined> {
  const { uuid, rehearsal, number, at, until, closes, after } = suspension
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
