/** Checks the notices of a record: who signed them, that none is missing, and that the register names each. */
import { hasFeature, statedFormat } from "../../core/format.ts"
import { membersAmong, noticeSigners, signaturesNeeded } from "../../notices/signatures.ts"
import type { PublishedEntry } from "../../register/event.ts"
import { termsAt } from "../../register/writer.ts"
import { checks } from "../checks.ts"
import type { OpenReport } from "../open-report.ts"
import { registerPlace, startReading } from "../register/entries.ts"
import type { RegisterFacts } from "../register/register.ts"
import type { EnteredNotice, NoticeContext, ReadNotice, ReadNotices } from "./read.ts"
import { checkInstants, checkStates } from "./states.ts"
import { checkReferences, checkTexts, type Correction } from "./texts.ts"

const all = checks.flatMap(({ id, beside }) => (beside === "notices" ? [id] : []))

/** Checks the notices, and returns the lines that were wrong and that later notices correct. */
export function checkNotices(notices: ReadNotices, context: NoticeContext, report: OpenReport): readonly Correction[] {
  const { journal, register, definition, urnKeys } = context
  const { history } = journal
  if (!hasFeature(statedFormat(history.created ?? {}), "notices")) return []
  const entered = enteredIn(register)
  if (notices.present === 0 && entered.length === 0) {
    report.absent(...all)
    return []
  }
  const { files, present } = notices
  const read = files.flatMap((one) => one.read ?? [])
  for (const { path, read: one } of files) if (one === undefined) report.fail("NOTICE_FORM", path, {})
  checkElection(read, context, report)
  report.done("N1", present, files.length)
  const { terms, givenUp } = startReading(history, urnKeys)
  const entryOf = checkEntered(files, entered, report)
  if (definition !== undefined) {
    for (const one of read) {
      const standing = termsAt(terms, entryOf(one)?.at ?? one.notice.at)
      const needed = signaturesNeeded(definition, membersAmong(standing))
      checkSignatures(one, noticeSigners(one.note, standing), needed, report)
    }
    report.done("N2", present, read.length)
  }
  checkChain(files, report)
  report.done("N3", present)
  report.done("N4", Math.max(present, entered.length))
  for (const one of read) {
    checkStates(one, context, givenUp, report)
    checkInstants(
      one,
      { before: read.find(({ number }) => number === one.number - 1), entry: entryOf(one), history, givenUp },
      report,
    )
  }
  report.done("N5", present, read.length)
  report.done("N6", present, read.length)
  if (definition === undefined) return []
  const ground = { read, context, definition, entryOf }
  checkReferences(ground, report)
  report.done("N7", present, read.length)
  return checkTexts(ground, present, report)
}

function enteredIn(register: RegisterFacts | undefined): readonly EnteredNotice[] {
  return (register?.entries ?? []).flatMap(({ number: place, at, entry }) => {
    const issued = entry as Extract<PublishedEntry, { readonly type: "notice.issued" }>
    return entry.type === "notice.issued" ? [{ place, at, number: issued.number, note: issued.note }] : []
  })
}

function checkElection(read: readonly ReadNotice[], { journal }: NoticeContext, report: OpenReport): void {
  const { created } = journal.history
  for (const { path, notice } of read) {
    const { uuid, rehearsal } = notice
    if (uuid !== created?.uuid || rehearsal !== created.rehearsal) {
      report.fail("NOTICE_ELECTION", path, { uuid, rehearsal })
    }
  }
}

function checkSignatures(
  { path }: ReadNotice,
  { members, strange }: ReturnType<typeof noticeSigners>,
  needed: number,
  report: OpenReport,
): void {
  for (const name of strange) report.fail("NOTICE_SIGNATURE", path, { name })
  if (members.length < needed) report.fail("NOTICE_SIGNERS", path, { signed: members, needed })
}

/** Checks that numbers are without gap, and that each notice names the one before it by its hash. */
function checkChain(files: ReadNotices["files"], report: OpenReport): void {
  let before: ReadNotices["files"][number] | undefined
  for (const file of files) {
    const { number, path, read } = file
    const expected = (before?.number ?? 0) + 1
    if (number !== expected) report.fail("NOTICE_SEQUENCE", path, { number, expected })
    else if (read !== undefined && read.notice.number !== number) {
      report.fail("NOTICE_SEQUENCE", path, { number: read.notice.number, expected: number })
    }
    const known = number === 1 ? "none" : number === expected ? before?.read?.hash : undefined
    const stated = read?.notice.after ?? "none"
    if (read !== undefined && known !== undefined && stated !== known) {
      report.fail("NOTICE_CHAIN", path, { stated, expected: known })
    }
    before = file
  }
}

/** Holds notices against the entries by which they were issued, and returns the entry of each. */
function checkEntered(
  files: ReadNotices["files"],
  entered: readonly EnteredNotice[],
  report: OpenReport,
): (notice: Pick<ReadNotice, "number">) => EnteredNotice | undefined {
  const known = new Map<number, EnteredNotice>()
  let last = 0
  for (const one of entered) {
    const { number, place } = one
    const at = registerPlace(place)
    if (known.has(number)) report.fail("NOTICE_ENTERED", at, { number, rule: "twice" })
    else if (number < last) report.fail("NOTICE_ENTERED", at, { number, rule: "order" })
    last = Math.max(last, number)
    if (!known.has(number)) known.set(number, one)
    if (!files.some((file) => file.number === number)) report.fail("NOTICE_ENTERED", at, { number, rule: "absent" })
  }
  for (const { number, path, read } of files) {
    const entry = known.get(number)
    if (entry === undefined) report.fail("NOTICE_ENTERED", path, { number, rule: "never" })
    else if (read !== undefined && entry.note !== read.hash) {
      report.fail("NOTICE_ENTERED", path, { number, rule: "note" })
    }
  }
  return ({ number }) => known.get(number)
}
