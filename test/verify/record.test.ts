import { mkdirSync, rmSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { afterAll, describe, expect, test } from "vitest"
import type { Expectations } from "../../src/verify/expectations.ts"
import { memorySource } from "../../src/verify/source/source.ts"
import { verify } from "../../src/verify/verify.ts"
import { registered } from "../support/registered.ts"
import { TestWorld } from "../support/script.ts"
import { type Story, tell } from "../support/story.ts"
import { tools } from "../support/tools.ts"

export const nothing: Expectations = { authority: undefined, checkpoints: [], receipts: [], trackers: [] }

function check(story: Story, asked: Partial<Expectations> = {}) {
  return verify(memorySource(story.files), { ...nothing, ...asked }, tools)
}

test("a whole record verifies", async () => {
  const story = tell(registered())
  const report = await check(story, { authority: story.anchor.slice(7) })
  expect(report.findings).toEqual([])
  // Nobody counted the turnout of this election or suspended it urgently, no question states a majority, no channel says when
  // ballots arrived, and the register attests no figures and names no component and no copy; there are neither notices, minutes nor time-stamps.
  const others = report.checks.filter(({ status }) => status !== "done")
  const told = others.map(({ check, status }) => `${check} ${status}`)
  expect(told.filter((one) => !/^[NMT]\d absent$/.test(one))).toEqual(
    ["A11", "C9", "K17", "K18", "K19", "R9", "R10", "R11", "R12", "R13"].map((id) => `${id} absent`),
  )
  expect(report.verdict).toBe("VERIFIED")
})

test("an election annulled after its proclamation is final, and its record is consistent", async () => {
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

describe("the unsigned part of a journal is said in words:", () => {
  const world = new TestWorld()
  afterAll(() => {
    world.remove()
  })

  async function said(story: Story, ...options: readonly string[]): Promise<string> {
    const folder = join(world.cwd, "record")
    rmSync(folder, { recursive: true, force: true })
    for (const [name, bytes] of story.files) {
      mkdirSync(dirname(join(folder, name)), { recursive: true })
      writeFileSync(join(folder, name), bytes)
    }
    await world.run(...options, "verify", "record", "--quiet")
    return world.out
  }

  test("none if the last checkpoint covers everything", async () => {
    const text = await said(tell({}, { short: true, small: true }))
    expect(text).toMatch(/Journal: (\d+) entries, of which checkpoints cover \1 \(checkpoints: \d+, witnessed: 1\)/)
    expect(text).not.toContain("UNSIGNED")
  })

  test("how many entries there are after it", async () => {
    const story = tell({}, { short: true, small: true, until: "open" })
    // These are the entries of the two ballots.
    expect(await said(story)).toContain("UNSIGNED TAIL: no checkpoint covers the last 2 of 32 journal entries")
    expect(await said(story, "--lang", "fr")).toContain("FIN NON SIGNÉE")
  })

  test("all of it if there is no checkpoint, which is a finding too", async () => {
    const files = (all: Map<string, Uint8Array>) => {
      for (const name of [...all.keys()]) if (name.startsWith("checkpoints/")) all.delete(name)
    }
    const text = await said(tell({ files }, { short: true, small: true, until: "open" }))
    expect(text).toContain("A4 CHECKPOINT_MISSING checkpoints: the phase changed with entry ")
    expect(text).toContain("NO CHECKPOINT: the urn key signed nothing of this journal.")
    expect(text).toContain("INVALID")
  })
})
