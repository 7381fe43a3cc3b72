import { expect, test } from "vitest"
import { type Asked } from "../../src/verify/asked.ts"
import { verify } from "../../src/verify/report.ts"
import { memorySource } from "../../src/verify/source.ts"
import { openPool } from "../../src/workers/pool.ts"
import { type Story, tell } from "../support/story.ts"

export const nothing: Asked = { authority: undefined, checkpoints: [], receipts: [], trackers: [] }
const tools = { pool: openPool(1), random: (length: number) => new Uint8Array(length), progress: () => undefined }

function check(story: Story, asked: Partial<Asked> = {}) {
  return verify(memorySource(story.files), { ...nothing, ...asked }, tools)
}

test("a whole record verifies", async () => {
  const story = tell()
  const report = await check(story, { authority: story.anchor.slice(7) })
  expect(report.findings).toEqual([])
  expect(report.checks.filter(({ status }) => status !== "done")).toEqual([])
  expect(report.verdict).toBe("VERIFIED")
})

test("an election annulled after its proclamation is final, and its record holds together", async () => {
  const reason = [{ key: "reason", value: "By order of a court." }]
  const story = tell(
    { after: (recorder) => void recorder.act("annul", reason, ["petra", "simon", "dan"], { phase: "annulled" }) },
    { short: true, small: true },
  )
  const { findings, verdict, final, phase, figures } = await check(story)
  expect(findings).toEqual([])
  expect([verdict, final, phase]).toEqual(["CONSISTENT", true, "annulled"])
  // Nobody made a checkpoint after it, and the report says so.
  expect(figures.signedEntries).toBeLessThan(figures.entries ?? 0)
})
