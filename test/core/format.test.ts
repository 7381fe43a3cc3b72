import { readFileSync } from "node:fs"
import { expect, test } from "vitest"
import { currentFormat, features, hasFeature, isNewer, programOf, statedFormat } from "../../src/core/format.ts"

const root = new URL("../../", import.meta.url).pathname

test("an election whose first entry states no format is of format 1", () => {
  for (const format of [undefined, null, "3", 1, 0, -1, 2.5, NaN]) expect(statedFormat({ format })).toBe(1)
  expect(statedFormat({ format: 2 })).toBe(2)
  expect(statedFormat({ format: 3 })).toBe(3)
})

test("this program knows formats up to its own, and no later one", () => {
  expect([isNewer(1), isNewer(currentFormat), isNewer(currentFormat + 1)]).toEqual([false, false, true])
})

test("the second number of the program's version is the format that it writes", () => {
  const { version } = JSON.parse(readFileSync(`${root}package.json`, "utf8")) as { version: string }
  expect(version.split(".")[1]).toBe(programOf(currentFormat).split(".")[1])
})

test("every format has all that earlier ones have, and format 1 has no feature", () => {
  for (const feature of features) {
    expect([hasFeature(1, feature), hasFeature(currentFormat, feature)]).toEqual([false, true])
    expect(hasFeature(currentFormat + 1, feature)).toBe(true)
  }
})

test("docs/format.md explains everything that a format has", () => {
  const page = readFileSync(`${root}docs/format.md`, "utf8")
  for (const feature of features) expect(page).toContain(`\`${feature}\``)
})
