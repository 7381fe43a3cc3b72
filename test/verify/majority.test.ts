import { expect, test } from "vitest"
import { utf8Text } from "../../src/core/bytes.ts"
import { memorySource } from "../../src/verify/source/source.ts"
import { verify } from "../../src/verify/verify.ts"
import { majorityMutants, ruled } from "../campaign/mutants/majority.ts"
import { tell } from "../support/story.ts"
import { tools } from "../support/tools.ts"

const nothing = { authority: undefined, checkpoints: [], receipts: [], trackers: [] }

test.each([
  ["majority: absolute; second-round: 2", { elected: [], secondRound: { answers: ["Ada Example", "Bo Sample"] } }],
  ["majority: relative", { elected: [], tie: { places: 1, answers: ["Ada Example", "Bo Sample"] } }],
  ["majority: relative; turnout-quorum: 100%", { quorum: { registered: 7, needed: 7, voted: 6, reached: false } }],
])("under %s the document names who is elected, and verify checks that", async (rule, outcome) => {
  const { files } = tell(ruled(rule), { short: true })
  const document = JSON.parse(utf8Text(files.get("result.json") ?? new Uint8Array()) ?? "") as object
  expect(document).toMatchObject({ questions: [{ outcome }, {}] })
  expect(document).not.toMatchObject({ questions: [{}, { outcome: {} }] })
  const report = await verify(memorySource(files), nothing, tools)
  expect(report.findings).toEqual([])
  expect(report.checks.find(({ check }) => check === "K18")).toMatchObject({ status: "done", checked: 1 })
})

test("without a rule nobody is said to be elected", async () => {
  const { files } = tell({}, { short: true })
  expect(utf8Text(files.get("result.json") ?? new Uint8Array())).not.toContain("outcome")
  const report = await verify(memorySource(files), nothing, tools)
  expect(report.checks.find(({ check }) => check === "K18")).toMatchObject({ status: "absent" })
})

test.each(majorityMutants.map((mutant) => [mutant.name, mutant] as const))(
  "%s is found",
  async (_, { make, codes }) => {
    const { source } = await make()
    const report = await verify(source, nothing, tools)
    expect([...new Set(report.findings.map(({ code }) => code))].toSorted()).toEqual([...codes].toSorted())
  },
)
