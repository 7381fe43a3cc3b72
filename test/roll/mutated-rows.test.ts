import { expect, test } from "vitest"
import { mutateRows } from "../support/roll-mutants.ts"

test("mutated member files lose no row and add none, and only a refusal stops a file (a slice of `npm run test:rows`)", async () => {
  const { rows, accepted, refused, inFaultyFiles, imported } = await mutateRows(8_000, 1)
  expect(rows).toBeGreaterThanOrEqual(8_000)
  // The files are neither all sound nor all hopeless.
  for (const count of [accepted, refused, inFaultyFiles]) expect(count).toBeGreaterThan(rows / 50)
  expect(imported).toBeGreaterThan(0)
})
