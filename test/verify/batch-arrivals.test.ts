import { expect, test } from "vitest"
import { memorySource } from "../../src/verify/source/source.ts"
import { verify } from "../../src/verify/verify.ts"
import { emptyHours, storyBin, urnMutants } from "../campaign/mutants/urn.ts"
import { tell } from "../support/story.ts"
import { tools } from "../support/tools.ts"

const nothing = { authority: undefined, checkpoints: [], receipts: [], trackers: [] }

test("a channel may say when its ballots arrived, up to the end of the grace", async () => {
  const bins = [[storyBin(0, 5), storyBin(5, 60)], [storyBin(60, 24 * 60 + 30)]]
  const report = await verify(memorySource(tell(emptyHours(...bins), { short: true }).files), nothing, tools)
  expect(report.findings).toEqual([])
  expect(report.checks.find(({ check }) => check === "K19")).toMatchObject({ status: "done", checked: 2 })
})

test("a record whose channels do not say it has nothing to check of it", async () => {
  const report = await verify(memorySource(tell({}, { short: true }).files), nothing, tools)
  expect(report.findings).toEqual([])
  expect(report.checks.find(({ check }) => check === "K19")).toMatchObject({ status: "absent" })
})

const wrong = urnMutants.filter(({ codes, name }) => codes.includes("BATCH_ARRIVALS") || name.includes("with arrivals"))

test.each(wrong.map((mutant) => [mutant.name, mutant] as const))("%s is found", async (_, { make, codes }) => {
  const { source } = await make()
  const report = await verify(source, nothing, tools)
  expect([...new Set(report.findings.map(({ code }) => code))]).toEqual(codes)
})
