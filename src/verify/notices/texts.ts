/** Makes the text of each notice again from the record, and compares it line by line. */
import type { Definition } from "../../definition/definition.ts"
import type { IncidentEntry } from "../../incidents/fold.ts"
import { publicEntry } from "../../incidents/public-entry.ts"
import { noticeFacts, type NoticeGround, unanswered } from "../../notices/facts.ts"
import { noticeText } from "../../notices/notice-text.ts"
import type { OpenReport } from "../open-report.ts"
import type { EnteredNotice, NoticeContext, ReadNotice } from "./read.ts"

/** A line of a notice that was wrong, and the later notice that corrects it. */
export interface Correction {
  readonly notice: number
  readonly line: number
  readonly by: number
}

/** What texts are made of. */
interface TextGround {
  readonly read: readonly ReadNotice[]
  readonly context: NoticeContext
  readonly definition: Definition
  readonly entryOf: (notice: ReadNotice) => EnteredNotice | undefined
}

/** Checks that each notice answers what was due and unanswered, and that what it corrects and cites was there. */
export function checkReferences({ read, context, definition }: TextGround, report: OpenReport): void {
  const known = incidentEntries(context)
  for (const { number, path, notice } of read) {
    const earlier = read.filter((one) => one.number < number)
    const stated = notice.answers
    const expected = unanswered(
      definition,
      earlier.map((one) => one.notice),
      notice.at,
    ).map((due) => due.number)
    if (stated.join() !== expected.join()) report.fail("NOTICE_DUE", path, { stated, expected })
    for (const cited of notice.cites) {
      const isThere = known.some(
        ({ number: place, event }) => place <= notice.register.size && "incident" in event && event.incident === cited,
      )
      if (!isThere) report.fail("NOTICE_REFERENCE", path, { what: "incident", number: cited, line: undefined })
    }
    for (const { notice: wrong, line } of notice.corrects) {
      const said = earlier.find((one) => one.number === wrong)?.text.split("\n")[line - 1] ?? ""
      if (said === "") report.fail("NOTICE_REFERENCE", path, { what: "notice", number: wrong, line })
    }
  }
}

/**
 * Compares each text with what follows from the record. A wrong line that a later notice corrects is no finding: it is
 * returned. A text that cannot be made, since the record lacks what it tells, counts as not checked.
 *
 * @param present - how many notices there are, read or not
 */
export function checkTexts(ground: TextGround, present: number, report: OpenReport): readonly Correction[] {
  const { read, context, definition, entryOf } = ground
  const whole: NoticeGround = {
    definition,
    told: context.journal.history.told,
    incidents: incidentEntries(context),
    register: context.register?.entries ?? [],
    earlier: new Map(read.map((one) => [one.number, one])),
    finalVoters: context.finalVoters,
  }
  const corrected: Correction[] = []
  let checked = 0
  for (const one of read) {
    const { path, notice } = one
    const facts = noticeFacts(whole, notice)
    if (facts === undefined) continue
    checked++
    const expected = noticeText(facts)
    corrected.push(...compareLines(one, expected, read, report))
    // What was entered after the state that it names, and before it was issued, must not change what it says.
    const { size } = notice.register
    const place = entryOf(one)?.place ?? size + 1
    const passed =
      place > size + 1 && textAsOf(whole, { ...notice, register: { ...notice.register, size: place - 1 } }, notice)
    if (passed !== false && passed !== expected) {
      report.fail("NOTICE_STATE", path, { log: "register", size, rule: "passed" })
    }
  }
  report.done("N8", present, checked)
  return corrected
}

/** Makes the text of what the record told at one state, as if it had been written at another. */
function textAsOf(ground: NoticeGround, asOf: ReadNotice["notice"], shown: ReadNotice["notice"]): string | undefined {
  const facts = noticeFacts(ground, asOf)
  return facts === undefined ? undefined : noticeText({ ...facts, notice: shown })
}

function compareLines(
  { number, path, text }: ReadNotice,
  expected: string,
  read: readonly ReadNotice[],
  report: OpenReport,
): readonly Correction[] {
  const [stated, right] = [text.split("\n"), expected.split("\n")]
  if (stated.length !== right.length) {
    report.fail("NOTICE_LINES", path, { lines: stated.length - 1, expected: right.length - 1 })
    return []
  }
  return stated.flatMap((said, i): readonly Correction[] => {
    const line = i + 1
    const follows = right[i] ?? ""
    if (said === follows) return []
    const by = read.find(
      (one) =>
        one.number > number && one.notice.corrects.some((wrong) => wrong.notice === number && wrong.line === line),
    )
    if (by !== undefined) return [{ notice: number, line, by: by.number }]
    report.fail("NOTICE_TEXT", path, { line, stated: said, expected: follows })
    return []
  })
}

function incidentEntries({ register }: NoticeContext): readonly IncidentEntry[] {
  return (register?.entries ?? []).flatMap((entry) => publicEntry(entry) ?? [])
}
