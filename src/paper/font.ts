/**
 * The typefaces of every document: DejaVu, whose files are installed with the program, so that a document looks the
 * same on every machine. They cover the Latin, Greek, Cyrillic, Armenian, Georgian, Hebrew and Arabic scripts.
 */
import { createRequire } from "node:module"
import { type FontName, millimetres } from "./page.ts"

const files: Record<FontName, string> = {
  regular: "DejaVuSansCondensed.ttf",
  bold: "DejaVuSansCondensed-Bold.ttf",
  mono: "DejaVuSansMono.ttf",
  "mono-bold": "DejaVuSansMono-Bold.ttf",
}

/** Where the font's file is on this machine. */
export function fontFile(font: FontName): string {
  return createRequire(import.meta.url).resolve(`dejavu-fonts-ttf/ttf/${files[font]}`)
}

export interface Metrics {
  /** The width of a text in millimetres, without kerning or ligatures. */
  readonly width: (text: string, font: FontName, size: number) => number
  /** Whether the font has a glyph for a character. */
  readonly shows: (character: string, font: FontName) => boolean
}

/** A font as pdfkit embeds it. It has no public way to ask whether a glyph exists. */
interface OpenFont {
  readonly font: {
    readonly unitsPerEm: number
    readonly hasGlyphForCodePoint: (codePoint: number) => boolean
    readonly glyphForCodePoint: (codePoint: number) => { readonly advanceWidth: number }
  }
}

let loaded: Promise<Metrics> | undefined

/** Opens the fonts at the first call. Later calls return the same metrics. */
export function fontMetrics(): Promise<Metrics> {
  loaded ??= loadMetrics()
  return loaded
}

async function loadMetrics(): Promise<Metrics> {
  const { default: PDFDocument } = await import("pdfkit")
  // Without this null, which its types do not allow, pdfkit opens Helvetica for every document.
  const scratch = new PDFDocument({ autoFirstPage: false, font: null as unknown as string })
  const open = (name: FontName) => {
    scratch.font(fontFile(name))
    return new Advances((scratch as unknown as { readonly _font: OpenFont })._font)
  }
  const faces: Record<FontName, Advances> = {
    regular: open("regular"),
    bold: open("bold"),
    mono: open("mono"),
    "mono-bold": open("mono-bold"),
  }
  return {
    width(text, font, size) {
      let ems = 0
      for (const character of text) ems += faces[font].advance(character)
      return millimetres(ems * size)
    },
    shows: (character, font) => faces[font].shows(character),
  }
}

/** The widths of a font's characters in ems. Each is looked up once, since a roll has few distinct characters. */
class Advances {
  private readonly known = new Map<string, number>()
  private readonly font: OpenFont["font"]
  constructor(open: OpenFont) {
    this.font = open.font
  }

  advance(character: string): number {
    const known = this.known.get(character)
    if (known !== undefined) return known
    const advance = this.font.glyphForCodePoint(codePoint(character)).advanceWidth / this.font.unitsPerEm
    this.known.set(character, advance)
    return advance
  }

  shows(character: string): boolean {
    return this.font.hasGlyphForCodePoint(codePoint(character))
  }
}

function codePoint(character: string): number {
  return character.codePointAt(0) ?? 0
}
