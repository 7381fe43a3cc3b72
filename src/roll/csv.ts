import { CsvError, type InfoRecord, parse } from "csv-parse"
import { parse as parseWhole } from "csv-parse/sync"

export const delimiters = [";", ",", "\t", "|"] as const
export type Delimiter = (typeof delimiters)[number]

/** One record of the file: its fields as they stand, and the line on which it begins. */
export interface Row {
  readonly line: number
  readonly fields: readonly string[]
}

/** A place where quotes are not those of CSV, or a record that is longer than any row can be. */
export interface Fault {
  readonly line: number
  readonly rule: "quote-open" | "quote-inside" | "quote-end" | "quote-formula" | "record-long"
}

/** The largest record, in bytes. In a longer one, a quote was surely left open. */
export const recordLimit = 64 * 1024
/** After this many faults reading stops, because the quotes of the whole file need to be corrected. */
const faultLimit = 100

/** Some rows. In the last batch also the faults, after which no rows are given. */
export interface Batch {
  readonly rows: readonly Row[]
  readonly faults: readonly Fault[]
}

/** Splits a text of whole records, and returns `undefined` if it has a fault. */
export function recordsIn(text: string, delimiter: Delimiter): readonly (readonly string[])[] | undefined {
  try {
    return parseWhole(text, { ...strictly, delimiter })
  } catch (error) {
    if (error instanceof CsvError) return undefined
    throw error
  }
}

const strictly = { record_delimiter: "\n", relax_column_count: true, max_record_size: recordLimit }

/** Yields the records of a text whose first one begins on `firstLine`, or its faults with their lines. */
export async function* parsedRows(
  pieces: AsyncIterable<string>,
  delimiter: Delimiter,
  firstLine: number,
): AsyncGenerator<Batch> {
  const rows: Row[] = []
  const faults: Fault[] = []
  const skipped = firstLine - 1
  let end = skipped
  const parser = parse({
    ...strictly,
    delimiter,
    skip_records_with_error: true,
    on_record: (fields: string[], { lines }: InfoRecord) => {
      if (faults.length === 0) rows.push({ line: end + 1, fields })
      end = skipped + lines
      return undefined
    },
    on_skip: (error) => {
      const fault = faultOf(error, end + 1, skipped)
      const last = faults.at(-1)
      // A quote still open at the end after an earlier fault only follows from that fault.
      const follows = last !== undefined && (fault.rule === "quote-open" || fault.line === last.line)
      if (!follows) faults.push(fault)
      return undefined
    },
  })
  // Nothing is read from the parser: its callbacks hand over the records while it is being written to.
  parser.resume()
  for await (const piece of pieces) {
    if (piece === "") continue
    await written(parser, piece)
    if (faults.some(({ rule }) => rule === "record-long") || faults.length >= faultLimit) {
      parser.destroy()
      yield { rows, faults: faults.slice(0, faultLimit) }
      return
    }
    if (faults.length === 0) yield { rows: rows.splice(0), faults }
  }
  await new Promise<void>((resolve, reject) => parser.once("close", resolve).once("error", reject).end())
  yield { rows, faults }
}

function written(parser: ReturnType<typeof parse>, piece: string): Promise<void> {
  return new Promise((resolve, reject) => {
    parser.write(piece, (error) => {
      if (error) reject(error)
      else resolve()
    })
  })
}

/** Names a fault by csv-parse's code; its messages are English. */
function faultOf(error: CsvError | undefined, recordLine: number, skipped: number): Fault {
  const line = error === undefined ? recordLine : skipped + Number(error["lines"])
  switch (error?.code) {
    case "CSV_QUOTE_NOT_CLOSED":
      // The parser notices it at the end of the file, but the quote was opened in the record that begins here.
      return { line: recordLine, rule: "quote-open" }
    case "INVALID_OPENING_QUOTE":
      // People write `="0123"` to make a spreadsheet leave a number as it is.
      return { line, rule: fieldOf(error) === "=" ? "quote-formula" : "quote-inside" }
    case "CSV_INVALID_CLOSING_QUOTE":
      return { line, rule: "quote-end" }
    case "CSV_MAX_RECORD_SIZE":
      return { line: recordLine, rule: "record-long" }
    default:
      throw error ?? new Error("csv-parse skipped a record without a reason")
  }
}

/** Returns what stands before a misplaced quote. */
function fieldOf(error: CsvError): string {
  const { field } = error as { readonly field?: unknown }
  return typeof field === "string" ? field : ""
}

/** How many lines a title may take in a spreadsheet. */
const titleLines = 20

/**
 * Splits the first line that is not blank at a given delimiter, together with the lines over which a quoted title
 * continues. Quotes that do not close stay as they are.
 */
export function headerOf(head: string, delimiter: Delimiter): readonly string[] {
  const lines = head.split("\n")
  const first = Math.max(
    0,
    lines.findIndex((one) => one.trim() !== ""),
  )
  const texts = Array.from({ length: titleLines }, (_, more) => lines.slice(first, first + more + 1).join("\n"))
  const line = texts.find((text) => text.split('"').length % 2 === 1) ?? texts[0] ?? ""
  const options = { delimiter, relax_quotes: true, relax_column_count: true, skip_records_with_error: true }
  const records: string[][] = parseWhole(line, options)
  return records[0] ?? []
}
