import { type Finding, finding } from "../core/finding.ts"
import type { RollRules } from "../definition/definition.ts"
import { type Delimiter, delimiters, headerOf } from "./csv.ts"

/** No member file needs more. */
const columnLimit = 1000

/** Where each column that the definition names stands in a row. */
export interface Columns {
  readonly wanted: number
  readonly positionOf: (column: string) => number
}

/** The columns that a definition names, each once. */
function columnsNamed(rules: RollRules): readonly string[] {
  const single = [rules.id, rules.postcode, rules.group, rules.weight].filter((column) => column !== null)
  return [...new Set([...single, ...rules.name, ...rules.address, ...Object.keys(rules.eligible)])]
}

/** The delimiter under which the header has most of the columns wanted, then most columns. */
export function delimiterOf(head: string, rules: RollRules): Delimiter {
  const wanted = columnsNamed(rules).map(titleOf)
  const scored = delimiters.map((delimiter) => {
    const header = headerOf(head, delimiter).map(titleOf)
    return { delimiter, found: wanted.filter((column) => header.includes(column)).length, columns: header.length }
  })
  return scored.reduce((best, next) =>
    next.found > best.found || (next.found === best.found && next.columns > best.columns) ? next : best,
  ).delimiter
}

/** What a header that was cut at something else is more likely to be cut at, as `--delimiter` names it. */
function delimiterIn(line: string): string | undefined {
  const [best] = delimiters
    .map((delimiter) => ({ delimiter, columns: headerOf(line, delimiter).length }))
    .sort((a, b) => b.columns - a.columns)
  if (best === undefined || best.columns < 2) return undefined
  return best.delimiter === "\t" ? "tab" : best.delimiter
}

/** Finds the columns of the definition in the header, or tells everything that keeps them from being found. */
export function columnsOf(
  header: readonly string[],
  rules: RollRules,
  at: string,
): Columns | { readonly findings: readonly Finding[] } {
  if (header.length > columnLimit) {
    return { findings: [finding("roll-columns-many", at, { columns: header.length, limit: columnLimit })] }
  }
  const titles = header.map(titleOf)
  const findings: Finding[] = []
  for (const column of columnsNamed(rules)) {
    const first = titles.indexOf(titleOf(column))
    if (first < 0) findings.push(finding("roll-column-missing", at, { column, header: titles.join(" · ") }))
    else if (titles.includes(titleOf(column), first + 1)) findings.push(finding("roll-column-twice", at, { column }))
  }
  const delimiter = header.length === 1 ? delimiterIn(header[0] ?? "") : undefined
  if (findings.length > 0 && delimiter !== undefined)
    return { findings: [finding("roll-delimiter", at, { delimiter })] }
  if (findings.length > 0) return { findings }
  const positions = new Map(columnsNamed(rules).map((column) => [column, titles.indexOf(titleOf(column))]))
  return { wanted: header.length, positionOf: (column) => positions.get(column) ?? -1 }
}

function titleOf(cell: string): string {
  return cell.normalize("NFC").trim()
}
