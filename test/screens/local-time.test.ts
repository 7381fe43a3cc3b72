import { expect, test } from "vitest"
import { catalogueOf } from "../../src/language/catalogues.ts"
import { localClock, localTime, localTimeInYear, sortableTime } from "../../src/screens/local-time.ts"

const [instant, zone] = [Date.UTC(2034, 11, 1, 19, 5), "Europe/Paris"]

test("hours in tables are written as each language writes them, and the same in both for spreadsheets", () => {
  const [en, fr] = [catalogueOf("en"), catalogueOf("fr")]
  expect([en, fr].map((screen) => localTime(instant, zone, screen))).toEqual(["2034-12-01 20:05", "01/12/2034 20:05"])
  expect([en, fr].map((screen) => localTimeInYear(instant, zone, screen))).toEqual(["12-01 20:05", "01/12 20:05"])
  expect([sortableTime(instant, zone), localClock(instant, zone)]).toEqual(["2034-12-01 20:05", "20:05:00"])
})
