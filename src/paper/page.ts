/**
 * A page as a list of marks. Lengths are millimetres from the upper left corner of an A4 sheet, type sizes are points,
 * and a text stands on its baseline.
 */

export const fontNames = ["regular", "bold", "mono", "mono-bold"] as const
export type FontName = (typeof fontNames)[number]

export interface TextStyle {
  readonly font: FontName
  /** In points. */
  readonly size: number
}

export interface TextMark extends TextStyle {
  readonly kind: "text"
  readonly text: string
  /** The left end of the text, its middle or its right end, as `align` says. */
  readonly x: number
  readonly y: number
  readonly align?: "left" | "center" | "right"
  /** 0 is black (the default), 1 is white. */
  readonly grey?: number
}

/** A straight line, `width` millimetres thick. */
export interface LineMark {
  readonly kind: "line"
  readonly x: number
  readonly y: number
  readonly toX: number
  readonly toY: number
  readonly width: number
}

/** A rectangle: filled with a grey (0 black, 1 white), or drawn with a line of `width` millimetres, or both. */
export interface BoxMark extends Area {
  readonly kind: "box"
  readonly fill?: number
  readonly line?: number
}

/**
 * A QR code (ISO/IEC 18004), `size` millimetres wide without its quiet zone. Four modules around it have to stay free.
 */
export interface QrMark {
  readonly kind: "qr"
  readonly text: string
  readonly x: number
  readonly y: number
  readonly size: number
}

export type Mark = TextMark | LineMark | BoxMark | QrMark

export interface Page {
  /** Marks that many pages share, below the others. Pages that refer to the very same array have it stored once. */
  readonly fixed?: readonly Mark[]
  readonly marks: readonly Mark[]
}

export interface Area {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** ISO 216 A4. */
export const sheet = { width: 210, height: 297 } as const

/** Where the sheet is folded in three for an envelope of 220 × 110 mm (DL). */
export const folds = [99, 198] as const

/**
 * The address area of a French window envelope of 220 × 110 mm. The window, 100 mm wide and 35 or 45 mm high, lies 20
 * mm from the right and from the bottom edge, and the folded sheet may move by 10 mm sideways and 11 mm up and down.
 */
export const addressWindow = {
  /** Visible whatever the position of the sheet. The address stays inside. */
  always: { x: 101, y: 55.5, width: 88, height: 23 },
  /** Visible in some position of the sheet. Nothing but the address may be here. */
  ever: { x: 90, y: 34, width: 110, height: 56 },
} as const satisfies Record<string, Area>

const pointsPerMillimetre = 72 / 25.4

/** Converts millimetres to points. */
export function points(millimetres: number): number {
  return millimetres * pointsPerMillimetre
}

/** Converts points to millimetres. */
export function millimetres(length: number): number {
  return length / pointsPerMillimetre
}
