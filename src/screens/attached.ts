import type { PieceState } from "../incidents/evidence-file.ts"
import type { Attached } from "../papers/attached-queries.ts"
import { safe, type Screen } from "../terminal/output.ts"
import { table } from "../terminal/table.ts"
import { type Names, personText } from "./act-summary.ts"
import { localTime } from "./local-time.ts"

/** Lists the scans that were attached, and says of each whether it can still be shown. */
export function attachedTable(
  papers: readonly (Attached & { readonly kept: PieceState })[],
  names: Names,
  screen: Screen,
): string {
  const { columns, attached, noneAttached } = screen.labels.papers
  const { pieces } = screen.labels.incidents
  const zone = screen.zone ?? "UTC"
  if (papers.length === 0) return `${noneAttached}\n`
  const rows = papers.map(({ entry, at, by, paper, what, name, sha256, kept }) => [
    entry,
    attached[paper],
    `${safe(what)}\n${safe(name)}`,
    localTime(at, zone, screen),
    by.map((id) => personText(id, names, screen)).join(", "),
    `${kept === "there" ? pieces[kept] : screen.style.red(pieces[kept])}\n${sha256.slice(0, "sha256:".length + 16)}…`,
  ])
  const head = [columns.entry, columns.paper, columns.what, columns.at(zone), columns.by, columns.file]
  return table(screen, head, rows)
}
