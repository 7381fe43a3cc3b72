import * as fc from "fast-check"
import { expect, test } from "vitest"
import { localTime } from "../../src/definition/local-time.ts"
import { spokenTime } from "../../src/definition/spoken-time.ts"
import { formatInstant } from "../../src/language/language.ts"

test.each([
  "2026-11-28 21:00",
  "2026-11-28T21:00",
  "2026/11/28 21:00",
  "28/11/2026 21:00",
  "28/11/2026 21h",
  "28/11/2026 21h00",
  "28.11.2026, 21 h 00",
  "28-11-2026 à 21 h",
  "28 novembre 2026 21 h",
  "28 novembre 2026 à 21\u00a0h\u00a000",
  "samedi 28 novembre 2026 à 21 heures",
  "Le samedi 28 nov. 2026 à 21:00",
  "SAMEDI 28 NOVEMBRE 2026, 21 H",
  "28 November 2026 21:00",
  "28th of November 2026 at 9 pm",
  "Saturday, November 28, 2026 at 9:00 p.m.",
  "Sat. 28 Nov 2026 9pm",
  "11/28/2026 9 pm",
])("%s is a single instant, whatever the language of the screen", (written) => {
  for (const language of ["en", "fr"] as const)
    expect(spokenTime(written, language)).toEqual({ local: "2026-11-28T21:00" })
})

test.each([
  ["28 novembre 2026", "hour"],
  ["28/11/2026", "hour"],
  ["28/11/26 21:00", "year"],
  ["31/11/2026 21:00", "day"],
  ["30 February 2026 21:00", "day"],
  ["28/11/2026 25:00", "day"],
  ["28/11/2026 21:75", "day"],
  ["28/11/2026 13 pm", "day"],
  ["28/11/2026 12 am", "noon"],
  ["28 jui 2026 21:00", "form"],
  ["28 november 21:00", "form"],
  ["tomorrow", "form"],
  ["tomorrow 21:00", "form"],
  ["21:00", "form"],
  ["", "form"],
])("%s is refused: %s", (written, fault) => {
  expect(spokenTime(written, "fr")).toMatchObject({ fault })
})

test("where day and month could be exchanged, French order applies, and English is not guessed", () => {
  expect(spokenTime("03/04/2027 8:00", "fr")).toEqual({ local: "2027-04-03T08:00" })
  expect(spokenTime("03/04/2027 8:00", "en")).toEqual({ fault: "order", days: ["2027-04-03", "2027-03-04"] })
  expect(spokenTime("04/04/2027 8:00", "en")).toEqual({ local: "2027-04-04T08:00" })
})

test("a wrong day of the week is not ignored", () => {
  expect(spokenTime("lundi 28/11/2026 21 h", "fr")).toEqual({ fault: "weekday", day: "2026-11-28", weekday: 6 })
})

test("law: an hour is read as screens show it", () => {
  const instant = fc.integer({ min: Date.UTC(2000), max: Date.UTC(2090) })
  fc.assert(
    fc.property(instant, fc.constantFrom("en" as const, "fr" as const), (at, language) => {
      const said = formatInstant(at, "UTC", language).replace(/ UTC$/, "")
      expect(spokenTime(said, language)).toEqual({ local: localTime(at, "UTC") })
    }),
    { numRuns: 200 },
  )
})

test("law: anything typed gets an answer", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (typed) => {
      const read = spokenTime(typed, "en")
      expect("local" in read || "fault" in read).toBe(true)
    }),
  )
})
