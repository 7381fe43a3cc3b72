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
  /** 0 none, 1 sixteen colours, 2 256, 3 true colour; decided for this stream alone. */
  readonly colour: 0 | 1 | 2 | 3
}

/** What a rendering is made with: the words, the size and the colours of one stream. */
export interface Screen {
  readonly language: Language
  readonly labels: Catalogue["labels"]
  readonly columns: number
  readonly rows: number
  readonly terminal: boolean
  readonly style: ChalkInstance
  readonly count: (count: bigint | number) => string
  /** The zone of the election that is open (IANA name), in which people think of its hours. */
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

/** The one way by which a string from outside (a roll, a file, an act) reaches a terminal: what could act on it is spelt out. */
export function safe(text: string): string {
  return text.replace(unsafe, (c) => `\\u{${(c.codePointAt(0) ?? 0).toString(16)}}`)
}

/** `safe` for texts of several lines, whose line feeds are kept. */
export function safeLines(text: string): string {
  return text.split("\n").map(safe).join("\n")
}

/** JSON of the same value in which those characters are escaped too: JSON by itself escapes only some of them. */
export function safeJson(json: string): string {
  return json.replace(unsafe, (c) => (c === "\n" ? c : `\\u${(c.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}`))
}

const styles = /\u001b\[[0-9;]*m/g

/**
 * Breaks sentences between words where a terminal would cut them within one, and before the command that a sentence ends with,
 * which is copied and stands on a line of its own. What is laid out stays as it is, and so do signatures: lines that begin with a
 * blank or as those of a note, rows of a table.
 */
export function wrapped(text: string, columns: number): string {
  const laidOut = /^(?:\s|— )|\S {2,}\S/
  return text
    .split("\n")
    .map((line) => (laidOut.test(line.replace(styles, "")) ? line : wrappedSentence(line, columns)))
    .join("\n")
}

/** What may stand at the end of a sentence to be typed: after a colon, and nothing that is said of it follows. */
const commandAtEnd = /^(.* ?:) (urne (?:(?![,;] |\. ).)+)$/

function wrappedSentence(line: string, columns: number): string {
  const [, before, command] = commandAtEnd.exec(line) ?? []
  const isShort = line.replace(styles, "").length <= columns
  if (before === undefined || command === undefined || isShort) return wrappedLine(line, columns)
  return `${wrappedLine(before, columns)}\n  ${command}`
}

/** One sentence, whatever it looks like. */
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
 * A line of something laid out, which on a terminal goes on below where it began, and not under what stands before it. A hash
 * for which there is no room there stands whole on the line below.
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

/** A text as it is written to one stream: sentences are broken for a terminal only, never for what another program reads. */
export function fitted(text: string, { terminal, columns }: Pick<Output, "terminal" | "columns">): string {
  return terminal ? wrapped(text, columns) : text
}
