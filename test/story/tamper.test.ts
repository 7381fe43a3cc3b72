import { rmSync } from "node:fs"
import { join } from "node:path"
import { afterAll, expect, test } from "vitest"
import type { Mutation } from "../campaign/tamper/mutations.ts"
import { mutationsIn, scratchFolder } from "../campaign/tamper/phase-campaign.ts"
import { preparePhase } from "../campaign/tamper/phases.ts"
import { Trial } from "../campaign/tamper/run.ts"

const folder = scratchFolder()
afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

/** Takes one mutation of each table, of another kind from table to table. */
function oneOfEach(mutations: readonly Mutation[]): readonly Mutation[] {
  const tables = [...new Set(mutations.map(({ table }) => table))]
  return tables.flatMap((table, index) => {
    const own = mutations.filter((mutation) => mutation.table === table)
    return own[(index * 5) % own.length] ?? []
  })
}

/** Mutates one row per table, while `npm run test:tamper` tries everything in every phase. */
test("no command is misled by changes to the file of an open election without a key: one change per table", async () => {
  const phase = await preparePhase(folder, "open")
  const trial = await Trial.of(phase, join(folder, "scratch"))
  const tried = oneOfEach(mutationsIn(phase))
  const cases = []
  for (const mutation of tried) cases.push(await trial.try({ ...mutation, first: false }))
  expect(cases.filter(({ outcome }) => outcome === "misled")).toEqual([])
  expect(cases.filter(({ outcome }) => outcome === "refused").length).toBeGreaterThan(tried.length / 3)
})
