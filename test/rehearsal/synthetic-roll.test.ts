import { expect, test } from "vitest"
import { concat, utf8Text } from "../../src/core/bytes.ts"
import type { RollRules } from "../../src/definition/definition.ts"
import { syntheticColumns, syntheticRoll } from "../../src/rehearsal/synthetic-roll.ts"
import { readRoll } from "../../src/roll/reading.ts"
import type { RollReport } from "../../src/roll/report.ts"
import { seededRandom } from "../support/seeded-random.ts"

const { id, name, address, postcode, group, eligible } = syntheticColumns
const rules: RollRules = { ...{ asOf: null, id, name, address, postcode, group, eligible, weight: null } }

async function read(members: number): Promise<RollReport> {
  // eslint-disable-next-line @typescript-eslint/require-await
  async function* blocks() {
    yield* syntheticRoll(seededRandom("a"), members)
  }
  const { report, findings } = await readRoll([blocks], { rules, cell: 1, progress: () => undefined }, () => undefined)
  if (report === undefined) throw new Error(JSON.stringify(findings))
  return report
}

test.each([1, 11, 12, 2000])(
  "a roll of %d voters has as many, one in twelve more who have not paid, and no fault",
  async (members) => {
    const report = await read(members)
    const unpaid = Math.floor((members - 1) / 11)
    expect(report).toMatchObject({ eligible: members, ineligible: unpaid, refused: 0, blank: 0 })
    expect(report.lookAlikes.rows).toBe(0)
    expect(report.withoutAddress.rows).toBe(0)
  },
)

test("a large roll has members overseas and abroad, and the same seed gives the same roll", () => {
  const file = (seed: string) => utf8Text(concat(...syntheticRoll(seededRandom(seed), 2000))) ?? ""
  expect(file("a")).toMatch(/;Outre-mer \d{3};/)
  expect(file("a")).toContain(";Étranger;")
  expect(file("a")).toBe(file("a"))
  expect(file("a")).not.toBe(file("b"))
})
