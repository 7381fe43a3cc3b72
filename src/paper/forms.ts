/** The parts of a document that people fill in by hand. */
import type { Mark, TextMark, TextStyle } from "./page.ts"

export interface Person {
  readonly name: string
  readonly role: string
}

/** A box to sign in for each person, two beside each other. */
export interface BoxesBlock {
  readonly kind: "boxes"
  readonly people: readonly Person[]
}

/** An empty table, ruled for a pen. */
export interface GridBlock {
  readonly kind: "grid"
  /** `share` is a part of the width, in any unit. */
  readonly columns: readonly { readonly share: number; readonly title: string }[]
  readonly rows: number
}

/** Something that a page break does not cut, drawn from `top` downwards. */
export interface FormStrip {
  readonly height: number
  readonly draw: (top: number) => readonly Mark[]
  /** Is drawn again at the top of each page to which the strips after it run over. */
  readonly repeats?: true
}

interface Frame {
  readonly left: number
  readonly width: number
}

const boxHeight = 27
const boxGap = 5

/** Makes a strip for each two people. A name that is too long for its box gets smaller, and then is cut. */
export function boxStrips(
  { people }: BoxesBlock,
  { left, width }: Frame,
  fit: (text: string, width: number, style: TextStyle) => { readonly text: string; readonly size: number },
): readonly FormStrip[] {
  const boxWidth = (width - boxGap) / 2
  const rows = Array.from({ length: Math.ceil(people.length / 2) }, (_, i) => people.slice(2 * i, 2 * i + 2))
  return rows.map((row) => ({
    height: boxHeight + boxGap,
    draw: (top) =>
      row.flatMap(({ name, role }, i): readonly Mark[] => {
        const x = left + i * (boxWidth + boxGap)
        const line = (text: string, style: TextStyle, y: number): TextMark => {
          const fitted = fit(text, boxWidth - 5, style)
          return { kind: "text", ...style, ...fitted, x: x + 2.5, y }
        }
        return [
          { kind: "box", x, y: top, width: boxWidth, height: boxHeight, line: 0.25 },
          line(name, { font: "bold", size: 9.5 }, top + 5),
          line(role, { font: "regular", size: 8.5 }, top + 9),
        ]
      }),
  }))
}

const rowHeight = 10.5

/** Makes a strip for the titles, which stand on each page, and one for each row. */
export function gridStrips({ columns, rows }: GridBlock, { left, width }: Frame): readonly FormStrip[] {
  const whole = columns.reduce((sum, { share }) => sum + share, 0)
  let x = left
  const cells = columns.map(({ share, title }) => {
    const cell = { x, width: (share / whole) * width, title }
    x += cell.width
    return cell
  })
  const row = (height: number, titled: boolean): FormStrip => ({
    height,
    ...(titled ? { repeats: true } : {}),
    draw: (top) =>
      cells.flatMap(({ x, width, title }): readonly Mark[] => [
        { kind: "box", x, y: top, width, height, line: 0.2, ...(titled ? { fill: 0.92 } : {}) },
        ...(titled ? [{ kind: "text", text: title, font: "bold", size: 8.5, x: x + 1.5, y: top + 4.6 } as const] : []),
      ]),
  })
  return [row(7, true), ...Array.from({ length: rows }, () => row(rowHeight, false))]
}
