import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { openDatabase } from "../../src/store/sqlite.ts"
import { afterAll, expect, test } from "vitest"
import { mutationsOf } from "./tamper/mutations.ts"
import { electionName, phaseNames, preparePhases } from "./tamper/phases.ts"
import { type Case, expectedOf, tryMutation } from "./tamper/run.ts"
import { summaryOf } from "./tamper/summary.ts"

const folder = mkdtempSync(join(tmpdir(), "urne-tamper-"))
afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

/** Every how many cases one is tried. */
const sample = Number(process.env["URNE_TAMPER_EACH"] ?? 1)
const wanted = process.env["URNE_TAMPER"]?.split(",")

test("whoever can write to the election file, and has no key, misleads no command", async () => {
  const phases = await preparePhases(folder)
  const scratch = join(folder, "scratch")
  const cases: Case[] = []
  for (const name of phaseNames) {
    if (wanted !== undefined && !wanted.includes(name)) continue
    const phase = phases.get(name)
    if (phase === undefined) throw new Error(name)
    const expected = await expectedOf(phase, scratch)
    expect(await expectedOf(phase, scratch)).toEqual(expected)
    for (const shown of expected.flat()) expect(shown.status, shown.err).not.toBe(1)
    const copy = join(folder, `${name}.read`)
    cpSync(join(phase.folder, electionName), copy)
    const db = openDatabase(copy)
    const mutations = [...mutationsOf(db)]
    db.close()
    const began = performance.now()
    const sampled = mutations.filter((_, index) => index % sample === 0)
    for (const mutation of sampled) cases.push(await tryMutation(phase, scratch, mutation, expected))
    const seconds = Math.round((performance.now() - began) / 1000)
    console.log(`${name}: ${sampled.length} of ${mutations.length} cases in ${seconds} s`)
  }
  const report = summaryOf(cases)
  console.log(report)
  const out = process.env["URNE_TAMPER_OUT"]
  if (out !== undefined) writeFileSync(out, JSON.stringify(cases, null, 1))
  expect(cases.filter(({ outcome }) => outcome === "misled")).toEqual([])
})
