/** Prepares texts for paper: makes them harmless, breaks them into lines, and makes them smaller until they fit. */
import { unbreakableParts } from "../language/typography.ts"
import type { Metrics } from "./font.ts"
import { type Area, millimetres, type TextStyle } from "./page.ts"

/** Stands for a character that none of our fonts can show. */
export const missingGlyph = "□"

// Line ends and tabs separate words. Other control characters, and invisible ones that reorder or join letters, are
// dropped: paper must show what the file holds, in the order of the file.
const separator = /[\t\n\v\f\r\u0085\u2028\u2029]+/gu
const invisible = /[\p{Cc}\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb]/gu

// Matches letters that were copied from a PDF as one sign. Fonts draw the same glyph for the sign and for its letters,
// so a page that is read back could have either.
const ligature = /[\ufb00-\ufb06\ufb13-\ufb17]/gu

/**
 * Prepares a text for paper. Every text passes here, and the writer of documents applies it again. The result is
 * composed (NFC) and on one line, without control or direction characters; what the font cannot show becomes {@link
 * missingGlyph}.
 */
export function paperText(text: string, font: TextStyle["font"], metrics: Metrics): string {
  const clean = text
    .toWellFormed()
    .normalize("NFC")
    .replace(ligature, (sign) => sign.normalize("NFKC"))
    .replace(separator, " ")
    .replace(invisible, "")
  let shown = ""
  for (const character of clean) shown += metrics.shows(character, font) ? character : missingGlyph
  return shown
}

/**
 * Breaks a text at spaces where typography allows it, and inside a word only where the word is wider than the line.
 * No-break spaces hold. The result is never empty.
 */
export function wrap(text: string, width: number, style: TextStyle, metrics: Metrics): readonly string[] {
  const measure = (line: string) => metrics.width(line, style.font, style.size)
  const lines: string[] = []
  let line = ""
  const words = unbreakableParts(paperText(text, style.font, metrics).replace(/ +/g, " "))
  for (const word of words) {
    const longer = line === "" ? word : `${line} ${word}`
    if (measure(longer) <= width) {
      line = longer
      continue
    }
    if (line !== "") lines.push(line)
    line = word
    while (measure(line) > width) {
      const head = longestHead(line, width, measure)
      lines.push(head)
      line = line.slice(head.length)
    }
  }
  lines.push(line)
  return lines
}

/** Takes as many characters as fit, and at least one. */
function longestHead(word: string, width: number, measure: (line: string) => number): string {
  let head = ""
  for (const character of word) {
    if (head !== "" && measure(head + character) > width) break
    head += character
  }
  return head
}

export interface FittedBlock {
  readonly lines: readonly string[]
  /** In points. */
  readonly size: number
  /** From one baseline to the next, in millimetres. */
  readonly leading: number
  /** Whether some of it could not be shown even in the smallest size. */
  readonly cut: boolean
}

export interface FitRule {
  readonly font: TextStyle["font"]
  readonly largest: number
  readonly smallest: number
  /** From one baseline to the next, in parts of the size. */
  readonly leading: number
}

/** From the top of an accented capital to the foot of a g, in parts of the size. */
const lineDepth = 1.25

/**
 * Fits lines into an area, in the largest size (by half points) in which each line fits, broken where it must be. In
 * the smallest size the rest is cut, with an ellipsis.
 */
export function fitBlock(lines: readonly string[], area: Area, rule: FitRule, metrics: Metrics): FittedBlock {
  for (let size = rule.largest; ; size -= 0.5) {
    const leading = millimetres(size) * rule.leading
    const style = { font: rule.font, size }
    const broken = lines.flatMap((line) => wrap(line, area.width, style, metrics))
    const room = Math.max(1, 1 + Math.floor((area.height - millimetres(size) * lineDepth) / leading))
    if (broken.length <= room) return { lines: broken, size, leading, cut: false }
    if (size - 0.5 < rule.smallest) {
      const kept = broken.slice(0, room)
      const last = shorten(`${kept.pop() ?? ""}…`, area.width, style, metrics)
      return { lines: [...kept, last], size, leading, cut: true }
    }
  }
}

/**
 * Fits one line into `width` millimetres. It gets smaller down to `smallest` points, and then is cut with an ellipsis.
 */
export function fitLine(
  text: string,
  width: number,
  rule: Pick<FitRule, "font" | "largest" | "smallest">,
  metrics: Metrics,
): { readonly text: string; readonly size: number; readonly cut: boolean } {
  const clean = paperText(text, rule.font, metrics)
  for (let size = rule.largest; size >= rule.smallest; size -= 0.5) {
    if (metrics.width(clean, rule.font, size) <= width) return { text: clean, size, cut: false }
  }
  const style = { font: rule.font, size: rule.smallest }
  return { text: shorten(`${clean}…`, width, style, metrics), size: rule.smallest, cut: true }
}

/** Drops characters before the final ellipsis until the line fits. */
function shorten(line: string, width: number, style: TextStyle, metrics: Metrics): string {
  const characters = Array.from(line)
  while (characters.length > 1 && metrics.width(characters.join(""), style.font, style.size) > width) {
    characters.splice(-2, 1)
  }
  return characters.join("")
}
