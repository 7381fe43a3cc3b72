/**
 * Mutates rows of member files, and compares with a reader that knows no more of CSV than RFC 4180 (`npm run
 * test:rows`): no row is lost or added, and only a refusal with a code stops a file. ROWS=10000 makes fewer, SEED draws
 * others.
 */
import { expect, test } from "vitest"
import { mutateRows } from "../support/roll-mutants.ts"

const wanted = Number(process.env["ROWS"] ?? 1_000_000)
const seed = Number(process.env["SEED"] ?? 1)

test("1,000,000 mutated rows", async () => {
  const { rows, files, accepted, refused, blank, inFaultyFiles, faults, imported } = await mutateRows(wanted, seed)
  const codes = Object.entries(faults).toSorted(([, a], [, b]) => b - a)
  console.log(
    [
      `${rows} rows in ${files} files, seed ${seed}: ${accepted} accepted, ${refused} refused, ${blank} blank;`,
      `${inFaultyFiles} in files that were refused as a whole; ${imported} files imported into an election file`,
      ...codes.map(([code, count]) => `  ${count} ${code}`),
    ].join("\n"),
  )
  expect(rows).toBeGreaterThanOrEqual(wanted)
})
