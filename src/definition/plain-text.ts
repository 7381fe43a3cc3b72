import { UrneError } from "../core/error.ts"

/**
 * Characters that no name, address or title needs and that change how others are shown: controls (C0, C1, DEL, line and
 * paragraph separators), bidirectional controls, invisible characters, tags, the mark of a failed decoding and lone
 * surrogates. The zero-width joiners are allowed, because Persian and Indian names are written with them.
 */
const forbidden =
  /[\u0000-\u001f\u007f-\u009f\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffd\u{e0000}-\u{e007f}\p{Cs}\p{Noncharacter_Code_Point}]/u

/** Returns the first forbidden character of a text, as `U+202E`, or `undefined`. */
export function forbiddenCharacter(text: string): string | undefined {
  const found = forbidden.exec(text)?.[0].codePointAt(0)
  return found === undefined ? undefined : `U+${found.toString(16).toUpperCase().padStart(4, "0")}`
}

/** The longest line, in characters. */
export const longestLine = 500

/** Whether a text is one line that can be printed and read aloud: not empty, and without a blank at either end. */
export function isLine(text: string): boolean {
  return text !== "" && text.length <= longestLine && text.trim() === text && forbiddenCharacter(text) === undefined
}

/**
 * Refuses a value of an option that is not one line, so that nothing can follow it in the place where it is printed.
 * @throws UrneError `invalid-option`
 */
export function requireLine(option: string, value: string): void {
  if (isLine(value)) return
  throw new UrneError("invalid-option", { option, value, wanted: { form: "line", most: longestLine } })
}

/** Returns the NFKC form without outer blanks. */
export function compatibleText(text: string): string {
  return ascii.test(text) ? text.trim() : text.normalize("NFKC").trim()
}

/** The form in which two texts are compared when a person would call them the same: NFKC, without case or outer blanks. */
export function foldedText(text: string): string {
  if (ascii.test(text)) return text.trim().toLowerCase()
  // Upper case comes first, so that ß and ſ match ss and s, as in full case folding.
  return compatibleText(text).toUpperCase().toLowerCase().normalize("NFKC")
}

/** Matches text that no normalization changes. */
const ascii = /^[ -~]*$/
