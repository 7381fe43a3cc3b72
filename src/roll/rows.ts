import { type Batch, type Delimiter, parsedRows, recordLimit, recordsIn, type Row } from "./csv.ts"

/**
 * The records of CSV text (RFC 4180, any of our delimiters) whose lines end in LF, some at a time: memory depends on the
 * pieces, not on the file. A fault makes the rows after it uncertain: none are given, and the last batch has all faults.
 *
 * A line without a quote, outside a record that has one, is cut at its delimiters; the parser reads the others, and from the
 * first that it does not like all that follows, for only it can say what is wrong with them.
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
    // Beyond, a quote was surely left open.
    if (text.length > recordLimit) break
  }
  if (text !== "") yield* parsedRows(followedBy(text, source), delimiter, line)
}

interface WholeRecords {
  readonly rows: readonly Row[]
  /** The record that is not at its end yet, and the line on which it begins. */
  readonly rest: string
  readonly line: number
}

/** The records that end in a text which begins with one on `firstLine`; `undefined` where the parser finds a fault. */
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
  /** Each with the line on which it begins; the parser need not look at a plain one. */
  readonly records: readonly { readonly line: number; readonly text: string; readonly isPlain: boolean }[]
  /** The record whose quote is still open after the last line, if there is one. */
  readonly begun: string | undefined
  /** The line after the last of the records. */
  readonly line: number
}

/** Puts lines together that belong to one record: from one that opens a quote to the one that closes it. */
function joinedLines(lines: readonly string[], firstLine: number): JoinedLines {
  const records: { line: number; text: string; isPlain: boolean }[] = []
  let begun: string | undefined
  let isOpen = false
  let line = firstLine
  for (const [index, one] of lines.entries()) {
    const isPlain = begun === undefined && isPlainLine(one)
    const text = begun === undefined ? one : `${begun}\n${one}`
    // Inside a field there was one quote that opens it, and pairs: one that opens and one that closes, or a doubled one.
    if (!isPlain && quotesIn(one) % 2 === 1) isOpen = !isOpen
    begun = isOpen ? text : undefined
    if (isOpen) continue
    records.push({ line, text, isPlain })
    line = firstLine + index + 1
  }
  return { records, begun, line }
}

/** Whether the parser would do no more than cut a line at its delimiters: three bytes a unit are the most it has. */
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
