/**
 * Lays out documents that run over as many pages as they need: minutes, acts, reports. Letters are placed by hand
 * instead.
 */
import type { Metrics } from "./font.ts"
import { type BoxesBlock, boxStrips, type FormStrip, type GridBlock, gridStrips } from "./forms.ts"
import { type FontName, type Mark, millimetres, type Page, sheet, type TextMark, type TextStyle } from "./page.ts"
import { fitLine, wrap } from "./text.ts"

export type Block =
  | { readonly kind: "title" | "heading"; readonly text: string }
  /** `withNext` keeps it on one page with what follows. */
  | { readonly kind: "paragraph" | "small"; readonly text: string; readonly withNext?: true }
  /** Text that is quoted exactly (an act, a fingerprint): line by line, in a monospaced font. */
  | { readonly kind: "verbatim"; readonly text: string }
  | TableBlock
  /** A line to sign on for each person, with the name under it. */
  | { readonly kind: "signatures"; readonly signers: readonly string[] }
  /** A QR code with lines of text beside it. */
  | { readonly kind: "qr"; readonly text: string; readonly caption: readonly string[]; readonly withNext?: true }
  | BoxesBlock
  | GridBlock
  | { readonly kind: "space"; readonly height: number }

interface TableBlock {
  readonly kind: "table"
  /** `share` is a part of the width, in any unit. Figures are aligned right. */
  readonly columns: readonly { readonly share: number; readonly align?: "left" | "right"; readonly title?: string }[]
  readonly rows: readonly (readonly string[])[]
}

export interface FlowFrame {
  /** Printed at the top of every page: the mark of a rehearsal, or `PROVISIONAL`. */
  readonly band?: string
  /** The line at the foot of page `page` of `pages`. */
  readonly foot: (page: number, pages: number) => string
}

const margin = { left: 22, right: 20, top: 22, bottom: 24 } as const
const width = sheet.width - margin.left - margin.right
const bottom = sheet.height - margin.bottom

interface Strip extends FormStrip {
  /** Keeps a heading from standing alone at the foot of a page. */
  readonly withNext?: boolean
  /** The head of the table of which this is a row. */
  readonly belongsTo?: FormStrip
}

/** Lays the blocks out from top to bottom on A4 pages. */
export function flowPages(blocks: readonly Block[], frame: FlowFrame, metrics: Metrics): readonly Page[] {
  const strips = blocks.flatMap((block) => stripsOf(block, metrics))
  const sheets: Mark[][] = [[]]
  let top: number = margin.top
  let head: FormStrip | undefined
  for (const [index, strip] of strips.entries()) {
    const needed = heightTogether(strips, index)
    if (top + needed > bottom && top > margin.top) {
      sheets.push([])
      top = margin.top
      if (head !== undefined && strip.belongsTo === head) {
        sheets.at(-1)?.push(...head.draw(top))
        top += head.height
      }
    }
    if (strip.repeats === true) head = strip
    sheets.at(-1)?.push(...strip.draw(top))
    top += strip.height
  }
  return sheets.map((marks, index) => ({ marks: [...frameMarks(frame, index + 1, sheets.length), ...marks] }))
}

/** Adds up a strip and those that have to stay with it. */
function heightTogether(strips: readonly Strip[], from: number): number {
  let height = 0
  for (let i = from; i < strips.length; i++) {
    const strip = strips[i]
    height += strip?.height ?? 0
    if (strip?.withNext !== true) break
  }
  return height
}

function frameMarks(frame: FlowFrame, page: number, pages: number): readonly Mark[] {
  const foot = text(frame.foot(page, pages), { font: "regular", size: 8 }, sheet.width / 2, 285)
  const marks: Mark[] = [{ ...foot, align: "center" }]
  return frame.band === undefined ? marks : [...bandMarks(frame.band), ...marks]
}

/** Draws a grey band across the top of the sheet. */
export function bandMarks(words: string): readonly Mark[] {
  return [
    { kind: "box", x: 0, y: 6, width: sheet.width, height: 9, fill: 0.85 },
    { kind: "text", text: words, font: "bold", size: 14, x: sheet.width / 2, y: 12.3, align: "center" },
  ]
}

/** Sizes in points, and the space below in millimetres. */
const textStyles = { paragraph: { size: 10.5, after: 2 }, small: { size: 8.5, after: 1.5 } } as const

