import { cpSync, mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, expect, test } from "vitest"
import { seededRandom } from "../support/seeded-random.ts"
import { playSteps, type Step } from "./runbook-steps.ts"
import { run, type Signal, signals, strike } from "./runbook-storm.ts"

/** `STORM=300 npm run test:kill` stops many; without it a few, whose leftovers anybody can read, are stopped. */
const asked = process.env["STORM"]
const kills = asked === undefined ? 3 : Number(asked)
const folder = mkdtempSync(join(tmpdir(), "urne-storm-"))
const random = seededRandom(process.env["SEED"] ?? "storm")
let steps: readonly Step[] = []

beforeAll(async () => {
  const all = await playSteps(folder, asked === undefined ? "credentials print" : undefined)
  steps = asked === undefined ? all.slice(-1) : all
}, 600_000)
afterAll(() => {
  rmSync(folder, { recursive: true })
})

test(
  `commands that write, stopped ${kills} times, lose nothing, name what they left, and can be run again`,
  {
    timeout: asked === undefined ? 600_000 : 7_200_000,
  },
  async () => {
    const toll = { before: 0, within: 0, ended: 0, left: 0, codes: 0, acknowledged: 0 }
    const broken: string[] = []
    const note = (error: unknown) => {
      broken.push(error instanceof Error ? error.message : String(error))
      process.stdout.write(`${broken.at(-1) ?? ""}\n`)
      return undefined
    }
    const lasting = new Map<Step, number>()
    for (let number = 0; number < kills; number++) {
      const step = steps[number % steps.length] as Step
      const signal = Object.keys(signals)[Math.floor(number / steps.length) % 3] as Signal
      const lasts = lasting.get(step) ?? (await durationOf(step))
      lasting.set(step, lasts)
      const [drawn = 0, way = 0] = new Uint32Array(random(8, "moment", String(number)).slice().buffer)
      // Most are killed soon after the command began to change something, the others at any time.
      const after = way % 4 === 0 ? "start" : "change"
      const part = drawn / 2 ** 32
      const fraction = after === "change" ? 0.3 * part ** 3 : 0.2 + 0.7 * part
      const blow = await strike(step, join(folder, `kill-${number}`), { signal, fraction, after, lasts }).catch(note)
      if (blow === undefined) continue
      toll[blow.when]++
      toll.left += blow.left
      toll.codes += blow.codes
      toll.acknowledged += blow.acknowledged ? 1 : 0
      if ((number + 1) % 25 === 0) process.stdout.write(`${number + 1}: ${JSON.stringify(toll)}\n`)
    }
    const { before, within, ended, left, codes, acknowledged } = toll
    process.stdout.write(
      `${steps.length} commands: ${kills} stopped by KILL, TERM and HUP (${before} before any change, ${within} after one, ` +
        `${ended} too late), ${acknowledged} acknowledged, 0 lost; ${left} things left by KILL (${codes} with readable codes), ` +
        `all named; 0 by TERM and HUP\n`,
    )
    expect(broken).toEqual([])
    expect(before + within + ended).toBe(kills)
  },
)

async function durationOf(step: Step): Promise<number> {
  const place = join(folder, "timed")
  cpSync(step.before, place, { recursive: true })
  const began = performance.now()
  const { status, out, err } = await run(place, step)
  if (status !== 0) throw new Error(`${step.name}: ${status}\n${out}${err}`)
  rmSync(place, { recursive: true })
  return performance.now() - began
}
