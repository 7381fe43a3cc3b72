/** Notices, as people read them. */
import type { DueNotice } from "../notices/facts.ts"
import type { IssuedNotice, NoticeStanding } from "../notices/queries.ts"
import { safe, type Screen } from "../terminal/output.ts"
import { table } from "../terminal/table.ts"
import { type Names, personText } from "./act-summary.ts"
import { localTime } from "./local-time.ts"

const zoneOf = ({ zone }: Screen) => zone ?? "UTC"

/** Shows a text line by line, whatever is in it. */
export function noticeLines(text: string, numbered = false): string {
  const all = text.replace(/\n$/, "").split("\n")
  const width = String(all.length).length
  return all.map((line, i) => `${numbered ? `${String(i + 1).padStart(width)}  ` : ""}${safe(line)}\n`).join("")
}

export function issuedScreen({ number, signers }: IssuedNotice, names: Names, screen: Screen): string {
  return `${screen.labels.notices.issued(number, people(signers, names, screen))}\n`
}

/** Says where a drafted notice is, and what happens with it until when. */
export function draftedScreen(
  { number, path, needed, until }: Readonly<Record<"number" | "needed" | "until", number>> & { readonly path: string },
  screen: Screen,
): string {
  const { drafted, publishUntil } = screen.labels.notices
  return `${drafted(number, safe(path))}\n${publishUntil(needed, localTime(until, zoneOf(screen), screen))}\n`
}

export function noticeHeading(
  number: number,
  { name, uuid }: { readonly name: string; readonly uuid: string },
  { labels, style }: Screen,
): string {
  return style.bold(labels.notices.heading(number, safe(name), safe(uuid)))
}

/** Says who has signed a notice that is carried, how many have to, and until when it can be issued. */
export function signedSoFar(
  { signed, needed, until }: { readonly signed: readonly string[]; readonly needed: number; readonly until: number },
  names: Names,
  screen: Screen,
): string {
  const { signedBy, signedByNobody, publishUntil } = screen.labels.notices
  const who = signed.length === 0 ? signedByNobody : signedBy(people(signed, names, screen))
  return `${who}\n${publishUntil(needed, localTime(until, zoneOf(screen), screen))}\n\n`
}

export function copyScreen(
  { path, signed, needed }: { readonly path: string; readonly signed: readonly string[]; readonly needed: number },
  names: Names,
  screen: Screen,
): string {
  const { copied, signedBy, stillNeeded } = screen.labels.notices
  const more = needed - signed.length
  const missing = more > 0 ? `${stillNeeded(more)}\n` : ""
  return `${copied(safe(path))}\n${signedBy(people(signed, names, screen))}\n${missing}`
}

export function nothingDue(next: DueNotice | undefined, screen: Screen): string {
  const { notDue, nextDue } = screen.labels.notices
  const tail = next === undefined ? "" : `${nextDue(next.number, localTime(next.at, zoneOf(screen), screen))}\n`
  return `${notDue}\n${tail}`
}

/** Lists the notices, and what is due and to come. */
export function noticesScreen({ issued, due, next }: NoticeStanding, names: Names, screen: Screen): string {
  const { notices } = screen.labels
  const rows = issued.map(({ number, notice, signers }) => [
    String(number),
    localTime(notice.at, zoneOf(screen), screen),
    notice.answers.join(", "),
    notice.corrects.map(({ notice: wrong, line }) => notices.line(wrong, line)).join("; "),
    people(signers, names, screen),
  ])
  const { number, at, answers, corrects, signers } = notices.columns
  const listed = rows.length === 0 ? `${notices.none}\n` : table(screen, [number, at, answers, corrects, signers], rows)
  return `${listed}${dueLines(due, next, screen)}`
}

function dueLines(due: readonly DueNotice[], next: DueNotice | undefined, screen: Screen): string {
  const { dueNow, nextDue } = screen.labels.notices
  const local = (one: DueNotice) => localTime(one.at, zoneOf(screen), screen)
  return [
    ...due.map((one) => `${dueNow(one.number, local(one))}\n`),
    ...(next === undefined ? [] : [`${nextDue(next.number, local(next))}\n`]),
  ].join("")
}

/** Shows the whole note. Its lines are numbered where somebody looks for the one that is wrong. */
export function shownNotice({ note, text }: IssuedNotice, numbered: boolean): string {
  return numbered ? noticeLines(text, true) : noticeLines(note)
}

function people(ids: readonly string[], names: Names, screen: Screen): string {
  return ids.map((id) => personText(id, names, screen)).join(", ")
}
