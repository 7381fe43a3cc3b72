/** The parts of an SVG picture that all of our pictures have. */
import { xmlText } from "../core/xml.ts"

/** Rounds a length to tenths of a pixel, which nobody sees the rest of. */
export function svgLength(pixels: number): number {
  return Math.round(pixels * 10) / 10
}

/**
 * Places a text. Whatever it holds, it is text in the picture, never markup, and turns nothing around it.
 *
 * @param attributes - as they stand in the tag, already escaped
 */
export function svgText(x: number, y: number, words: string, attributes = ""): string {
  const place = `x="${svgLength(x)}" y="${svgLength(y)}"`
  return `<text ${place}${attributes === "" ? "" : ` ${attributes}`}>${svgWords(words)}</text>`
}

/** Makes words part of a picture, without characters that are not seen and change how others stand. */
export function svgWords(words: string): string {
  return xmlText(words.replace(/[\p{Cc}\p{Bidi_Control}]/gu, ""))
}
