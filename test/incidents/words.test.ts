import { readFileSync } from "node:fs"
import { expect, test } from "vitest"
import { causes, effects, findingsOfIncidents } from "../../src/core/vocabulary.ts"
import { verisCause, verisEffect, verisFinding } from "../../src/incidents/cause.ts"

const page = readFileSync(new URL("../../docs/incidents.md", import.meta.url), "utf8")

test("the page on incidents gives VERIS's word beside each of ours", () => {
  for (const cause of causes) expect(page).toContain(`| ${cause} | ${verisCause(cause)} |`)
  const words = [...effects.map(verisEffect), ...findingsOfIncidents.map(verisFinding)].filter(
    (one) => one !== undefined,
  )
  for (const word of words) expect(page).toContain(word.split(".").at(-1))
  for (const ours of [...effects, ...findingsOfIncidents].filter((one) => one !== "none")) expect(page).toContain(ours)
})
