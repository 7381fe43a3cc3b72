import { cpSync, mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, expect, test } from "vitest"
import { lacking, stateOf } from "./runbook-state.ts"
import { playSteps, type Step } from "./runbook-steps.ts"
import { run } from "./runbook-storm.ts"

/** `ROUNDS=50` tries more; a few are enough to notice that something broke. */
const rounds = Number(process.env["ROUNDS"] ?? 2)
const folder = mkdtempSync(join(tmpdir(), "urne-at-once-"))
let step: Step

beforeAll(async () => {
  step = (await playSteps(folder, "constitute")).at(-1) as Step
}, 600_000)
afterAll(() => {
  rmSync(folder, { recursive: true })
})

test(
  "an act decided by several processes at once is a single act, and none of them fails as a bug",
  {
    timeout: 600_000,
  },
  async () => {
    for (let round = 0; round < rounds; round++) {
      const place = join(folder, `round-${round}`)
      cpSync(step.before, place, { recursive: true })
      const all = await Promise.all([1, 2, 3].map(() => run(place, step)))
      const [found, wanted] = [stateOf(place), stateOf(step.after)]
      expect(lacking(found, wanted)).toEqual([])
      expect(found.happened.get("act.proposed")).toBe(1)
      expect(found.happened.get("act.signed")).toBe(2)
      // Latecomers are refused by the rules, or find the work done.
      const statuses = all.map(({ status }) => status)
      expect(statuses, all.map(({ err }) => err).join("\n")).toContain(0)
      for (const { status, err } of all)
        expect([status, err]).toEqual([[0, 4].includes(status ?? -1) ? status : 0, err])
      rmSync(place, { recursive: true })
    }
  },
)
