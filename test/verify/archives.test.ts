import { describe, expect, test } from "vitest"
import { streamSource } from "../../src/verify/source/source.ts"
import { verify } from "../../src/verify/verify.ts"
import { expectedArchive, fixtureArchive, fixtureNames, homomorphicFixtures } from "../support/interop-fixtures.ts"
import { tools } from "../support/tools.ts"

const nothing = { authority: undefined, checkpoints: [], receipts: [], trackers: [] }

async function verifyFixture(name: string) {
  // The blocks have an odd size, as a slow disk would give them.
  const bytes = fixtureArchive(name)
  async function* stream() {
    for (let at = 0; at < bytes.length; at += 1777) yield await Promise.resolve(bytes.subarray(at, at + 1777))
  }
  return verify(await streamSource(stream), nothing, tools)
}

describe("archives that belenios-tool made", () => {
  test.each(homomorphicFixtures)("%s verifies", async (name) => {
    const expected = expectedArchive(name)
    const report = await verifyFixture(name)
    expect(report.findings).toEqual([])
    expect(report.verdict).toBe("ARCHIVE VERIFIED")
    expect(report.final).toBe(expected.lastEvent === "Result")
    expect(report.figures).toMatchObject({ credentials: expected.voters, accepted: expected.ballots })
    if (expected.result === null) expect(report.result).toBeNull()
    else {
      expect(report.figures).toMatchObject({ counted: expected.counted, weight: BigInt(expected.totalWeight) })
      const votes = report.result?.map(({ blank, answers }) => [
        ...(blank === null ? [] : [String(blank)]),
        ...answers.map((answer) => String(answer.votes)),
      ])
      expect(votes).toEqual(expected.result)
    }
  })

  test.each(fixtureNames().filter((name) => !homomorphicFixtures.includes(name)))(
    "%s is unsupported, not wrong",
    async (name) => {
      const report = await verifyFixture(name)
      expect(report.verdict).toBe("PARTIAL")
      expect(report.findings.map(({ code }) => code)).not.toEqual([])
    },
  )
})
