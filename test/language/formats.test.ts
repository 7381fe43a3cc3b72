import * as fc from "fast-check"
import { expect, test } from "vitest"
import { formatCount, formatInstant, formatShare } from "../../src/language/language.ts"
import { systemZoneOffset } from "../../src/terminal/zone.ts"

const evening = Date.UTC(2014, 10, 28, 19)

test.each([
  ["Europe/Paris", "Friday, 28 November 2014 at 20:00 UTC+1", "vendredi 28 novembre 2014 à 20 h 00, heure de Paris"],
  [
    "America/New_York",
    "Friday, 28 November 2014 at 14:00 UTC−5",
    "vendredi 28 novembre 2014 à 14 h 00, heure de New York",
  ],
  [
    "Asia/Kolkata",
    "Saturday, 29 November 2014 at 00:30 UTC+5:30",
    "samedi 29 novembre 2014 à 0 h 30, heure de Kolkata",
  ],
  [
    "America/St_Johns",
    "Friday, 28 November 2014 at 15:30 UTC−3:30",
    "vendredi 28 novembre 2014 à 15 h 30, heure de St Johns",
  ],
  ["UTC", "Friday, 28 November 2014 at 19:00 UTC", "vendredi 28 novembre 2014 à 19 h 00 UTC"],
])("an evening in %s", (zone, english, french) => {
  expect(formatInstant(evening, zone, "en")).toBe(english)
  expect(formatInstant(evening, zone, "fr")).toBe(french)
})

test("the first of a month, in summer", () => {
  const noon = Date.UTC(2015, 7, 1, 10)
  expect(formatInstant(noon, "Europe/Paris", "en")).toBe("Saturday, 1 August 2015 at 12:00 UTC+2")
  expect(formatInstant(noon, "Europe/Paris", "fr")).toBe("samedi 1er août 2015 à 12 h 00, heure de Paris")
})

test("an hour that clocks show twice says which of the two it is, in both languages", () => {
  const said = (instant: number) => formatInstant(instant, "Europe/Paris", "fr").replace(/^.* à /, "")
  const night = Date.UTC(2026, 9, 25)
  expect([0, 30, 60, 90, 120].map((minutes) => said(night + minutes * 60_000))).toEqual([
    "2 h 00, heure de Paris (UTC+2)",
    "2 h 30, heure de Paris (UTC+2)",
    "2 h 00, heure de Paris (UTC+1)",
    "2 h 30, heure de Paris (UTC+1)",
    "3 h 00, heure de Paris",
  ])
})

test.each([
  ["Europe/London", "heure de Londres"],
  ["America/Martinique", "heure de la Martinique"],
  ["Indian/Reunion", "heure de La Réunion"],
  ["Africa/Cairo", "heure du Caire"],
  ["Europe/Amsterdam", "heure d’Amsterdam"],
  ["America/Argentina/Buenos_Aires", "heure de Buenos Aires"],
])("the hour of %s is given with the French name of the city", (zone, words) => {
  expect(formatInstant(evening, zone, "fr").endsWith(words)).toBe(true)
})

test("the system and Intl show the same hour in every zone, before and after clocks change", () => {
  const before = process.env["TZ"]
  for (const zone of ["UTC", "Etc/GMT+12", ...Intl.supportedValuesOf("timeZone")]) {
    for (let month = 0; month < 12; month++) {
      const instant = Date.UTC(2027, month, 28, 1, 30)
      const quick = formatInstant(instant, zone, "en", systemZoneOffset)
      expect(`${zone} ${quick}`).toBe(`${zone} ${formatInstant(instant, zone, "en")}`)
    }
  }
  expect(process.env["TZ"]).toBe(before)
})

test("counts are grouped as Intl groups them", () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }), (count) => {
      expect(formatCount(count, "en")).toBe(count.toLocaleString("en-GB"))
      expect(formatCount(count, "fr")).toBe(count.toLocaleString("fr-FR"))
    }),
  )
})

test.each<[part: bigint, whole: bigint, shown: string]>([
  [1n, 3n, "33.33%"],
  [2n, 3n, "66.67%"],
  [1n, 2n, "50.00%"],
  [75_498n, 151_008n, "49.99%"],
  [75_510n, 151_008n, "50.01%"],
  [999_999n, 1_000_000n, "99.99%"],
  [1n, 1n, "100.00%"],
  [0n, 7n, "0.00%"],
])("%s of %s is %s: whether it is all or a majority can be read off the share", (part, whole, shown) => {
  expect(formatShare(part, whole, "en")).toBe(shown)
  expect(formatShare(part, whole, "fr")).toBe(`${shown.slice(0, -1).replace(".", ",")} %`)
})

test("a share is of the same side of half and of all as what it is made of", () => {
  fc.assert(
    fc.property(fc.bigInt(1n, 10n ** 9n), fc.bigInt(0n, 10n ** 9n), (whole, other) => {
      const part = other % (whole + 1n)
      const shown = BigInt(formatShare(part, whole, "en").replace(/[.%]/g, ""))
      expect(shown < 5000n).toBe(part * 2n < whole)
      expect(shown > 5000n).toBe(part * 2n > whole)
      expect(shown === 10_000n).toBe(part === whole)
    }),
  )
})
