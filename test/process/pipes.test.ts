import type { ChildProcess } from "node:child_process"
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { basename, join } from "node:path"
import { afterAll, beforeAll, expect, test } from "vitest"
import { seededRandom } from "../support/seeded-random.ts"
import { lacking, stateOf } from "./runbook-state.ts"
import { playSteps, type Step } from "./runbook-steps.ts"
import { type Ended, run } from "./runbook-storm.ts"

/** `PIPES=3 npm run test:pipes` plays the whole election this often; without it, its first steps once. */
const asked = process.env["PIPES"]
const rounds = asked === undefined ? 1 : Number(asked)
const folder = mkdtempSync(join(tmpdir(), "urne-pipes-"))
const random = seededRandom(process.env["SEED"] ?? "pipes")
let steps: readonly Step[] = []

beforeAll(async () => {
  steps = await playSteps(folder, asked === undefined ? "constitute" : undefined)
}, 600_000)
afterAll(() => {
  rmSync(folder, { recursive: true })
})

/** Says which streams nobody reads any more, and from when on. */
interface Closed {
  readonly streams: readonly ("stdout" | "stderr")[]
  readonly from: "start" | "first word" | "later"
}

const ways: readonly Closed[] = (["start", "first word", "later"] as const).flatMap((from) =>
  ([["stdout"], ["stderr"], ["stdout", "stderr"]] as const).map((streams) => ({ streams, from })),
)

function unread(child: ChildProcess, { streams, from }: Closed, place: string): () => void {
  const close = () => {
    for (const name of streams) child[name]?.destroy()
  }
  if (from === "start") close()
  else if (from === "first word") for (const name of streams) child[name]?.once("data", close)
  const timer = from === "later" ? setTimeout(close, 100 + drawn(basename(place), 400)) : undefined
  return () => {
    clearTimeout(timer)
  }
}

function drawn(what: string, below: number): number {
  return new DataView(random(4, "pipes", what).slice().buffer).getUint32(0) % below
}

let places = 0

/** Runs a command in a copy of a folder while somebody closes its pipes. */
async function disturbed(
  from: string,
  command: Pick<Step, "argv" | "input">,
  way: Closed,
): Promise<{ readonly ended: Ended; readonly place: string }> {
  const place = join(folder, `place-${places++}`)
  cpSync(from, place, { recursive: true })
  return { ended: await run(place, command, (child) => unread(child, way, place)), place }
}

test(
  "a command's status is true, whenever its pipes are closed",
  { timeout: asked === undefined ? 600_000 : 7_200_000 },
  async () => {
    const toll = { steps: 0, refused: 0 }
    for (let round = 0; round < rounds; round++) {
      for (const [index, step] of steps.entries()) {
        const way = ways[drawn(`${round} ${index}`, ways.length)] as Closed
        const { ended, place } = await disturbed(step.before, step, way)
        const said = {
          step: step.name,
          way,
          status: ended.status,
          lacking: lacking(stateOf(place), stateOf(step.after)),
        }
        expect(said).toEqual({ step: step.name, way, status: 0, lacking: [] })
        rmSync(place, { recursive: true })
        toll.steps++
      }
      toll.refused += await refusals(round)
    }
    process.stdout.write(
      `${toll.steps} steps and ${toll.refused} refusals with closed pipes: every status was the true one\n`,
    )
  },
)

/** Checks that refused commands keep their status and change nothing. */
async function refusals(round: number): Promise<number> {
  const last = steps.at(-1) as Step
  const cases: readonly (readonly [status: number, ...argv: string[]])[] = [
    [2, "frobnicate"],
    [3, "verify", "absent"],
    [3, "key", "show", "absent.key", "--passphrase-file", "p.txt"],
    [4, "key", "new", "c", "--rehearsal", "--passphrase-file", "p.txt"],
    [4, "cast", "--code-file", "p.txt", "--choice", "1=1", "--yes"],
    ...(asked === undefined ? [] : ([[5, "verify", "bad"]] as const)),
  ]
  const from = mkdtempSync(join(folder, "refused-"))
  cpSync(last.after, from, { recursive: true })
  if (asked !== undefined) damage(from)
  for (const [index, [status, ...argv]] of cases.entries()) {
    const way = ways[drawn(`refused ${round} ${index}`, ways.length)] as Closed
    const { ended, place } = await disturbed(from, { argv, input: "" }, way)
    expect({ argv, way, status: ended.status }).toEqual({ argv, way, status })
    expect(lacking(stateOf(place), stateOf(from))).toEqual([])
    rmSync(place, { recursive: true })
  }
  rmSync(from, { recursive: true })
  return cases.length
}

/** Makes a copy of the record in which one byte of the journal is changed. */
function damage(place: string): void {
  cpSync(join(place, "record"), join(place, "bad"), { recursive: true })
  const path = join(place, "bad", "journal.jsonl")
  const bytes = readFileSync(path)
  bytes[200] = (bytes[200] ?? 0) ^ 1
  writeFileSync(path, bytes)
}
