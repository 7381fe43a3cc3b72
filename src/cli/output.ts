import { Chalk, type ChalkInstance } from "chalk"
import Table from "cli-table3"
import type { Language } from "../core/vocabulary.ts"
import type { Catalogue } from "../language/catalogue.ts"
import { catalogueOf, formatCount } from "../language/language.ts"
import type { Output } from "./io.ts"

/** What a rendering is made with: the words, the width and the colours of one stream. */
export interface Screen {
  readonly language: Language
  readonly labels: Catalogue["labels"]
  readonly columns: number
  readonly terminal: boolean
  readonly style: ChalkInstance
  readonly count: (count: bigint | number) => string
}

export function screenOf(output: Output, language: Language): Screen {
  return {
    language,
    labels: catalogueOf(language).labels,
    columns: output.columns,
    terminal: output.terminal,
    style: new Chalk({ level: output.colour }),
    count: (count) => formatCount(count, language),
  }
}

// C0 and C1 controls, DEL, and the characters that reorder or hide text (bidirectional controls, zero-width, BOM).

const unsafe = /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/g

/** The one way by which a string from outside (a roll, a file, an act) reaches a terminal: what could act on it is spelt out. */
export function safe(text: string): string {
  return text.replace(unsafe, (c) => `\\u{${c.charCodeAt(0).toString(16)}}`)
}

/** `safe` for texts of several lines, whose line feeds are kept. */
export function safeLines(text: string): string {
  return text.split("\n").map(safe).join("\n")
}

/** A table that fits the width, columns aligned left, numbers right. Cells must be safe already. */
export function table(screen: Screen, head: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const drawn = new Table({
    head: head.map((cell) => screen.style.bold(cell)),
    chars: { ...blank, mid: "", "left-mid": "", "mid-mid": "", "right-mid": "" },
    style: { head: [], border: [], "padding-left": 0, "padding-right": 0 },
  })
  const room = widths(screen.columns, head, rows)
  drawn.push(...rows.map((row) => row.map((cell, i) => cellOf(cell, room[i] ?? 0))))
  return `${drawn
    .toString()
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n")}\n`
}

export type Cell = string | number | bigint

const blank = {
  top: "",
  "top-mid": "",
  "top-left": "",
  "top-right": "",
  bottom: "",
  "bottom-mid": "",
  "bottom-left": "",
  "bottom-right": "",
  left: "",
  right: "",
  middle: "  ",
}

function cellOf(cell: Cell, width: number): string | { content: string; hAlign: "right" } {
  return typeof cell === "string" ? wrapped(cell, width) : { content: String(cell), hAlign: "right" }
}

/** Text in lines of at most `width` characters, broken at spaces, and inside words that are longer (hashes, keys). */
function wrapped(text: string, width: number): string {
  if (visibleLength(text) <= width) return text
  const lines: string[] = []
  let line = ""
  for (const word of text.split(" ")) {
    if (line !== "" && visibleLength(`${line} ${word}`) > width) {
      lines.push(line)
      line = ""
    }
    line = line === "" ? word : `${line} ${word}`
    for (; visibleLength(line) > width; line = line.slice(width)) lines.push(line.slice(0, width))
  }
  return [...lines, line].join("\n")
}

/** Natural widths; where their sum passes the screen, the widest column gives way. */
function widths(columns: number, head: readonly string[], rows: readonly (readonly Cell[])[]): number[] {
  const natural = head.map((title, i) =>
    Math.max(title.length, ...rows.map((row) => visibleLength(String(row[i] ?? "")))),
  )
  const room = columns - 2 * (head.length - 1)
  for (let over = natural.reduce((a, b) => a + b, 0) - room; over > 0; over--) {
    const widest = natural.indexOf(Math.max(...natural))
    if ((natural[widest] ?? 0) <= 8) break
    natural[widest] = (natural[widest] ?? 0) - 1
  }
  return natural
}

function visibleLength(text: string): number {
  return Math.max(...text.split("\n").map((line) => Array.from(line.replace(/\u001b\[[0-9;]*m/g, "")).length))
}
