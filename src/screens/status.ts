/** Where the election is, and what comes next: the screen that opens every evening. */
import type { Silence } from "../availability/silence.ts"
import { phases } from "../core/vocabulary.ts"
import type { CustodyReport } from "../custody/report.ts"
import type { Beginning } from "../guide/before-queries.ts"
import type { NoticesNow } from "../guide/notice-queries.ts"
import type { Status } from "../guide/queries.ts"
import { formatInstant } from "../language/language.ts"
import { safe, type Screen } from "../terminal/output.ts"
import { systemZoneOffset } from "../terminal/zone.ts"
import type { Turnout } from "../turnout/published.ts"
import type { IssuedSuspension } from "../urn/urgent-queries.ts"
import { answersText } from "./act-answers.ts"
import { invalidText, missingText } from "./act.ts"
import { type UnansweredComplaints, unansweredText } from "./complaint.ts"
import { answerLine } from "./custody-register.ts"
import { rootText } from "./fingerprint.ts"
import { incidentsText, type ShownIncidents } from "./incidents-now.ts"
import { interruptionText } from "./interruption.ts"
import { nextLines, spokenCommand } from "./next-step.ts"
import { lastLine } from "./turnout-line.ts"
import { undecidedText } from "./urgent.ts"

/** Where the urn key is, before the night that needs it. */
export interface UrnKeyStanding {
  readonly path: string | null
  /** The path where it usually is. */
  readonly usual: string
}

/** What `status` found in the file, on this machine and in this folder. */
export interface ShownStatus extends Status {
  readonly next: string | undefined
  /** The step after that, if `status` cannot see whether `next` was done. */
  readonly afterwards: { readonly what: "verify" | "receive"; readonly command: string | undefined } | undefined
  /** The holders whose reply is awaited in a ceremony held apart. */
  readonly awaited: readonly string[]
  readonly log: boolean
  readonly urnKey: UrnKeyStanding
  readonly turnout: Turnout
  readonly interruption: Silence | undefined
  /** An urgent suspension of the vote about which the authority has not decided. */
  readonly suspension: IssuedSuspension | undefined
  readonly incidents: ShownIncidents | undefined
  readonly complaints: UnansweredComplaints | undefined
  readonly notices: NoticesNow | undefined
  /** Whether a complete copy can be restored, where anything was entered about copies. */
  readonly custody: CustodyReport | undefined
  /** Whether there is a result, and nobody signed minutes yet. */
  readonly lacksMinutes: boolean
}

/** Says what comes next where there is no election file. */
export function beginningScreen(
  { step, next, definition, others }: Beginning & { readonly next: string | undefined },
  screen: Screen,
): string {
  const { severalDefinitions, broughtHere } = screen.labels.guide
  const several =
    definition === undefined || others.length === 0
      ? ""
      : `${severalDefinitions(safe(definition), others.map(safe).join(", "))}\n\n`
  // Nothing here shows whether its owner prepares an election or takes part in another's.
  const otherwise = step === "define" && definition === undefined ? `\n${broughtHere}\n` : ""
  return `${several}${nextLines(step, undefined, next, screen)}${otherwise}`
}

