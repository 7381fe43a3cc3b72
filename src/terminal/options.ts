import { UrneError } from "../core/error.ts"

/** Reads the whole number of an option, in decimal digits. @throws UrneError `invalid-option` */
export function wholeNumber(option: string, text: string, least: number, most: number): number {
  const number = Number(text)
  if (/^\d{1,15}$/.test(text) && number >= least && number <= most) return number
  throw new UrneError("invalid-option", { option, value: text, wanted: { form: "number", least, most } })
}
