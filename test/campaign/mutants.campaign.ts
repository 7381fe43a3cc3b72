import { afterAll, describe, expect, test } from "vitest"
import { exitOf, type Report, verify } from "../../src/verify/report.ts"
import { openPool } from "../../src/workers/pool.ts"
import { fileMutants } from "./mutants/files.ts"
import { journalMutants } from "./mutants/journal.ts"
import { actMutants } from "./mutants/acts.ts"
import { archiveMutants } from "./mutants/archive.ts"
import { askedMutants } from "./mutants/asked.ts"
import { ballotMutants } from "./mutants/ballots.ts"
import { type Mutant } from "./mutants/mutant.ts"
import { tallyMutants } from "./mutants/tally.ts"
import { urnMutants } from "./mutants/urn.ts"
import { setupMutants } from "./mutants/setup.ts"

const tools = { pool: openPool(1), random: (length: number) => new Uint8Array(length), progress: () => undefined }
const families: Readonly<Record<string, readonly Mutant[]>> = {
  files: fileMutants,
  journal: journalMutants,
  acts: actMutants,
  setup: setupMutants,
  ballots: ballotMutants,
  urn: urnMutants,
  tally: tallyMutants,
  archive: archiveMutants,
  asked: askedMutants,
}

async function verifyMutant(mutant: Mutant): Promise<Report> {
  const { source, asked } = await mutant.make()
  return verify(source, { authority: undefined, checkpoints: [], receipts: [], trackers: [], ...asked }, tools)
}

let refused = 0
describe.each(Object.entries(families))("%s", (_, mutants) => {
  test.each(mutants.map((mutant) => [mutant.name, mutant.codes.join(" "), mutant] as const))(
    "%s: %s",
    async (_name, _codes, mutant) => {
      const report = await verifyMutant(mutant)
      const found = [...new Set(report.findings.map(({ code }) => code))].sort()
      expect(found, JSON.stringify(report.findings, null, 1)).toEqual([...mutant.codes].sort())
      expect(exitOf(report, false)).toBe(5)
      refused++
    },
  )
})

afterAll(() => {
  const all = Object.values(families).flat()
  console.log(`${refused} of ${all.length} mutants refused with the findings expected`)
})