function stripsOf(block: Block, metrics: Metrics): readonly Strip[] {
  switch (block.kind) {
    case "title":
      return paragraph(block.text, { font: "bold", size: 18 }, { before: 0, after: 4 }, metrics)
    case "heading":
      return paragraph(block.text, { font: "bold", size: 12 }, { before: 4, after: 1 }, metrics)
    case "paragraph":
    case "small": {
      const { size, after } = textStyles[block.kind]
      return paragraph(block.text, { font: "regular", size }, { before: 0, after }, metrics).map((strip) =>
        block.withNext === true ? { ...strip, withNext: true } : strip,
      )
    }
    case "verbatim":
      return block.text
        .replace(/\n$/, "")
        .split("\n")
        .flatMap((line) => paragraph(line, { font: "mono", size: 8.5 }, { before: 0, after: 0 }, metrics))
    case "table":
      return tableStrips(block, metrics)
    case "signatures":
      return block.signers.map((signer) => signatureStrip(signer))
    case "boxes":
      return together(
        boxStrips(block, { left: margin.left, width }, (words, room, style) =>
          fitLine(words, room, { font: style.font, largest: style.size, smallest: 6 }, metrics),
        ),
      )
    case "grid": {
      const [head, ...rows] = gridStrips(block, { left: margin.left, width })
      return head === undefined ? [] : [head, ...rows.map((row) => ({ ...row, belongsTo: head }))]
    }
    case "qr":
      return [{ ...qrStrip(block.text, block.caption), withNext: block.withNext === true }]
    case "space":
      return [{ height: block.height, draw: () => [] }]
  }
}

/** Keeps up to so many rows of boxes on one page, where people look for the others' signatures. */
const rowsTogether = 4

function together(rows: readonly FormStrip[]): readonly Strip[] {
  return rows.map((row, i) => (rows.length <= rowsTogether && i < rows.length - 1 ? { ...row, withNext: true } : row))
}

/**
 * Makes a strip for each line, so that a long paragraph may run over the end of a page, with two lines at least on either
 * side. A bold one is a heading, and stays with what follows.
 */
function paragraph(
  words: string,
  style: TextStyle,
  space: { readonly before: number; readonly after: number },
  metrics: Metrics,
): readonly Strip[] {
  const leading = millimetres(style.size) * 1.35
  const lines = wrap(words, width, style, metrics)
  return lines.map((line, index) => {
    const before = index === 0 ? space.before : 0
    const after = index === lines.length - 1 ? space.after : 0
    return {
      height: before + leading + after,
      draw: (top) => [text(line, style, margin.left, top + before + millimetres(style.size))],
      withNext: style.font === "bold" || isFirstOrLastButOne(index, lines.length),
    }
  })
}

function isFirstOrLastButOne(index: number, count: number): boolean {
  return count > 1 && (index === 0 || index === count - 2)
}

const cellStyle = { font: "regular", size: 9.5 } as const
const cellGap = 2

function tableStrips({ columns, rows }: TableBlock, metrics: Metrics): readonly Strip[] {
  const whole = columns.reduce((sum, { share }) => sum + share, 0)
  let x: number = margin.left
  const places = columns.map(({ share, align = "left" }) => {
    const place = { x, width: (share / whole) * width - cellGap, align }
    x += place.width + cellGap
    return place
  })
  const row = (cells: readonly string[], font: FontName): Strip => {
    const style = { ...cellStyle, font }
    const leading = millimetres(style.size) * 1.3
    const broken = places.map((place, column) => wrap(cells[column] ?? "", place.width, style, metrics))
    const height = Math.max(...broken.map((lines) => lines.length)) * leading + 1.6
    const draw = (top: number): readonly Mark[] => [
      ...places.flatMap((place, column) =>
        (broken[column] ?? []).map((line, index) => {
          const end = place.align === "right" ? place.x + place.width : place.x
          const baseline = top + 0.6 + millimetres(style.size) + index * leading
          return { ...text(line, style, end, baseline), align: place.align }
        }),
      ),
      rule(margin.left, top + height, margin.left + width),
    ]
    return { height, draw, withNext: font === "bold" }
  }
  const titles = columns.map(({ title = "" }) => title)
  const head = titles.some((title) => title !== "") ? [row(titles, "bold")] : []
  return [...head, ...rows.map((cells) => row(cells, "regular")), { height: 3, draw: () => [] }]
}

function signatureStrip(signer: string): Strip {
  return {
    height: 20,
    draw: (top) => [
      rule(margin.left, top + 13, margin.left + 90),
      text(signer, { font: "regular", size: 9 }, margin.left, top + 17),
    ],
  }
}

function qrStrip(content: string, caption: readonly string[]): Strip {
  const size = 26
  return {
    height: size + 8,
    draw: (top) => [
      { kind: "qr", text: content, x: margin.left + 4, y: top + 4, size },
      ...caption.map((line, index) =>
        text(line, { font: "regular", size: 10 }, margin.left + size + 14, top + 9 + index * 5.5),
      ),
    ],
  }
}

function text(words: string, style: TextStyle, x: number, y: number): TextMark {
  return { kind: "text", text: words, ...style, x, y }
}

function rule(x: number, y: number, toX: number): Mark {
  return { kind: "line", x, y, toX, toY: y, width: 0.15 }
}
