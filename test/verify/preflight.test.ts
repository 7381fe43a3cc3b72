import { expect, test } from "vitest"
import { memorySource } from "../../src/verify/source/source.ts"
import { verify } from "../../src/verify/verify.ts"
import { preflighted, type Preflighted } from "../support/preflighted.ts"
import { tell } from "../support/story.ts"
import { tools } from "../support/tools.ts"

const nothing = { authority: undefined, checkpoints: [], receipts: [], trackers: [] }

async function reportOf(change: Preflighted = {}) {
  const { files } = tell(preflighted(change), { short: true, until: "open" })
  const report = await verify(memorySource(files), nothing, tools)
  const checked = report.checks.find(({ check }) => check === "R13")?.checked
  return { verdict: report.verdict, findings: report.beside.flatMap(({ findings }) => findings), checked }
}

test.each<[string, Preflighted, number]>([
  ["a check that failed and was overridden", {}, 3],
  ["a check that was overridden and went on failing", { runs: [{ clock: "fail" }, { clock: "fail" }] }, 4],
  ["runs of which nothing is wanting", { runs: [{ drill: "not-run" }, { drill: "warn" }], overrides: [] }, 3],
  [
    "a profile of which everything was done",
    { runs: [{ drill: "not-run" }], overrides: [], definition: (text) => `${text}profile: association\n` },
    2,
  ],
  ["a run that the opening does not name, in an election without a profile", { overrides: [], opened: null }, 1],
])("%s: sound", async (_, change, checked) => {
  expect(await reportOf(change)).toEqual({ verdict: "CONSISTENT", findings: [], checked })
})

test("what was wanting at the opening leaves the verdict on the ballots as it is", async () => {
  const { verdict, findings } = await reportOf({ overrides: [] })
  expect([verdict, findings.map(({ code, params }) => [code, params])]).toEqual([
    ...["CONSISTENT", [["REGISTER_PREFLIGHT", { rule: "open", about: "clock" }]]],
  ])
})
