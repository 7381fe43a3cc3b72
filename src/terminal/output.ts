import { Chalk, type ChalkInstance } from "chalk"
import type { Language } from "../core/vocabulary.ts"
import type { Catalogue } from "../language/catalogue.ts"
import { formatCount } from "../language/language.ts"
import { unbreakableParts } from "../language/typography.ts"

/** A stream that is written for people or programs. */
export interface Output {
  readonly write: (text: string) => void
  readonly stream: NodeJS.WritableStream
  readonly terminal: boolean
  readonly columns: number
  readonly rows: number
  /** 0 for none, 1 for sixteen colours, 2 for 256, 3 for true colour. It is decided for each stream. */
  readonly colour: 0 | 1 | 2 | 3
}

/** What rendering needs: the words, and the size and the colours of one stream. */
export interface Screen {
  readonly language: Language
  readonly labels: Catalogue["labels"]
  readonly columns: number
  readonly rows: number
  readonly terminal: boolean
  readonly style: ChalkInstance
  readonly count: (count: bigint | number) => string
  /** The zone of the open election (IANA name), in which people think of its hours. */
  readonly zone: string | undefined
}

export function screenOf(output: Output, { language, labels }: Catalogue, zone?: string): Screen {
  return {
    language,
    labels,
    columns: output.columns,
    rows: output.rows,
    terminal: output.terminal,
    style: new Chalk({ level: output.colour }),
    count: (count) => formatCount(count, language),
    zone,
  }
}

// C0 and C1 controls, DEL, and the characters that reorder or hide text (bidirectional controls, zero-width, BOM).

const unsafe =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu

/**
 * Spells out characters that could act on a terminal. Every string from outside (a roll, a file, an act) passes here on
 * its way to one.
 */
export function safe(text: string): string {
  return text.replace(unsafe, (c) => `\\u{${(c.codePointAt(0) ?? 0).toString(16)}}`)
}

/** Does what `safe` does for texts of several lines, whose line feeds are kept. */
export function safeLines(text: string): string {
  return text.split("\n").map(safe).join("\n")
}

/** Escapes those characters in JSON, which by itself escapes only some of them. The value stays the same. */
export function safeJson(json: string): string {
  return json.replace(unsafe, (c) => (c === "\n" ? c : `\\u${(c.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}`))
}

const styles = /\u001b\[[0-9;]*m/g

/**
 * Breaks sentences between words where a terminal would break them inside one, and before a command at the end of a
 * sentence, which people copy and which therefore gets a line of its own. Lines that are laid out stay as they are:
 * those that begin with a blank, like a signature of a note or like JSON, and rows of a table.
 */
export function wrapped(text: string, columns: number): string {
  const laidOut = /^(?:\s|— |\{)|\S {2,}\S/
  return text
    .split("\n")
    .map((line) => (laidOut.test(line.replace(styles, "")) ? line : wrappedSentence(line, columns)))
    .join("\n")
}

/** Matches what stands at the end of a sentence to be typed: it follows a colon, and nothing more is said about it. */
const commandAtEnd = /^(.* ?:) (urne (?:(?![,;] |\. ).)+)$/

function wrappedSentence(line: string, columns: number): string {
  const [, before, command] = commandAtEnd.exec(line) ?? []
  const isShort = line.replace(styles, "").length <= columns
  if (before === undefined || command === undefined || isShort) return wrappedLine(line, columns)
  return `${wrappedLine(before, columns)}\n${commandLines(command, { terminal: true, columns })}`
}

/**
 * Writes a command, two columns from the left. One that is longer than a line goes on below a backslash, as shells read it, so
 * that it can be copied whole; what stands between quotes is not broken.
 */
export function commandLines(command: string, { terminal, columns }: Pick<Output, "terminal" | "columns">): string {
  if (!terminal || command.length + 2 <= columns) return `  ${command}`
  const lines: string[] = []
  for (const word of command.match(/(?:'[^']*'|[^' ])+/g) ?? []) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + word.length + 3 <= columns) lines.splice(-1, 1, `${last} ${word}`)
    else lines.push(`${lines.length === 0 ? "  " : "    "}${word}`)
  }
  return lines.join(" \\\n")
}

/** Breaks one sentence, whatever it looks like. */
export function wrappedLine(line: string, columns: number): string {
  const lines: string[] = []
  let width = 0
  for (const word of unbreakableParts(line)) {
    const length = word.replace(styles, "").length
    if (lines.length > 0 && width + 1 + length <= columns) {
      lines.push(`${lines.pop() ?? ""} ${word}`)
      width += 1 + length
    } else {
      lines.push(word)
      width = length
    }
  }
  return lines.join("\n")
}

/**
 * Breaks a line of something laid out so that it continues below where it began, and not under what stands before it. A
 * hash for which there is no room stands whole on the next line.
 */
export function hanging(
  before: string,
  text: string,
  { terminal, columns }: Pick<Screen, "terminal" | "columns">,
): string {
  const width = before.replace(styles, "").length
  if (!terminal) return `${before}${text}`
  const room = columns - width - 1
  const below = before.search(/\S|$/) + 2
  const longest = Math.max(...unbreakableParts(text).map((part) => part.replace(styles, "").length))
  if (longest > room && longest + below < columns) {
    const indent = " ".repeat(below)
    return `${before.trimEnd()}\n${indent}${wrappedLine(text, columns - below - 1).replaceAll("\n", `\n${indent}`)}`
  }
  return `${before}${wrappedLine(text, room).replaceAll("\n", `\n${" ".repeat(width)}`)}`
}

/** Prepares a text for one stream. Sentences are broken only for a terminal, never for what another program reads. */
export function fitted(text: string, { terminal, columns }: Pick<Output, "terminal" | "columns">): string {
  return terminal ? wrapped(text, columns) : text
}
