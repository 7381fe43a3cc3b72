import { expect, test } from "vitest"
import { memorySource } from "../../src/verify/source/source.ts"
import { verify } from "../../src/verify/verify.ts"
import { counting, countMutants } from "../campaign/mutants/counts.ts"
import { tell } from "../support/story.ts"
import { tools } from "../support/tools.ts"

const nothing = { authority: undefined, checkpoints: [], receipts: [], trackers: [] }

test("a turnout counted during the vote is checked against the ballots", async () => {
  const report = await verify(memorySource(tell(counting(), { short: true }).files), nothing, tools)
  expect(report.findings).toEqual([])
  expect(report.checks.find(({ check }) => check === "K17")).toMatchObject({ status: "done", checked: 1 })
})

test.each(countMutants.map((mutant) => [mutant.name, mutant] as const))("%s is found", async (_, { make, codes }) => {
  const { source } = await make()
  const report = await verify(source, nothing, tools)
  expect([...new Set(report.findings.map(({ code }) => code))].toSorted()).toEqual([...codes].toSorted())
})
