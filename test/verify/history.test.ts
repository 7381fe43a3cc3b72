import { expect, test } from "vitest"
import { exitOf } from "../../src/verify/report/report.ts"
import { memorySource } from "../../src/verify/source/source.ts"
import { verify } from "../../src/verify/verify.ts"
import { type StoryTampering, tell } from "../support/story.ts"
import { tools } from "../support/tools.ts"

const nothing = { authority: undefined, checkpoints: [], receipts: [], trackers: [] }

const reported = (tampering: StoryTampering) =>
  verify(memorySource(tell(tampering, { short: true, small: true }).files), nothing, tools)

/** The second batch is announced, but it was not all there when the authority closed the urn, and gave it up. */
const givenUp: StoryTampering = {
  entry: (event) => (event.type === "urn.batch-received" && event.number === 2 ? [] : event),
  act: (act) =>
    act.kind === "close" ? { ...act, statements: [...act.statements, { key: "missing", value: "site 2" }] } : act,
}

test("a batch that was announced and did not come whole is given up by act, and its ballots count", async () => {
  const report = await reported(givenUp)
  expect(report.findings).toEqual([])
  expect(report.figures.accepted).toBe(6)
})

test("ballots of a batch that was announced in time and given up may come after the grace", async () => {
  expect((await reported({ ...givenUp, late: 35 })).findings).toEqual([])
  // No ballot came later in a batch that was complete before the grace ended.
  expect((await reported({ late: 35 })).findings.map(({ code }) => code)).toEqual(["URN_LATE"])
})

test("a share that was refused is a claim of the journal: it is reported, and changes nothing", async () => {
  const honest = await reported({})
  const claimed = await reported({
    entry: (event) =>
      event.type === "tally.share-received" && event.owner === 2
        ? [{ ...event, type: "tally.share-refused" }, event]
        : event,
  })
  expect(claimed.findings).toEqual([])
  expect(exitOf(claimed, true)).toBe(0)
  expect([honest.figures.refusedShares, claimed.figures.refusedShares]).toEqual([0, 1])
  expect(claimed.result).toEqual(honest.result)
})