/** Shows where the election is and what comes next. */
export function statusScreen(status: ShownStatus, screen: Screen): string {
  const { labels, style, count, language } = screen
  const { guide, lifecycle } = labels
  const mark = status.rehearsal ? ` — ${style.yellow(guide.rehearsal)}` : ""
  const instant = (at: number) => formatInstant(at, status.timezone, language, systemZoneOffset)
  const { members, credentials, trustees, pending, shares } = status
  const lines = [
    `${style.bold(safe(status.name))}${mark}`,
    `${guide.phase} ${style.bold(lifecycle.phases[status.phase])}   ${progressDots(status)}`,
    "",
    `${guide.hours} ${instant(status.opens)} → ${instant(status.closes)}`,
    `${guide.roll} ${members === undefined ? guide.none : guide.members(count(members), count(status.ineligible ?? 0))}`,
    `${guide.trustees} ${trustees.established ? guide.established(trustees.unchecked.map(safe)) : guide.none}`,
    `${guide.credentials} ${credentials === undefined ? guide.none : guide.issued(count(credentials.issued), count(credentials.reserve))}`,
    `${guide.ballots} ${count(status.ballots)}`,
    ...(status.ballots === 0 ? [] : [`${labels.turnout.line} ${lastLine(status.turnout, screen)}`]),
    ...(status.phase === "unsealed"
      ? [`${guide.shares} ${guide.received(shares.received, shares.holders.map(safe))}`]
      : []),
    guide.journal(count(status.journal.size), rootText(status.journal.root)),
    ...witnessLines(status, screen),
    `${guide.urnKey} ${urnKeyText(status, screen)}`,
  ]
  if (status.tooFew !== undefined) {
    const { of, count: found, minimum } = status.tooFew
    const words = of === "voters" ? guide.tooFewVoters : guide.tooFewBallots
    lines.push(style.red(words(count(found), count(minimum))))
  }
  if (status.clock !== undefined) {
    const { state, now, last } = status.clock
    const words = state === "behind" ? guide.clockBehind : guide.clockAhead
    lines.push(style.red(words(instant(now), instant(last))))
  }
  if (status.suspension !== undefined) {
    const running = status.phase === "suspended"
    lines.push(style.yellow(undecidedText(status.suspension, { hour: instant, running }, screen)))
  }
  if (status.interruption !== undefined) {
    lines.push(style.yellow(interruptionText(status.interruption, status.timezone, screen)))
  }
  if (status.incidents !== undefined) lines.push(...incidentsText(status.incidents, status.timezone, screen))
  if (status.complaints !== undefined) lines.push(...unansweredText(status.complaints, status.timezone, screen))
  lines.push(...noticeLines(status, screen))
  if (status.custody !== undefined) lines.push(`${labels.custody.inStatus} ${answerLine(status.custody, screen)}`)
  if (status.lacksMinutes) lines.push(labels.minutes.unsigned)
  if (status.log) lines.push(style.yellow(guide.logBeside))
  if (pending !== undefined) {
    const lacks =
      pending.missing === undefined
        ? ""
        : ` — ${labels.command.titled(labels.authority.missing, missingText(pending.missing, screen))}`
    lines.push(
      labels.command.titled(
        labels.authority.actTitle(pending.act, lifecycle.acts[pending.kind]),
        `${labels.authority[pending.state]}${lacks}`,
      ),
      ...answersText(pending, screen)
        .split("\n")
        .slice(0, -1)
        .map((line) => `  ${line}`),
    )
  }
  for (const { act, members: names } of status.invalid) lines.push(`#${act}: ${invalidText(names, screen)}`)
  const { step, from } = status.advice
  const next = nextLines(step, from === undefined ? undefined : instant(from), status.next, screen)
  const { afterwards, awaited } = status
  const then =
    afterwards?.command === undefined
      ? ""
      : `${guide.afterwards[afterwards.what]}\n${style.green(spokenCommand(afterwards.command, screen))}\n`
  if (awaited.length > 0) lines.push(guide.awaited(awaited.map(safe).join(", ")))
  return `${lines.join("\n")}\n\n${next}${then}`
}

/** Names the last notice, and the one that is due. */
function noticeLines({ notices, timezone }: ShownStatus, { labels, style, language }: Screen): readonly string[] {
  const instant = (at: number) => formatInstant(at, timezone, language, systemZoneOffset)
  const { last, due } = notices ?? {}
  const { notices: words } = labels
  return [
    ...(last === undefined ? [] : [words.last(last.number, instant(last.at))]),
    ...(due === undefined ? [] : [style.yellow(words.dueNow(due.number, instant(due.at)))]),
  ]
}

/** Says how much of the journal each witness vouches for; empty if the authority named none. */
function witnessLines({ witnesses }: Status, { labels: { guide }, count }: Screen): readonly string[] {
  const standings = witnesses.map(({ name, size }) =>
    guide.witness(safe(name), size === null ? undefined : count(size)),
  )
  return standings.length === 0 ? [] : [`${guide.witnesses} ${standings.join(", ")}`]
}

function urnKeyText({ urnKey, phase }: ShownStatus, { labels: { guide }, style }: Screen): string {
  if (urnKey.path !== null) return safe(urnKey.path)
  const text = guide.urnKeyAbsent(safe(urnKey.usual))
  return phase === "annulled" ? text : style.red(text)
}

/** Draws one mark per phase: past, current and future ones. */
function progressDots({ phase }: Status): string {
  const road = phases.filter((one) => one !== "suspended" && one !== "annulled")
  const here = road.indexOf(phase === "suspended" ? "open" : phase === "annulled" ? "draft" : phase)
  return road.map((_, i) => (i < here ? "#" : i === here ? ">" : ".")).join("")
}
