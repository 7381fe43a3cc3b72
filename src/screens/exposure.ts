/** What was found of the official hosts from outside, as people read it. */
import { severities } from "../core/exposure.ts"
import { parseInstant } from "../core/instant.ts"
import { countOf, type ExposureReport, type Finding, findingsOf, requestsOf } from "../preflight/exposure/report.ts"
import { safe, type Screen } from "../terminal/output.ts"
import { table } from "../terminal/table.ts"
import { localTime } from "./local-time.ts"

/** A report with what the command did besides. */
export interface ShownExposure {
  readonly report: ExposureReport
  readonly written: string | undefined
  readonly entry: number | undefined
  readonly timezone: string
}

export function exposureScreen({ report, written, entry, timezone }: ShownExposure, screen: Screen): string {
  const { style, count } = screen
  const { exposure: words } = screen.labels
  const found = severities.flatMap((one) => findingsOf(report).filter(({ severity }) => severity === one))
  const rows = found.map((one) => [
    severityText(one, screen),
    words.classes[one.class],
    `${safe(one.host + (one.path ?? ""))}\n${ruleText(one, timezone, screen)}`,
  ])
  const { columns } = words
  const head = [columns.severity, columns.what, columns.where]
  const hosts = report.hosts.map(({ host }) => safe(host)).join(", ")
  return [
    style.bold(words.title(hosts)),
    words.counts(count(requestsOf(report)), count(countOf(report, "fail")), count(countOf(report, "warn"))),
    "",
    found.length === 0 ? words.nothing : table(screen, head, rows).trimEnd(),
    "",
    ...(written === undefined ? [] : [words.written(safe(written))]),
    entry === undefined ? words.notEntered : words.entered(entry),
    "",
  ].join("\n")
}

function severityText({ severity }: Finding, { labels, style }: Screen): string {
  const said = labels.exposure.severities[severity]
  return severity === "fail" ? style.red(said) : severity === "warn" ? style.yellow(said) : said
}

function ruleText({ seen: { rule, until } }: Finding, timezone: string, screen: Screen): string {
  const ends = until === undefined ? undefined : parseInstant(until)
  if (ends === undefined) return safe(rule)
  return screen.labels.exposure.untilDate(safe(rule), localTime(ends, timezone, screen))
}
