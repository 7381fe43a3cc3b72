/** What channels brought, and what became of each line of a file. */
import type { Finding } from "../core/finding.ts"
import type { Catalogue } from "../language/catalogue.ts"
import { shownFindings } from "../terminal/findings.ts"
import { safe, type Screen } from "../terminal/output.ts"
import { table } from "../terminal/table.ts"
import type { BatchStanding } from "../urn/channel-queries.ts"
import type { ImportReport } from "../urn/intake/import-operations.ts"

/** Shows what became of the lines of a file: how many were taken, and why the others were refused. */
export function importScreen(report: ImportReport, screen: Screen, { findings: say }: Catalogue): string {
  const { urn } = screen.labels
  const counts = [
    [urn.lines, report.lines],
    [urn.accepted, report.accepted],
    [urn.present, report.present],
    [urn.refused, report.refused],
  ] as const
  const width = Math.max(...counts.map(([label]) => label.length))
  const lines = counts.map(([label, count]) => `  ${label.padEnd(width)}  ${screen.count(count)}`)
  const text = (finding: Finding) => safe((say[finding.code] as (params: unknown) => string)(finding.params))
  const rows = report.refusals
    .slice(0, shownFindings)
    .map(({ line, findings }) => [
      line,
      findings.map(text).join("\n"),
      [...new Set(findings.map(({ code }) => code))].join("\n"),
    ])
  const { line, reason, code } = urn.refusedColumns
  const refused = rows.length === 0 ? "" : `\n${table(screen, [line, reason, code], rows)}`
  const more = report.refused - rows.length
  const rest = more > 0 ? `${urn.moreRefused(screen.count(more))}\n` : ""
  return `${screen.style.bold(safe(urn.importTitle(report.channel, report.batch)))}\n${lines.join("\n")}\n${refused}${rest}`
}

/** Lists the batches of all channels, with what came of each. */
export function batchesScreen({ batches }: { readonly batches: readonly BatchStanding[] }, screen: Screen): string {
  const { urn } = screen.labels
  if (batches.length === 0) return `${urn.noBatches}\n`
  const { channel, batch, state, count, accepted, refused } = urn.batchColumns
  const rows = batches.map((one) => [
    safe(one.channel),
    one.number,
    urn.batchStates[one.state],
    one.count ?? "—",
    one.accepted ?? "—",
    one.refused ?? "—",
  ])
  return table(screen, [channel, batch, state, count, accepted, refused], rows)
}
