import { describe, expect, test } from "vitest"
import { checkOf, checks } from "../../src/verify/checks.ts"
import { exitOf } from "../../src/verify/report/report.ts"
import { verify } from "../../src/verify/verify.ts"
import { families } from "../campaign/mutants/families.ts"
import { tools } from "../support/tools.ts"

const nothing = { authority: undefined, checkpoints: [], receipts: [], trackers: [] }
const all = Object.values(families).flat()

/** There is one variant for each check; `npm run test:mutants` runs all of them. */
const chosen = checks.flatMap(({ id }) => {
  const [first] = all.filter(({ codes }) => codes.every((code) => checkOf({ code }) === id))
  return first === undefined ? [] : [[id, first.name, first] as const]
})

describe("a fault that only one check notices", () => {
  test.each(chosen)("%s: %s", async (id, _, mutant) => {
    const { source, asked, relied } = await mutant.make()
    const report = await verify(source, { ...nothing, ...asked }, { ...tools, ...(relied && { relied }) })
    const beside = report.beside.flatMap(({ findings }) => findings)
    const found = [...report.findings, ...report.unconfirmed, ...beside]
    expect([...new Set(found.map(({ check }) => check))]).toEqual([id])
    expect(exitOf(report, false)).toBe(beside.length > 0 ? 0 : 5)
    expect(report.checks.find(({ check }) => check === id)?.findings).toBe(found.length)
  })

  test("every check but the balance, which follows from the others, has such a fault", () => {
    const without = checks.map(({ id }) => id).filter((id) => !chosen.some(([known]) => known === id))
    expect(without).toEqual(["K12"])
  })
})
