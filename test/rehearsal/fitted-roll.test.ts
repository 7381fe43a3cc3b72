import { expect, test } from "vitest"
import { concat } from "../../src/core/bytes.ts"
import type { RollRules } from "../../src/definition/definition.ts"
import { fittedRoll } from "../../src/rehearsal/fitted-roll.ts"
import { readRoll } from "../../src/roll/reading.ts"
import type { Voter } from "../../src/roll/voter.ts"
import { seededRandom } from "../support/seeded-random.ts"

const plain: RollRules = {
  asOf: null,
  id: "number",
  name: ["name"],
  address: [],
  postcode: null,
  group: null,
  eligible: {},
  weight: null,
}

const cases: Record<string, RollRules> = {
  "the fewest columns": plain,
  "an address in one column": { ...plain, address: ["address"] },
  "every column": {
    ...plain,
    name: ["last", "first", "middle"],
    address: ["street", "code", "town", "country", "planet"],
    postcode: "code",
    group: "region",
    weight: "shares",
    eligible: { dues: ["paid, in full", "n"], kind: ["member"] },
  },
  "a rule on the group": { ...plain, group: "region", eligible: { region: ["North"] } },
}

test.each(Object.entries(cases))("%s", async (_, rules) => {
  const bytes = concat(...fittedRoll(seededRandom("roll"), rules, 40))
  const voters: Voter[] = []
  // eslint-disable-next-line @typescript-eslint/require-await
  const blocks = async function* () {
    yield bytes
  }
  const { report, findings } = await readRoll(
    [blocks],
    { rules, cell: 1, progress: () => undefined },
    (read) => void voters.push(...read),
  )
  expect(findings).toEqual([])
  expect([report?.eligible, report?.refused]).toEqual([40, 0])
  expect((report?.ineligible ?? 0) > 0).toBe(Object.keys(rules.eligible).length > 0)
  const wanted = rules.address.length > 0
  expect(voters.every(({ address }) => address.length > 0 === wanted)).toBe(true)
  expect(new Set(voters.map(({ weight }) => weight)).size > 1).toBe(rules.weight !== null)
})

test("the same seed gives the same file", () => {
  const file = (seed: string) => concat(...fittedRoll(seededRandom(seed), plain, 20))
  expect(file("a")).toEqual(file("a"))
  expect(file("a")).not.toEqual(file("b"))
})
