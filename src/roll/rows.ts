import { type Batch, type Delimiter, parsedRows, recordLimit, recordsIn, type Row } from "./csv.ts"

/**
 * Yields the records of CSV text (RFC 4180, any of our delimiters) whose lines end in LF, some at a time, so that
 * memory depends on the pieces and not on the file. A fault makes the rows after it uncertain, so none of these are
 * given, and the last batch has all faults.
 *
 * A line without a quote, outside a quoted record, is split at its delimiters. The parser reads the other lines. From
 * the first that it rejects it also reads all that follow, because only it can say what is wrong with them.
 */
export async function* rowsOf(pieces: AsyncIterable<string>, delimiter: Delimiter): AsyncGenerator<Batch> {
  const source = pieces[Symbol.asyncIterator]()
  let text = ""
  let line = 1
  for (let isEnd = false; !isEnd;) {
    const next = await source.next()
    isEnd = next.done === true
    if (next.done !== true) text += next.value
    const whole = wholeRecords(text, line, delimiter, isEnd)
    if (whole === undefined) break
    yield { rows: whole.rows, faults: [] }
    text = whole.rest
    line = whole.line
    // In a longer one, a quote was surely left open.
    if (text.length > recordLimit) break
  }
  if (text !== "") yield* parsedRows(followedBy(text, source), delimiter, line)
}

interface WholeRecords {
  readonly rows: readonly Row[]
  /** The record that is not complete yet, and the line on which it begins. */
  readonly rest: string
  readonly line: number
}

/**
 * Reads the records that end in a text whose first one begins on `firstLine`. Returns `undefined` where the parser
 * finds a fault.
 */
function wholeRecords(text: string, firstLine: number, delimiter: Delimiter, isEnd: boolean): WholeRecords | undefined {
  const lines = text.split("\n")
  const unended = lines.pop() ?? ""
  if (isEnd && unended !== "") lines.push(unended)
  const { records, begun, line } = joinedLines(lines, firstLine)
  if (isEnd && begun !== undefined) return undefined
  const quoted = records.flatMap((record) => (record.isPlain ? [] : [record.text]))
  const parsed = quoted.length === 0 ? [] : recordsIn(quoted.join("\n"), delimiter)
  if (parsed?.length !== quoted.length) return undefined
  let next = 0
  const rows = records.map((record) => ({
    line: record.line,
    fields: record.isPlain ? record.text.split(delimiter) : (parsed[next++] ?? []),
  }))
  return { rows, line, rest: isEnd ? "" : begun === undefined ? unended : `${begun}\n${unended}` }
}

interface JoinedLines {
  /** Each record with the line on which it begins. The parser need not read a plain one. */
  readonly records: readonly { readonly line: number; readonly text: string; readonly isPlain: boolean }[]
  /** The record whose quote is still open after the last line, if there is one. */
  readonly begun: string | undefined
  /** The line after the last record. */
  readonly line: number
}

/** Joins lines that belong to one record: from the line that opens a quote to the one that closes it. */
function joinedLines(lines: readonly string[], firstLine: number): JoinedLines {
  const records: { line: number; text: string; isPlain: boolean }[] = []
  let begun: string | undefined
  let isOpen = false
  let line = firstLine
  for (const [index, one] of lines.entries()) {
    const isPlain = begun === undefined && isPlainLine(one)
    const text = begun === undefined ? one : `${begun}\n${one}`
    // All quotes but the one of a field that is still open come in pairs: an opening and a closing one, or a doubled
    // one. An odd number therefore opens a field or closes it.
    if (!isPlain && quotesIn(one) % 2 === 1) isOpen = !isOpen
    begun = isOpen ? text : undefined
    if (isOpen) continue
    records.push({ line, text, isPlain })
    line = firstLine + index + 1
  }
  return { records, begun, line }
}

/**
 * Whether the parser would only split a line at its delimiters. A UTF-16 unit has at most three bytes, which bounds the
 * size.
 */
function isPlainLine(line: string): boolean {
  return !line.includes('"') && line.length * 3 <= recordLimit
}

function quotesIn(text: string): number {
  let count = 0
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) count++
  return count
}

async function* followedBy(text: string, source: AsyncIterator<string>): AsyncGenerator<string> {
  yield text
  for (let next = await source.next(); next.done !== true; next = await source.next()) yield next.value
}
