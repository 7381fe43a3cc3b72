/** Sets the glyphs of a line so that no character is lost, whatever stands beside it. */
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

/** The part of an open fontkit font that setting needs. pdfkit's types do not show it. */
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
 * Returns the glyphs from left to right. Letters are joined, and marks placed over their letters, as the font says.
 * Where its tables fail on a text or leave out part of it, each character is set by itself: a name that looks less good
 * still arrives, whereas one that stops its batch does not.
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
    // The tables of a font are a program of their own, and fontkit's stops at some sequences of marks.
    return undefined
  }
}

function bare(font: SettingFont, { text, rightToLeft }: Run): GlyphRun {
  const characters = rightToLeft ? Array.from(text).reverse() : Array.from(text)
  const glyphs = characters.map((character) => font.glyphForCodePoint(character.codePointAt(0) ?? 0))
  const positions = glyphs.map(({ advanceWidth: xAdvance }) => ({ xAdvance, yAdvance: 0, xOffset: 0, yOffset: 0 }))
  return { glyphs, positions }
}

/** Whether two texts have the same characters in any order, where a joined form counts as its letter. */
export function sameCharacters(one: string, other: string): boolean {
  return one === other || sorted(one) === sorted(other)
}

function sorted(text: string): string {
  return Array.from(text.normalize("NFKC")).sort().join("")
}
