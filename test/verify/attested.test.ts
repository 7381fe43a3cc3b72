import { expect, test } from "vitest"
import { instantText } from "../../src/core/instant.ts"
import { memorySource } from "../../src/verify/source/source.ts"
import { verify } from "../../src/verify/verify.ts"
import { attestedMutants } from "../campaign/mutants/attested.ts"
import { counting } from "../campaign/mutants/counts.ts"
import { attesting, hourOfSilence } from "../support/attested.ts"
import { tell } from "../support/story.ts"
import { tools } from "../support/tools.ts"

const nothing = { authority: undefined, checkpoints: [], receipts: [], trackers: [] }
const minute = 60_000

test("an apparent interruption and the turnouts that were published are attested beside the ballots", async () => {
  const figures = attesting(({ opened, counts, frozen }) => {
    const table = { type: "turnout.table", registered: 7 }
    const lasting = hourOfSilence(opened, { state: "provisional" })
    const over = hourOfSilence(opened, { silence: 2, until: instantText(opened + 70 * minute) })
    const incident = { type: "incident.opened", incident: 1, title: "No vote arrives" }
    const observed = {
      ...{ type: "incident.observed", incident: 1, observation: 1, what: "Nothing came", effect: "interruption" },
      ...{ from: instantText(opened), silence: 2 },
    }
    const [count] = counts
    return [
      lasting,
      { ...over, at: over.at + 10 * minute },
      { at: over.at + 10 * minute, tells: incident },
      { at: over.at + 10 * minute, tells: observed },
      {
        at: frozen + minute,
        tells: { ...table, table: 1, source: "count", of: instantText(count?.at ?? 0), voters: count?.voters ?? 0 },
      },
      { at: frozen + minute, tells: { ...table, table: 2, source: "freeze", of: instantText(frozen), voters: 6 } },
    ]
  }, counting())
  const { files } = tell(figures, { short: true, small: true, until: "frozen" })
  const report = await verify(memorySource(files), nothing, tools)
  expect([report.verdict, report.findings]).toEqual(["CONSISTENT", []])
  expect(report.beside[0]).toEqual({ part: "register", state: "sound", findings: [], stopped: false })
  expect(report.attested).toEqual({ silences: 2, tables: 2, grouped: 0 })
  const made = report.checks.filter(({ check }) => check === "R9" || check === "R10")
  expect(made).toMatchObject([
    { status: "done", checked: 3 },
    { status: "done", checked: 2 },
  ])
})

test("a table by group is attested, and its total is proven", async () => {
  const by = attestedMutants.find(
    ({ name }) => name === "a turnout table by group that is entered again without its groups",
  )
  const { source } = (await by?.make()) ?? { source: memorySource(new Map()) }
  const report = await verify(source, nothing, tools)
  expect(report.attested).toEqual({ silences: 0, tables: 3, grouped: 1 })
  // The table with the groups itself is sound; only the one after it is not.
  expect(report.beside[0]?.findings).toMatchObject([{ at: "register:9", params: { rule: "again", number: 3 } }])
})

test.each(attestedMutants.map((mutant) => [mutant.name, mutant] as const))(
  "%s is found",
  async (_, { make, codes }) => {
    const { source } = await make()
    const report = await verify(source, nothing, tools)
    expect(report.findings).toEqual([])
    const found = report.beside.flatMap(({ findings }) => findings)
    expect([...new Set(found.map(({ code }) => code))], JSON.stringify(found)).toEqual(codes)
  },
)
