/** Issues notices. */
import { noteText } from "../authority/act-file.ts"
import { UrneError } from "../core/error.ts"
import { must } from "../core/must.ts"
import type { World } from "../core/world.ts"
import { currentPhase } from "../journal/operations.ts"
import type { SigningKey } from "../notes/key.ts"
import { parseNote, signatureLine } from "../notes/note.ts"
import { nextInstant } from "../register/instant-queries.ts"
import { appendEntry } from "../register/operations.ts"
import { provedRegister } from "../register/queries.ts"
import { termsAt } from "../register/writer.ts"
import { appendTable } from "../turnout/entered-operations.ts"
import { publishedTable } from "../turnout/entered-queries.ts"
import { turnoutOf } from "../turnout/queries.ts"
import { countVoters } from "../urn/count-operations.ts"
import { noticeHash } from "./notice.ts"
import {
  draftAt,
  type DraftNotice,
  issuedNotices,
  type IssuedNotice,
  type NoticeFile,
  type NoticeRequest,
  signersOfNotice,
} from "./queries.ts"
import { noticeSigners } from "./signatures.ts"

/**
 * Counts the voters for a notice that is drafted now, while the vote goes on. Where too few came since the last count,
 * nothing is counted, and the notice says so.
 *
 * @param now - in milliseconds
 * @throws UrneError what `countVoters` throws
 */
export function countForNotice(file: NoticeFile, now: number): void {
  if (["open", "suspended", "closed"].includes(currentPhase(file.journal, now))) countVoters(file, now)
}

/** How old a text may be when it is issued, in milliseconds. */
export const oldest = 3_600_000

/**
 * Issues the notice that was shown, with its entry in the register and one of the turnout that it tells, if that has none
 * yet: all or nothing. The text is made again in the transaction, as of the instant that was shown, and has to be the same:
 * nobody signs what was not shown, or what is no longer so. Entries that change nothing of the text may have been made
 * meanwhile.
 *
 * @param keys - those of the members who sign; the first of them signs the entry
 * @param carried - signature lines that came back from members elsewhere, if it was drafted for them
 * @throws UrneError `notice-stale`, `signers-missing`, `not-a-writer`, and what `draftNotice` throws
 */
export function issueNotice(
  file: NoticeFile,
  shown: DraftNotice,
  request: NoticeRequest,
  keys: readonly SigningKey[],
  world: Pick<World, "now" | "random">,
  carried?: readonly string[],
): IssuedNotice {
  return file.store.write(() => {
    const { number, at } = shown.notice
    requireSame(file, shown, request, nextInstant(file, world.now()), carried !== undefined)
    const before = carried ?? []
    // Whoever signed a copy that came back, and is here, has one signature.
    const own = keys.map((key) => signatureLine(shown.text, key)).filter((line) => !before.includes(line))
    const source = noteText(shown.text, [...before, ...own])
    requireSigners(file, source, nextInstant(file, world.now()), before.length + own.length)
    const [first] = keys
    const table = publishedTable(turnoutOf(file))
    if (table !== undefined) appendTable(file, table, [must(first, "a key")], world)
    file.notices.insert({ number, note: source })
    appendEntry(file, [must(first, "a key")], { type: "notice.issued", number, note: noticeHash(source) }, world)
    const issued = must(issuedNotices(file).at(-1), "the notice that was issued")
    if (issued.notice.at !== at) throw new Error("another notice was issued")
    return issued
  })
}

/**
 * Requires that the notice which was shown would be drafted so now.
 *
 * @param now - in milliseconds
 * @param apart - whether it was drafted for members who are elsewhere
 * @throws UrneError `notice-stale`, and what `draftNotice` throws
 */
export function requireSame(
  file: NoticeFile,
  shown: DraftNotice,
  request: NoticeRequest,
  now: number,
  apart: boolean,
): void {
  const { number, at, journal, register, answers } = shown.notice
  const refuse = (rule: "journal" | "register" | "number" | "due" | "old") => {
    throw new UrneError("notice-stale", { number, rule, apart })
  }
  if (now < at || now - at > oldest) refuse("old")
  const again = draftAt(file, request, at)
  if (again.notice.number !== number || again.notice.after !== shown.notice.after) refuse("number")
  if (again.notice.journal.size !== journal.size) refuse("journal")
  if (again.notice.answers.join() !== answers.join()) refuse("due")
  // What was entered since may change nothing: the text names the register as it was.
  const { text } = draftAt(file, request, at, register)
  if (text !== shown.text) refuse("register")
}

function requireSigners(file: NoticeFile, source: string, at: number, keys: number): void {
  const { terms } = provedRegister(file)
  const needed = signersOfNotice(file, at)
  const { members, strange } = noticeSigners(must(parseNote(source), "a note that was made"), termsAt(terms, at))
  const [stranger] = strange
  if (stranger !== undefined) throw new UrneError("not-a-writer", { name: stranger })
  if (members.length < needed || members.length < keys) throw new UrneError("signers-missing", { members: needed })
}
