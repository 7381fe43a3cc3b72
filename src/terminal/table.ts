import Table from "cli-table3"
import type { Screen } from "./output.ts"

/**
 * Lays out a table with text columns aligned left and numbers right. On a terminal it fits the width; what another
 * program reads has one line a row. Cells must be safe already.
 */
export function table(screen: Screen, head: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const drawn = new Table({
    head: head.map((cell) => screen.style.bold(cell)),
    chars: { ...blank, mid: "", "left-mid": "", "mid-mid": "", "right-mid": "" },
    style: { head: [], border: [], "padding-left": 0, "padding-right": 0 },
  })
  const room = widths(screen.terminal ? screen.columns : Infinity, head, rows)
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

/** Breaks text into lines of at most `width` characters, at spaces and inside longer words (hashes, keys). */
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

/** Chooses natural widths. Where their sum exceeds the screen, the widest column shrinks. */
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
