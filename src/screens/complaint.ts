/** Observations, complaints and their answers, as people read them. */
import type { Complaint } from "../complaints/fold.ts"
import type { WholeComplaint, WholeComplaints, WholeObservation } from "../complaints/whole.ts"
import { formatLocalTime } from "../language/language.ts"
import { hanging, safe, safeLines, type Screen } from "../terminal/output.ts"
import { table } from "../terminal/table.ts"
import { type Names, personText } from "./act-summary.ts"
import { localTime } from "./local-time.ts"

/** The time of reading, and the zone in which hours are shown. */
interface Now {
  readonly now: number
  readonly timezone: string
}

/** Complaints that nobody has answered, at the time of reading. */
export interface UnansweredComplaints {
  readonly open: readonly Complaint[]
  readonly now: number
}

export interface ShownComplaints extends WholeComplaints, Now {
  readonly names: Names
}

/** Says by when a complaint has to be answered, that it is too late, or when it was answered first. */
function deadlineText(
  { due, answers }: Pick<Complaint, "due"> & { readonly answers: readonly { readonly at: number }[] },
  { now, timezone }: Now,
  { labels: { complaints }, language, style }: Screen,
): string {
  const hour = (instant: number) => formatLocalTime(instant, timezone, language)
  const [first] = answers
  if (first === undefined) return now > due ? style.red(complaints.overdue(hour(due))) : complaints.due(hour(due))
  return first.at > due ? complaints.answeredLate(hour(first.at), hour(due)) : complaints.answered(hour(first.at))
}

/** Says in `status` which complaints wait for an answer. */
export function unansweredText(
  { open, now }: UnansweredComplaints,
  timezone: string,
  screen: Screen,
): readonly string[] {
  const { complaints, register } = screen.labels
  return open.map((one) =>
    complaints.dueNow(one.number, register.roles[one.role], deadlineText(one, { now, timezone }, screen)),
  )
}

function people(by: readonly string[], names: Names, screen: Screen): string {
  return by.map((id) => personText(id, names, screen)).join(", ")
}

/** A text, and whether it is published. */
function textWords({ text, published }: Pick<WholeObservation, "text" | "published">, { labels }: Screen): string {
  return `${safeLines(text)} ${published ? labels.register.publicMark : labels.register.hiddenMark}`
}

/** Lists complaints, one per row, and the entries that break a rule. */
export function complaintTable({ complaints, faults, ...now }: ShownComplaints, screen: Screen): string {
  const { labels } = screen
  const { columns, none, person, outcomes } = labels.complaints
  const rows = complaints.map((one) => {
    const last = one.answers.at(-1)
    const decided = last === undefined ? [] : [outcomes[last.outcome]]
    return [
      one.number,
      person(safe(one.name), labels.register.roles[one.role]),
      localTime(one.at, now.timezone, screen),
      [deadlineText(one, now, screen), ...decided].join("\n"),
      textWords(one, screen),
    ]
  })
  const head = [columns.number, columns.by, columns.at, columns.answer, columns.text]
  const listed = rows.length === 0 ? `${none}\n` : table(screen, head, rows)
  return `${listed}${faultsText(faults, screen)}`
}

/** Lists observations, one per row, and the entries that break a rule. */
export function observationTable({ observations, faults, timezone }: ShownComplaints, screen: Screen): string {
  const { labels } = screen
  const { columns, noObservations, person } = labels.complaints
  const rows = observations.map((one) => {
    const role = labels.register.roles[one.role]
    return [
      one.number,
      one.name === undefined ? role : person(safe(one.name), role),
      localTime(one.at, timezone, screen),
      textWords(one, screen),
    ]
  })
  const listed =
    rows.length === 0
      ? `${noObservations}\n`
      : table(screen, [columns.number, columns.by, columns.at, columns.text], rows)
  return `${listed}${faultsText(faults, screen)}`
}

function faultsText(faults: WholeComplaints["faults"], { labels: { complaints }, style }: Screen): string {
  if (faults.length === 0) return ""
  const lines = faults.map(({ entry, rule }) => `  ${complaints.fault(entry, rule)}\n`)
  return `\n${style.red(complaints.faults(faults.length))}\n${lines.join("")}`
}

/** A complaint with what is needed to show it. */
export interface ShownComplaint extends Now {
  readonly complaint: WholeComplaint
  readonly names: Names
}

/** Shows a complaint and everything that was answered. */
export function complaintScreen({ complaint, names, ...now }: ShownComplaint, screen: Screen): string {
  const { complaints: labels, register } = screen.labels
  const { style, language } = screen
  const hour = (instant: number) => formatLocalTime(instant, now.timezone, language)
  const under = (text: string) => hanging("  ", text, screen)
  const entered = (one: { readonly at: number; readonly by: readonly string[]; readonly entry: number }) =>
    style.dim(labels.entered(hour(one.at), people(one.by, names, screen), one.entry))
  const { number, name, role, contact, incident, answers } = complaint
  const lines = [
    style.bold(labels.title(number, labels.person(safe(name), register.roles[role]))),
    under(textWords(complaint, screen)),
    ...(contact === undefined ? [] : [under(labels.contact(safe(contact)))]),
    ...(incident === undefined ? [] : [under(labels.aboutIncident(incident))]),
    under(entered(complaint)),
    under(deadlineText(complaint, now, screen)),
  ]
  const answered = answers.flatMap((one, i) => [
    hanging(
      `  ${String(one.number).padStart(2)}  `,
      labels.answer(labels.outcomes[one.outcome], textWords(one, screen)),
      screen,
    ),
    ...[
      ...(one.act === undefined ? [] : [labels.byAct(one.act)]),
      ...(one.incident === undefined ? [] : [labels.aboutIncident(one.incident)]),
      entered(one),
      ...(i < answers.length - 1 ? [style.yellow(labels.replaced)] : []),
    ].map((text) => hanging("      ", text, screen)),
  ])
  const tail = answered.length === 0 ? [] : ["", style.bold(labels.answers), ...answered]
  return `${[...lines, ...tail].join("\n")}\n`
}
