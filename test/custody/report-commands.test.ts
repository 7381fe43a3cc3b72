import { expect, test } from "vitest"
import { custodyReport, type CustodyFacts } from "../../src/custody/report.ts"
import { commandsOf, nameOf, programTree } from "../support/reference.ts"

test("each command that the report names exists, with the options that it names", async () => {
  const facts: CustodyFacts = {
    ...{ custody: { copies: [], drills: [], media: [], faults: [] }, reach: new Map(), entries: 9, now: 0 },
    ...{
      trustees: { mandatory: ["ada"], threshold: { needed: 2, holders: ["bo", "di", "ed"] } },
      possessed: new Set(),
    },
    ...{ hasCodes: true, lettersPrinted: true },
  }
  const told = custodyReport(facts).parts.flatMap(({ command }) => command ?? [])
  expect(told.length).toBeGreaterThan(5)
  const commands = commandsOf(await programTree())
  for (const line of told) {
    const found = commands.filter((one) => line.startsWith(`${nameOf(one)} `)).at(-1)
    const options = found?.options.map(({ long }) => long) ?? []
    expect((line.match(/--[a-z-]+/gu) ?? []).filter((option) => !options.includes(option))).toEqual([])
  }
})
