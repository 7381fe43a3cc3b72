import { type Finding, finding } from "../core/finding.ts"
import type { RollRules } from "../definition/definition.ts"
import { nearest } from "../core/nearest.ts"
import { type Delimiter, delimiters, headerOf } from "./csv.ts"

/** No member file needs more. */
const columnLimit = 1000

/** Where each column that the definition names stands in a row. */
export interface Columns {
  /** Fields of the header. */
  readonly wanted: number
  /** Fields that a row must have: up to the last one that the definition names. */
  readonly least: number
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
  const named = columnsNamed(rules)
  const missing = named.filter((column) => !titles.includes(titleOf(column)))
  const delimiter = header.length === 1 ? delimiterIn(header[0] ?? "") : undefined
  if (missing.length > 0 && delimiter !== undefined) {
    return { findings: [finding("roll-delimiter", at, { delimiter })] }
  }
  const findings: Finding[] = missing.map((column) => {
    const near = nearTitle(column, titles)
    return finding("roll-column-missing", at, near === undefined ? { column } : { column, near })
  })
  // Once, however many columns it lacks.
  if (missing.length > 0) findings.unshift(finding("roll-header", at, { header: titles.join(" · ") }))
  for (const column of named) {
    const first = titles.indexOf(titleOf(column))
    if (first >= 0 && titles.includes(titleOf(column), first + 1)) {
      findings.push(finding("roll-column-twice", at, { column }))
    }
  }
  if (findings.length > 0) return { findings }
  const positions = new Map(named.map((column) => [column, titles.indexOf(titleOf(column))]))
  return {
    wanted: header.length,
    least: 1 + Math.max(...positions.values()),
    positionOf: (column) => positions.get(column) ?? -1,
  }
}

/** Whether a row has all the columns that a definition names, as a header does. */
export function isHeader(fields: readonly string[], rules: RollRules): boolean {
  const titles = fields.map(titleOf)
  return columnsNamed(rules).every((column) => titles.includes(titleOf(column)))
}

/** The title that was probably meant: the same without case, accents and what is no letter, or one with a letter changed. */
function nearTitle(column: string, titles: readonly string[]): string | undefined {
  const bare = (text: string) =>
    text
      .normalize("NFKD")
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]/gu, "")
  const wanted = bare(column)
  return titles.find((title) => bare(title) === wanted) ?? nearest(column, titles)
}

/** Whether a field is the title of this column. */
export function isTitleOf(cell: string, column: string): boolean {
  return cell === column || (cell.length >= column.length && titleOf(cell) === titleOf(column))
}

/**
 * Spreadsheets put a mark before the first header of each file that they write, also where several were put together; and a
 * title may go over several lines.
 */
function titleOf(cell: string): string {
  return cell
    .replace(/^\ufeff/, "")
    .normalize("NFC")
    .trim()
    .replace(/\s+/g, " ")
}
