import type { Language } from "./vocabulary.ts"

/** Comma-separated values (RFC 4180), written so that a spreadsheet shows them and never runs them. */

// Matches a cell that begins like a formula, in ASCII or full width, or with the apostrophe that guards one.
const formula = /^['=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/
const unsafe = /[\p{Cc}\p{Bidi_Control}\u2028\u2029\ufeff]/gu

/**
 * Writes one line with its CR LF. Every string from outside that goes into a CSV file passes here: control and
 * direction characters are dropped, and an apostrophe goes in front of whatever a spreadsheet would take for a formula
 * (`unguardedCell` takes it off again).
 */
export function csvLine(cells: readonly string[], delimiter: "," | ";" = ","): string {
  return `${cells.map((cell) => csvCell(cell, delimiter)).join(delimiter)}\r\n`
}

/**
 * Writes a whole file for a person who opens it by a double click. Spreadsheets recognise UTF-8 only by its byte order
 * mark, and where the decimal sign is a comma they expect semicolons between fields.
 */
export function csvSheet(lines: readonly (readonly string[])[], language: Language): string {
  const delimiter = language === "fr" ? ";" : ","
  return `\ufeff${lines.map((cells) => csvLine(cells, delimiter)).join("")}`
}

function csvCell(text: string, delimiter: string): string {
  const clean = text.replace(unsafe, "")
  const guarded = formula.test(clean) ? `'${clean}` : clean
  return /["\r\n]/.test(guarded) || guarded.includes(delimiter) ? `"${guarded.replaceAll('"', '""')}"` : guarded
}
