import { UrneError } from "../core/error.ts"

/** The largest number of anything that has one: an entry, a row, a size. */
export const largestNumber = 999_999_999

/** Reads the whole number of an option, in decimal digits. @throws UrneError `invalid-option` */
export function wholeNumber(option: string, text: string, least: number, most: number): number {
  const number = Number(text)
  if (/^\d{1,15}$/.test(text) && number >= least && number <= most) return number
  throw new UrneError("invalid-option", { option, value: text, wanted: { form: "number", least, most } })
}
