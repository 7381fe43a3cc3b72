import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, expect, inject, test } from "vitest"
import { openDatabase } from "../../../src/store/sqlite.ts"
import { type Mutation, mutationsOf } from "./mutations.ts"
import { electionName, type Phase, type PhaseName, preparePhase } from "./phases.ts"
import { type Case, Trial } from "./run.ts"
import { summaryOf } from "./summary.ts"

/** Says that one case in so many is tried. */
const sample = Number(process.env["URNE_TAMPER_EACH"] ?? 1)
/** Names the phases and tables that alone are tried. */
const wanted = process.env["URNE_TAMPER"]?.split(",")
const tables = process.env["URNE_TAMPER_TABLES"]?.split(",")

/**
 * Returns a folder in memory where the system has one. Nothing that is tried there has to outlast a power cut, and
 * elsewhere most of the time goes into waiting for a disk to confirm every transaction.
 */
export function scratchFolder(): string {
  return mkdtempSync(join(existsSync("/dev/shm") ? "/dev/shm" : tmpdir(), "urne-tamper-"))
}

/** Collects everything that is tried on the file of a phase. */
export function mutationsIn(phase: Phase): readonly Mutation[] {
  const db = openDatabase(join(phase.folder, electionName), { readonly: true })
  try {
    return [...mutationsOf(db)]
  } finally {
    db.close()
  }
}

/** Runs the campaign in one phase. Each is a file of its own, so that as many are tried at once as there are cores. */
export function tamperCampaign(name: PhaseName): void {
  const folder = scratchFolder()
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true })
  })
  test.skipIf(wanted?.includes(name) === false)(
    `${name}: whoever can write to the election file, and has no key, misleads no command`,
    async () => {
      const phase = await preparePhase(folder, name)
      const trial = await Trial.of(phase, join(folder, "scratch"))
      const mutations = mutationsIn(phase).filter(({ table }) => tables?.includes(table) !== false)
      const began = performance.now()
      const sampled = mutations.filter((_, index) => index % sample === 0)
      const cases: Case[] = []
      for (const mutation of sampled) cases.push(await trial.try(mutation))
      const seconds = Math.round((performance.now() - began) / 1000)
      console.log(`${name}: ${sampled.length} of ${mutations.length} cases in ${seconds} s; ${summaryOf(cases)}`)
      writeFileSync(join(inject("tamper"), `${name}.json`), JSON.stringify(cases))
      expect(cases.filter(({ outcome }) => outcome === "misled").length).toBe(0)
    },
  )
}
