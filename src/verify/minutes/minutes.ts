/**
 * Checks the minutes of a record: that they are those which the proclamation states, that enough members signed them, and
 * that every line of the published text follows from the record. They stand beside ballots and result.
 */
import { membersWhoSigned } from "../../authority/members-who-signed.ts"
import { fileName } from "../../bundle/layout.ts"
import { hasFeature, statedFormat } from "../../core/format.ts"
import { sha256Hex } from "../../core/hash.ts"
import { type MinutesNote, parseMinutesNote } from "../../minutes/note.ts"
import { areEnough } from "../../minutes/signers.ts"
import { minutesHash, statedMinutes } from "../../minutes/stated.ts"
import { minutesText } from "../../minutes/text.ts"
import { parseNote } from "../../notes/note.ts"
import { type CheckId, checks } from "../checks.ts"
import type { Facts } from "../facts.ts"
import type { History } from "../journal/history.ts"
import type { OpenReport } from "../open-report.ts"
import { actPlace } from "../source/act-papers.ts"
import type { Papers } from "../source/papers.ts"
import { membersAtResult, minutesFacts } from "./facts.ts"
import { minutesBytes, minutesFile } from "./note.ts"

const [notePath, textPath] = [fileName({ kind: "minutes-note" }), fileName({ kind: "minutes" })]
const all: readonly CheckId[] = checks.flatMap(({ id, beside }) => (beside === "minutes" ? [id] : []))

export function checkMinutes(facts: Facts, report: OpenReport): void {
  const { papers, journal } = facts
  if (papers === undefined || journal === undefined) return
  const { history } = journal
  if (!hasFeature(statedFormat(history.created ?? {}), "minutes")) return
  const stated = compareStated(history, papers, report)
  if (stated === undefined) {
    report.absent(...all)
    return
  }
  report.done("M1", 1)
  const missing = [notePath, textPath].filter((path) => !papers.paths.has(path))
  for (const path of missing) report.fail("MINUTES_MISSING", path, {})
  if (missing.length > 0) return
  const [note, text] = [minutesFile(papers, "minutes-note"), minutesFile(papers, "minutes")]
  if (note === undefined) {
    report.fail("MINUTES_NOTE", notePath, { rule: "form" })
    return
  }
  if (stated !== minutesHash(note)) report.fail("MINUTES_STATED", notePath, { rule: "other" })
  const signed = checkNote(note, facts, history, report)
  if (signed === undefined) return
  // Bytes that are no text have a hash, too.
  const hash = `sha256:${sha256Hex(minutesBytes(papers, "minutes"))}`
  if (hash !== signed.public) report.fail("MINUTES_HASH", textPath, { stated: signed.public, computed: hash })
  report.done("M3", 1)
  if (text !== undefined) compareText(text, signed, facts, report)
}

/** Returns the hash that the proclamation in effect states of minutes. A record without one has none of them. */
function compareStated(history: History, { paths }: Papers, report: OpenReport): `sha256:${string}` | undefined {
  const isThere = [notePath, textPath].some((path) => paths.has(path))
  const proclamation = history.inEffect.findLast(({ kind, paper }) => kind === "proclaim" && paper !== undefined)
  const act = proclamation?.paper?.act
  if (proclamation === undefined || act === undefined) {
    if (isThere) report.fail("MINUTES_STATED", notePath, { rule: "early" })
    return undefined
  }
  const [at, stated] = [actPlace(proclamation.number), statedMinutes(act)]
  if (stated === undefined) report.fail("MINUTES_STATED", at, { rule: "form" })
  else if (stated === "none" && isThere) report.fail("MINUTES_STATED", at, { rule: "none" })
  return stated === "none" ? undefined : stated
}

/** Checks who signed the note, and of what it is. */
function checkNote(source: string, facts: Facts, history: History, report: OpenReport): MinutesNote | undefined {
  const note = parseNote(source)
  const signed = note === undefined ? undefined : parseMinutesNote(note.text)
  report.done("M2", 1)
  if (note === undefined || signed === undefined) {
    report.fail("MINUTES_NOTE", notePath, { rule: "form" })
    return undefined
  }
  const { created } = history
  if (signed.uuid !== created?.uuid || signed.rehearsal !== created.rehearsal) {
    report.fail("MINUTES_NOTE", notePath, { rule: "election" })
  }
  const result = facts.archive?.result
  if (result !== undefined && (result.height !== signed.result.height || result.hash !== signed.result.hash)) {
    report.fail("MINUTES_NOTE", notePath, { rule: "result" })
  }
  const members = membersAtResult(history)
  const signers = membersWhoSigned(note, members)
  if (signers === undefined) report.fail("MINUTES_SIGNERS", notePath, { rule: "strange" })
  else if (!areEnough(signers, members)) report.fail("MINUTES_SIGNERS", notePath, { rule: "few" })
  return signed
}

/** Makes the text again from the record, and names the first line that differs. */
function compareText(text: string, note: MinutesNote, facts: Facts, report: OpenReport): void {
  const computed = minutesFacts(facts, note)
  if (computed === undefined) return
  report.done("M4", 1)
  const [stated, expected] = [text.split("\n"), minutesText(computed).split("\n")]
  const line = Array.from({ length: Math.max(stated.length, expected.length) }, (_, i) => i).find(
    (i) => stated[i] !== expected[i],
  )
  if (line === undefined) return
  report.fail("MINUTES_TEXT", `${textPath}:${line + 1}`, { stated: stated[line] ?? "", expected: expected[line] ?? "" })
}
