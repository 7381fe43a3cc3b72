import { actHash } from "../../authority/act.ts"
import { utf8Text } from "../../core/bytes.ts"
import { parseNote } from "../../notes/note.ts"
import type { History } from "../journal/history.ts"
import type { OpenReport } from "../open-report.ts"
import { actPlace } from "../source/act-papers.ts"
import { type Papers, papersOf } from "../source/papers.ts"
import { type Judges, memberSigners } from "./signatures.ts"

const titles = { reserved: "reservation", declined: "refusal", absent: "absence" } as const

/**
 * Checks the notes of reservations, refusals and absences. A reservation or a refusal is a note about that act which
 * the member signed; another member may have signed an absence. The journal records exactly these notes.
 */
export function checkAnswers(papers: Papers, history: History, { of }: Judges, report: OpenReport): void {
  const answers = papersOf(papers, "answer")
  const seen = new Set<string>()
  for (const { path, file, bytes } of answers) {
    const { act: number, member, answer } = file
    const known = history.acts.get(number)
    const source = utf8Text(bytes) ?? ""
    const key = `${answer} ${member}`
    seen.add(`${number} ${key}`)
    if (known?.answers.get(key) !== actHash(source)) {
      report.fail("ANSWER_UNRECORDED", path, { member })
      continue
    }
    const note = parseNote(source)
    const paper = known.paper
    const beginning = [
      `urne${history.created?.rehearsal === true ? " rehearsal" : ""} ${titles[answer]} v1`,
      `election ${history.created?.uuid ?? ""}`,
      `act ${number} ${paper?.hash ?? ""}`,
      `member ${member}`,
      "text ",
    ].join("\n")
    const members = of.get(number)
    // Where nobody knows who could sign an act, another finding already says so.
    if (members === undefined) continue
    const { valid, strange } = note === undefined ? { valid: [], strange: [""] } : memberSigners(note, members)
    const signedBy = valid.length === 1 && strange.length === 0 && (answer === "absent" || valid[0] === member)
    const reason = note?.text.startsWith(beginning) === true ? note.text.slice(beginning.length) : ""
    // Only what stands on that one line is shown as the answer: nobody signs more than is read.
    if (!/^[^\n]+\n$/.test(reason) || !signedBy) report.fail("ANSWER_NOTE", path, { member })
  }
  for (const { number, answers: recorded } of history.acts.values()) {
    for (const key of recorded.keys()) {
      if (seen.has(`${number} ${key}`)) continue
      report.fail("ANSWER_UNRECORDED", actPlace(number), { member: key.slice(key.indexOf(" ") + 1) })
    }
  }
  report.done("A5", answers.length)
}
