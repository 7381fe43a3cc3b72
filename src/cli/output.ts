import { Chalk, type ChalkInstance } from "chalk"
import type { Language } from "../core/vocabulary.ts"
import type { Catalogue } from "../language/catalogue.ts"
import { catalogueOf, formatCount } from "../language/language.ts"
import type { Output } from "./io.ts"

/** What a rendering is made with: the words, the width and the colours of one stream. */
export interface Screen {
  readonly language: Language
  readonly labels: Catalogue["labels"]
  readonly columns: number
  readonly terminal: boolean
  readonly style: ChalkInstance
  readonly count: (count: bigint | number) => string
}

export function screenOf(output: Output, language: Language): Screen {
  return {
    language,
    labels: catalogueOf(language).labels,
    columns: output.columns,
    terminal: output.terminal,
    style: new Chalk({ level: output.colour }),
    count: (count) => formatCount(count, language),
  }
}

// C0 and C1 controls, DEL, and the characters that reorder or hide text (bidirectional controls, zero-width, BOM).

const unsafe =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu

/** The one way by which a string from outside (a roll, a file, an act) reaches a terminal: what could act on it is spelt out. */
export function safe(text: string): string {
  return text.replace(unsafe, (c) => `\\u{${(c.codePointAt(0) ?? 0).toString(16)}}`)
}

/** `safe` for texts of several lines, whose line feeds are kept. */
export function safeLines(text: string): string {
  return text.split("\n").map(safe).join("\n")
}

/** JSON of the same value in which those characters are escaped too: JSON by itself escapes only some of them. */
export function safeJson(json: string): string {
  return json.replace(unsafe, (c) => (c === "\n" ? c : `\\u${(c.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}`))
}
