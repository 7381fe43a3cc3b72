/** What was looked at before the vote, as people read it: each check with what it found, and what is to be done. */
import type { UrneError } from "../core/error.ts"
import { parseInstant } from "../core/instant.ts"
import type { PreflightCheck, PreflightStatus, ProfileName } from "../core/vocabulary.ts"
import { countsOf } from "../preflight/found.ts"
import type { RecordedRun, Runs } from "../preflight/ledger.ts"
import type { Standing } from "../preflight/queries.ts"
import type { Facts, FoundCheck } from "../register/preflight-event.ts"
import { hanging, safe, type Screen } from "../terminal/output.ts"
import { table } from "../terminal/table.ts"
import { type Names, personText } from "./act-summary.ts"
import { localTime } from "./local-time.ts"

/** A run, entered or only looked at. */
export interface ShownRun {
  readonly checks: readonly FoundCheck[]
  readonly profile: ProfileName | undefined
  /** Why checks failed that could not go on. */
  readonly stopped: ReadonlyMap<PreflightCheck, UrneError>
  /** The run before it, with which it is compared. */
  readonly before: RecordedRun | undefined
  readonly entered: { readonly run: number; readonly entry: number } | undefined
}

export interface ShownRuns extends Runs, Standing {
  readonly names: Names
}

function statusWord(status: PreflightStatus, { labels: { preflight }, style }: Screen): string {
  const word = preflight.statuses[status]
  if (status === "fail") return style.red(word)
  if (status === "warn") return style.yellow(word)
  return status === "pass" ? style.green(word) : word
}

/** Words facts: numbers grouped, instants in the election's zone, words of programs as they are. */
function factsText(facts: Facts | undefined, check: PreflightCheck, screen: Screen): string {
  const { preflight } = screen.labels
  return Object.entries(facts ?? {})
    .map(([name, value]) => preflight.fact(preflight.facts[name as keyof Facts], valueText(value, check, screen)))
    .join(", ")
}

function valueText(value: number | string, check: PreflightCheck, screen: Screen): string {
  const { preflight } = screen.labels
  if (typeof value === "number")
    return check === "disk" ? preflight.megabytes(screen.count(value)) : screen.count(value)
  const instant = parseInstant(value)
  if (instant !== undefined) return localTime(instant, screen.zone ?? "UTC", screen)
  return preflight.keys[value] ?? safe(value)
}

/** One row a check, then what to do about those that are wanting. */
export function runScreen({ checks, profile, stopped, before, entered }: ShownRun, screen: Screen): string {
  const { preflight } = screen.labels
  const rows = checks.map(({ check, status, facts }) => [
    statusWord(status, screen),
    preflight.checks[check],
    factsText(facts, check, screen),
    beforeWord(before, check, status, screen),
  ])
  const { columns } = preflight
  const head = [columns.status, columns.check, columns.facts, columns.before]
  return [
    profile === undefined ? preflight.byNone : preflight.byProfile(preflight.profiles[profile]),
    "",
    table(screen, head, rows),
    ...todoLines(checks, stopped, screen),
    countsLine(checks, screen),
    entered === undefined ? preflight.notEntered : preflight.entered(entered.run, entered.entry),
    "",
  ].join("\n")
}

/** Says what the run before found, where that was something else. */
function beforeWord(
  before: RecordedRun | undefined,
  check: PreflightCheck,
  status: PreflightStatus,
  screen: Screen,
): string {
  const last = before?.checks.find((one) => one.check === check)?.status
  return last === undefined || last === status ? "" : screen.labels.preflight.statuses[last]
}

function countsLine(checks: readonly FoundCheck[], { labels: { preflight }, style }: Screen): string {
  return style.bold(preflight.counts(countsOf(checks)))
}

function todoLines(
  checks: readonly FoundCheck[],
  stopped: ReadonlyMap<PreflightCheck, UrneError>,
  screen: Screen,
): readonly string[] {
  const { preflight } = screen.labels
  const wanting = checks.filter(({ status }) => status === "fail" || status === "warn")
  if (wanting.length === 0) return []
  const lines = wanting.map(({ check }) => {
    const code = stopped.get(check)?.code
    const way = code === undefined ? preflight.ways[check] : `${preflight.ways[check]} (${code})`
    return hanging("  ", screen.labels.command.titled(preflight.checks[check], way), screen)
  })
  return [preflight.todo, ...lines, ""]
}

/** Lists the runs that were entered, and what the last since the seal leaves open. */
export function runsScreen({ runs, faults, run: last, open, overridden, names }: ShownRuns, screen: Screen): string {
  const { preflight } = screen.labels
  const { columns } = preflight
  const zone = screen.zone ?? "UTC"
  const rows = runs.map(({ run, at, by, checks }) => {
    return [
      run,
      localTime(at, zone, screen),
      by.map((id) => personText(id, names, screen)).join(", "),
      preflight.counts(countsOf(checks)),
    ]
  })
  const named = (all: readonly FoundCheck[]) => all.map(({ check }) => preflight.checks[check]).join("; ")
  const told = [
    ...(overridden.length === 0 ? [] : [preflight.overridden(named(overridden))]),
    ...(last === undefined ? [] : [open.length === 0 ? preflight.leavesNothing : preflight.leavesOpen(named(open))]),
    ...(faults.length === 0 ? [] : [preflight.faults(faults.map(({ entry }) => entry).join(", "))]),
  ]
  const list =
    runs.length === 0
      ? `${preflight.none}\n`
      : table(screen, [columns.run, columns.when, columns.by, columns.status], rows)
  return `${list}${told.map((line) => `${hanging("", line, screen)}\n`).join("")}`
}
