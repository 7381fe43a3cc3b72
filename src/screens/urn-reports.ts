/** What the urn prints when it is sealed, opened and closed. People sign its reports by hand. */
import type { ActProgress } from "../authority/act-queries.ts"
import { parseInstant } from "../core/instant.ts"
import { must } from "../core/must.ts"
import { formatInstant } from "../language/language.ts"
import { hanging, safe, type Screen } from "../terminal/output.ts"
import { table } from "../terminal/table.ts"
import type { Closing, ClosingReport } from "../urn/freeze-operations.ts"
import type { Opening, ZeroReport } from "../urn/open-operations.ts"
import type { SealReport } from "../urn/seal-check-queries.ts"
import { actOutcome } from "./act.ts"

/** A decision, if one was taken or is pending, and what it has led to. */
export type Decided<Done> = Done & { readonly decision: ActProgress | undefined }

/** Compares the current setup with what was sealed, fingerprint by fingerprint. */
export function sealScreen({ act, conform, checks }: SealReport, screen: Screen): string {
  const { labels, style } = screen
  const { urn } = labels
  const verdict = (right: boolean) => (right ? style.green(urn.conform) : style.red(urn.notConform))
  const rows = checks.map((check) => [
    urn.items[check.item],
    verdict(check.conform),
    check.conform
      ? safe(check.sealed)
      : `${safe(check.sealed)}\n${labels.command.titled(urn.found, safe(check.found))}`,
  ])
  const { item, verdict: title, fingerprint } = urn.sealColumns
  return `${style.bold(urn.sealTitle(act))}\n\n${table(screen, [item, title, fingerprint], rows)}\n${verdict(conform)}\n`
}

/** Shows the zero report, or says that it waits for the hour of the opening. */
export function openingScreen(
  { decision, opens, timezone, report, reprint }: Decided<Opening>,
  screen: Screen,
): string {
  const decided = decision === undefined ? "" : actOutcome(decision, screen)
  if (report !== undefined) return `${decided}${decided === "" ? "" : "\n"}${zeroScreen(report, reprint, screen)}`
  const waits =
    opens === undefined || decision?.state === "pending"
      ? ""
      : `${screen.labels.urn.notYet(hour(opens, timezone, screen))}\n`
  return `${decided}${waits}`
}

function zeroScreen(report: ZeroReport, reprint: boolean, screen: Screen): string {
  const { zero, reprinted } = screen.labels.urn
  const mark = reprint ? reprinted(hour(report.opened, report.timezone, screen)) : undefined
  const rows = [
    [zero.opened, hour(report.opened, report.timezone, screen)],
    [zero.closes, hour(report.closes, report.timezone, screen)],
    [zero.ballots, "0"],
    [zero.election, safe(report.electionFingerprint)],
    [zero.archive, safe(report.head)],
  ] as const
  return reportScreen({ ...zero, mark }, report, rows, screen)
}

/** Shows the closing report, or says what the freeze waits for. */
export function closingScreen(closing: Decided<Closing>, screen: Screen): string {
  const { decision, decided, graceEnds, awaited, timezone, report, reprint } = closing
  const { urn } = screen.labels
  const outcome = decision === undefined ? "" : actOutcome(decision, screen)
  if (report !== undefined) return `${outcome}${outcome === "" ? "" : "\n"}${frozenScreen(report, reprint, screen)}`
  const waits = [
    ...(decided && graceEnds !== undefined ? [urn.notYetFrozen(hour(graceEnds, timezone, screen))] : []),
    ...(awaited.length > 0 ? [urn.waitingBatches(awaited.map(safe).join(", "))] : []),
  ]
  return outcome + waits.map((line) => `${line}\n`).join("")
}

function frozenScreen(report: ClosingReport, reprint: boolean, screen: Screen): string {
  const { urn } = screen.labels
  const mark = reprint ? urn.reprinted(hour(report.frozen, report.timezone, screen)) : undefined
  const { closing } = urn
  const rows = [
    [closing.closed, hour(report.closed, report.timezone, screen)],
    [closing.frozen, hour(report.frozen, report.timezone, screen)],
    [closing.ballots, screen.count(report.ballots)],
    ...report.channels.map(
      ({ channel, ballots }) => [`  ${urn.ownChannels[channel] ?? safe(channel)}`, screen.count(ballots)] as const,
    ),
    [closing.voters, screen.count(report.voters)],
    [closing.replaced, screen.count(report.replaced)],
    [closing.grace, screen.count(report.grace)],
    ...(report.missing.length > 0 ? [[closing.missing, report.missing.map(safe).join(", ")] as const] : []),
    [closing.archive, safe(report.head)],
    [closing.height, closing.heightOf(screen.count(report.height))],
  ] as const
  const { voters, minimumBallots } = report
  const { tooFewBallots } = screen.labels.guide
  const warning =
    voters < minimumBallots
      ? `\n${screen.style.red(tooFewBallots(screen.count(voters), screen.count(minimumBallots)))}\n`
      : ""
  return `${reportScreen({ ...closing, mark }, report, rows, screen)}${warning}`
}

interface ReportHead {
  readonly title: string
  readonly statement: string
  /** Marks a report that was made before. */
  readonly mark: string | undefined
}

function reportScreen(
  { title, statement, mark }: ReportHead,
  { name, members }: Pick<ZeroReport, "name" | "members">,
  rows: readonly (readonly [string, string])[],
  screen: Screen,
): string {
  const { labels, style } = screen
  const width = Math.max(...rows.map(([label]) => label.length))
  const lines = rows.map(([label, value]) => hanging(`  ${label.padEnd(width)}  `, value, screen))
  const people = members.map((one) => `${safe(one.name)}, ${labels.lifecycle.offices[one.role]}`)
  const longest = Math.max(...people.map((person) => person.length))
  const signatures = people.map((person) => `  ${person.padEnd(longest)}  ${".".repeat(30)}`)
  const marked = mark === undefined ? "" : `${style.yellow(mark)}\n`
  const head = `${style.bold(title)}\n${marked}${safe(name)}\n${statement}\n`
  return `${head}\n${lines.join("\n")}\n\n${labels.urn.signatures}\n\n${signatures.join("\n\n")}\n`
}

function hour(text: string, timezone: string, { language }: Screen): string {
  return formatInstant(must(parseInstant(text), "hour of a report"), timezone, language)
}
