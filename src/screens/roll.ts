/** Who may vote: all of them in figures, or one per line. */
import { parseInstant } from "../core/instant.ts"
import { must } from "../core/must.ts"
import { formatInstant } from "../language/language.ts"
import type { Doubt } from "../roll/doubts.ts"
import type { RollSummary } from "../roll/queries.ts"
import { hanging, safe, type Screen } from "../terminal/output.ts"

/** Shows what is known of the roll, and its groups if there are several. */
export function rollScreen(summary: RollSummary, zone: string, screen: Screen): string {
  const { count, language, labels } = screen
  const { summary: say, report: words } = labels.roll
  const rows: readonly (readonly [string, string])[] = [
    [say.imported, formatInstant(must(parseInstant(summary.imported), "instant of the import"), zone, language)],
    [words.eligible, count(summary.eligible)],
    [words.ineligible, count(summary.ineligible)],
    [words.refused, count(summary.refused)],
    [words.weight, count(summary.weight)],
    [say.report, summary.report],
    [say.commitment, summary.roll],
  ]
  const groups = summary.groups.map(({ group, eligible }) => [safe(group ?? words.noGroup), count(eligible)] as const)
  const all = [...rows, ...(groups.length > 1 ? groups : [])]
  const wide = Math.max(...all.map(([label]) => label.length))
  const lines = all.map(([label, value]) => hanging(`${label.padEnd(wide)}  `, value, screen))
  return `${[...(summary.intact ? [] : [screen.style.red(labels.roll.altered)]), ...lines].join("\n")}\n`
}

/** A member as `--json` prints it. */
export interface Listed {
  readonly id: string
  readonly name: string
  readonly group: string | null
  readonly weight: bigint
  readonly line: number
  readonly ineligible: { readonly column: string; readonly value: string } | null
  /** Why somebody should look at the row. Present only if it was asked for. */
  readonly doubts?: readonly Doubt[]
}

/** Writes one member of a list in one line. On a terminal, why somebody should look at the row stands below it. */
export function memberLine({ id, name, group, weight, ineligible, doubts = [] }: Listed, screen: Screen): string {
  const { labels, terminal } = screen
  const reason = ineligible === null ? "" : `${ineligible.column} ${ineligible.value || labels.roll.report.noValue}`
  const votes = weight > 1n ? String(weight) : ""
  const cells = [safe(id).padEnd(10), safe(name).padEnd(30), safe(group ?? "").padEnd(20), votes, safe(reason)]
  const told = doubts.map((doubt) => labels.roll.report.doubts[doubt])
  const line = [...cells, ...(terminal ? [] : told)]
    .filter((cell) => cell !== "")
    .join("  ")
    .trimEnd()
  return [line, ...(terminal ? told.map((doubt) => hanging("    ", doubt, screen)) : [])].join("\n")
}
