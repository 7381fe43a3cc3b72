import Table from "cli-table3"
import { unbreakableParts } from "../language/typography.ts"
import { hanging, type Screen } from "./output.ts"

/**
 * Lays out a table with text columns aligned left and numbers right. On a terminal it fits the width: a column whose words
 * do not fit, such as hashes, stands below the rest of its row, where each is whole. What another program reads has one
 * line a row. Cells must be safe already.
 */
export function table(screen: Screen, head: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const columns = screen.terminal ? screen.columns : Infinity
  const below = columnsBelow(columns, head, rows)
  const beside = head.map((_, i) => i).filter((i) => !below.includes(i))
  const of = <Of>(cells: readonly Of[], kept: readonly number[]) => kept.flatMap((i) => cells.slice(i, i + 1))
  const titles = of(head, beside)
  const kept = rows.map((row) => of(row, beside))
  const room = widths(columns, titles, kept)
  const cells = kept.map((row) => row.map((cell, i) => cellOf(cell, room[i] ?? 0)))
  const drawn = new Table({
    head: titles.map((title) => screen.style.bold(title)),
    chars: { ...blank, mid: "", "left-mid": "", "mid-mid": "", "right-mid": "" },
    style: { head: [], border: [], "padding-left": 0, "padding-right": 0 },
  })
  drawn.push(...cells)
  const lines = drawn
    .toString()
    .split("\n")
    .map((line) => line.trimEnd())
  const underneath = (texts: readonly Cell[]) =>
    texts.flatMap((text) => (text === "" ? [] : [hanging(indent, String(text), screen)]))
  const titled = [lines[0] ?? "", ...underneath(of(head, below).map((title) => screen.style.bold(title)))]
  let next = 1
  const rest = rows.flatMap((row, i) => {
    const height = Math.max(1, ...(cells[i] ?? []).map(heightOf))
    const own = lines.slice(next, next + height)
    next += height
    return [...own, ...underneath(of(row, below).flatMap((cell) => String(cell).split("\n")))]
  })
  return `${[...titled, ...rest].join("\n")}\n`
}

/** Where a column stands below the others. */
const indent = "    "

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

/** Chooses the columns that are too wide to stand beside the others without a break inside their words. */
function columnsBelow(columns: number, head: readonly string[], rows: readonly (readonly Cell[])[]): readonly number[] {
  const least = leastWidths(head, rows)
  const below: number[] = []
  const needed = () => least.reduce((sum, width, i) => (below.includes(i) ? sum : sum + width + 2), -2)
  // The first column says what each row is about.
  while (needed() > columns && below.length < head.length - 1) {
    const others = head.map((_, i) => i).filter((i) => i > 0 && !below.includes(i))
    const widest = Math.max(...others.map((i) => least[i] ?? 0))
    below.push(others.find((i) => least[i] === widest) ?? 0)
  }
  return below.toSorted((a, b) => a - b)
}

/** The length of the longest word of each column, which no line may break. */
function leastWidths(head: readonly string[], rows: readonly (readonly Cell[])[]): readonly number[] {
  return head.map((title, i) =>
    Math.max(
      visibleLength(title),
      ...rows.map((row) => visibleLength(unbreakableParts(String(row[i] ?? "")).join("\n"))),
    ),
  )
}

function heightOf(cell: ReturnType<typeof cellOf>): number {
  return typeof cell === "string" ? cell.split("\n").length : 1
}

function cellOf(cell: Cell, width: number): string | { content: string; hAlign: "right" } {
  return typeof cell === "string" ? wrapped(cell, width) : { content: String(cell), hAlign: "right" }
}

/** Breaks text into lines of at most `width` characters, where a line may be broken. */
function wrapped(text: string, width: number): string {
  if (visibleLength(text) <= width) return text
  const lines: string[] = []
  let line = ""
  for (const word of unbreakableParts(text)) {
    if (line !== "" && visibleLength(`${line} ${word}`) > width) {
      lines.push(line)
      line = ""
    }
    line = line === "" ? word : `${line} ${word}`
  }
  return [...lines, line].join("\n")
}

/** Chooses natural widths. Where their sum exceeds the screen, the widest column that can be broken shrinks. */
function widths(columns: number, head: readonly string[], rows: readonly (readonly Cell[])[]): number[] {
  const least = leastWidths(head, rows)
  const natural = head.map((title, i) =>
    Math.max(title.length, ...rows.map((row) => visibleLength(String(row[i] ?? "")))),
  )
  const room = columns - 2 * (head.length - 1)
  const slack = (i: number) => (natural[i] ?? 0) > (least[i] ?? 0)
  for (let over = natural.reduce((a, b) => a + b, 0) - room; over > 0; over--) {
    const breakable = natural.map((width, i) => (slack(i) ? width : 0))
    const widest = Math.max(...breakable)
    if (widest === 0) break
    natural[breakable.indexOf(widest)] = widest - 1
  }
  return natural
}

function visibleLength(text: string): number {
  return Math.max(...text.split("\n").map((line) => Array.from(line.replace(/\u001b\[[0-9;]*m/g, "")).length))
}
