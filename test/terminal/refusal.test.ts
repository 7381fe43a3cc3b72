import { Chalk } from "chalk"
import { expect, test } from "vitest"
import { UrneError } from "../../src/core/error.ts"
import { catalogueOf } from "../../src/language/catalogues.ts"
import { warningsText } from "../../src/terminal/refusal.ts"

test("a hint that several warnings share is printed once, below the last of them", () => {
  const catalogue = catalogueOf("en")
  const screen = {
    ...({ language: "en", labels: catalogue.labels, columns: 80, rows: 24, terminal: true } as const),
    ...{ style: new Chalk({ level: 0 }), count: String, zone: undefined },
  }
  const together = (of: "holders" | "members") => new UrneError("keys-together", { of, names: ["ada", "bo"] })
  const hints = (...warnings: readonly UrneError[]) =>
    warningsText(warnings, catalogue, screen).map((text) => text.includes("urne: hint:"))
  expect(hints(together("holders"), together("members"))).toEqual([false, true])
  expect(hints(together("holders"), new UrneError("no-election-file", { folder: ".", backups: [] }))).toEqual([
    true,
    true,
  ])
})
