/** The glyphs of a line: each of its characters is set, whatever stands beside it. */
import { type Run, visualRuns } from "./direction.ts"

interface Glyph {
  readonly advanceWidth: number
  readonly codePoints: readonly number[]
}

interface GlyphPosition {
  readonly xAdvance: number
  readonly yAdvance: number
  readonly xOffset: number
  readonly yOffset: number
}

export interface GlyphRun {
  readonly glyphs: readonly Glyph[]
  readonly positions: readonly GlyphPosition[]
}

/** What setting needs of an open font of fontkit, which pdfkit does not show in its types. */
export interface SettingFont {
  readonly layout: (
    text: string,
    features: undefined,
    script: undefined,
    language: undefined,
    direction: "ltr" | "rtl",
  ) => GlyphRun
  readonly glyphForCodePoint: (codePoint: number) => Glyph
}

/**
 * The glyphs from left to right. Letters are joined, and marks moved over their letter, as the font says; where its tables
 * fail on a text, or leave out what stands in it, each character is set by itself: a name that looks less good is a letter
 * that arrives, and one that stops its batch is none.
 */
export function setLine(font: SettingFont, line: string): GlyphRun {
  const runs = visualRuns(line).map((run) => shaped(font, run) ?? bare(font, run))
  return { glyphs: runs.flatMap(({ glyphs }) => glyphs), positions: runs.flatMap(({ positions }) => positions) }
}

function shaped(font: SettingFont, { text, rightToLeft }: Run): GlyphRun | undefined {
  try {
    const run = font.layout(text, undefined, undefined, undefined, rightToLeft ? "rtl" : "ltr")
    const shown = String.fromCodePoint(...run.glyphs.flatMap(({ codePoints }) => codePoints))
    return shown === text || (rightToLeft && sameCharacters(shown, text)) ? run : undefined
  } catch {
    // The tables of a font are a program of their own, and theirs stops at some sequences of marks.
    return undefined
  }
}

function bare(font: SettingFont, { text, rightToLeft }: Run): GlyphRun {
  const characters = rightToLeft ? Array.from(text).reverse() : Array.from(text)
  const glyphs = characters.map((character) => font.glyphForCodePoint(character.codePointAt(0) ?? 0))
  const positions = glyphs.map(({ advanceWidth: xAdvance }) => ({ xAdvance, yAdvance: 0, xOffset: 0, yOffset: 0 }))
  return { glyphs, positions }
}

/** Whether two texts have the same characters in any order, a joined form being its letter. */
export function sameCharacters(one: string, other: string): boolean {
  return one === other || sorted(one) === sorted(other)
}

function sorted(text: string): string {
  return Array.from(text.normalize("NFKC")).sort().join("")
}
