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
  const rows: { line: number; fields: readonly string[] }[] = []
  const quoted: { line: number; fields: readonly string[] }[] = []
  const texts: string[] = []
  let record: string | undefined
  let isOpen = false
  let line = firstLine
  for (const [index, one] of lines.entries()) {
    if (record === undefined && isPlain(one)) rows.push({ line: firstLine + index, fields: one.split(delimiter) })
    else {
      record = record === undefined ? one : `${record}\n${one}`
      // Inside a field there was one quote that opens it, and pairs: one that opens and one that closes, or a doubled one.
      if (quotesIn(one) % 2 === 1) isOpen = !isOpen
      if (isOpen) continue
      const row = { line, fields: [] }
      rows.push(row)
      quoted.push(row)
      texts.push(record)
      record = undefined
    }
    line = firstLine + index + 1
  }
  if (isEnd && record !== undefined) return undefined
  const records = texts.length === 0 ? [] : recordsIn(texts.join("\n"), delimiter)
  if (records?.length !== quoted.length) return undefined
  for (const [index, row] of quoted.entries()) row.fields = records[index] ?? []
  return { rows, line, rest: isEnd ? "" : record === undefined ? unended : `${record}\n${unended}` }
}

/** Whether the parser would do no more than cut a line at its delimiters: three bytes a unit are the most it has. */
function isPlain(line: string): boolean {
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
