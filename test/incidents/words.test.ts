import { readFileSync } from "node:fs"
import { expect, test } from "vitest"
import { causes, effects, findingsOfIncidents } from "../../src/core/vocabulary.ts"
import { catalogueOf } from "../../src/language/catalogues.ts"
import { formatCount } from "../../src/language/language.ts"
import { isText } from "../../src/register/shape.ts"
import { verisCause, verisEffect, verisFinding } from "../../src/incidents/cause.ts"

const page = readFileSync(new URL("../../docs/incidents.md", import.meta.url), "utf8")

test.each([
  ["en", "At most 1,850 ballots arrived since 20:15, where about 18,510 were expected"],
  ["fr", "1 850 bulletins arrivés au plus depuis le 20 h 15, alors qu’environ 18 510 étaient attendus"],
] as const)("figures of a proposed text are written as people read them (%s)", (language, said) => {
  const hour = language === "en" ? "20:15" : "20 h 15"
  const count = (figure: number) => formatCount(figure, language)
  const { proposal } = catalogueOf(language).labels.incidents
  const what = proposal.what(hour, undefined, count(1850), count(18_510))
  expect(what.replace(/[\u00a0\u202f]/g, " ")).toBe(said)
  expect(isText(what)).toBe(true)
})

test("the page on incidents gives VERIS's word beside each of ours", () => {
  for (const cause of causes) expect(page).toContain(`| ${cause} | ${verisCause(cause)} |`)
  const words = [...effects.map(verisEffect), ...findingsOfIncidents.map(verisFinding)].filter(
    (one) => one !== undefined,
  )
  for (const word of words) expect(page).toContain(word.split(".").at(-1))
  for (const ours of [...effects, ...findingsOfIncidents].filter((one) => one !== "none")) expect(page).toContain(ours)
})
