import { type Finding, finding } from "../core/finding.ts"
import { nearest } from "../core/nearest.ts"
import type { RollRules } from "../definition/definition.ts"
import { type Delimiter, delimiters, headerOf } from "./csv.ts"

/** The most columns that a member file may have. None needs more. */
const columnLimit = 1000

/** The position in a row of each column that the definition names. */
export interface Columns {
  /** How many fields the header has. */
  readonly wanted: number
  /** How many fields a row must have: up to the last column that the definition names. */
  readonly least: number
  readonly positionOf: (column: string) => number
}

/** Lists the columns that a definition names, each once. */
function columnsNamed(rules: RollRules): readonly string[] {
  const single = [rules.id, rules.postcode, rules.group, rules.weight].filter((column) => column !== null)
  return [...new Set([...single, ...rules.name, ...rules.address, ...Object.keys(rules.eligible)])]
}

/**
 * Chooses the delimiter under which the header has most of the wanted columns, and among equals the one with most
 * columns.
 */
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

/** Guesses the delimiter of a header that none of ours splits, in the words that `--delimiter` takes. */
function delimiterIn(line: string): string | undefined {
  const [best] = delimiters
    .map((delimiter) => ({ delimiter, columns: headerOf(line, delimiter).length }))
    .sort((a, b) => b.columns - a.columns)
  if (best === undefined || best.columns < 2) return undefined
  return best.delimiter === "\t" ? "tab" : best.delimiter
}

/** Finds the definition's columns in the header, or reports everything that prevents it. */
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
  // Reported once, however many columns are missing.
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

/**
 * Guesses the title that was meant: one that differs only in case, accents and characters other than letters, or in one
 * letter.
 */
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
 * Removes what spreadsheets add to a title. They put a byte order mark before the first header of each file, which
 * stays inside when files are joined, and a title may run over several lines.
 */
function titleOf(cell: string): string {
  return cell
    .replace(/^\ufeff/, "")
    .normalize("NFC")
    .trim()
    .replace(/\s+/g, " ")
}
