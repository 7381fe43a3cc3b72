import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { TestProject } from "vitest/node"
import type { Case } from "./run.ts"
import { summaryOf } from "./summary.ts"

declare module "vitest" {
  export interface ProvidedContext {
    /** The folder in which each phase of the tampering campaign leaves its cases. */
    tamper: string
  }
}

/** Puts together what the phases found, once all were tried. */
export function setup(project: TestProject): () => void {
  const folder = mkdtempSync(join(tmpdir(), "urne-tamper-cases-"))
  project.provide("tamper", folder)
  return () => {
    const cases = readdirSync(folder).flatMap((name) => JSON.parse(readFileSync(join(folder, name), "utf8")) as Case[])
    rmSync(folder, { recursive: true, force: true })
    if (cases.length === 0) return
    console.log(`\nall phases: ${summaryOf(cases)}`)
    const out = process.env["URNE_TAMPER_OUT"]
    if (out !== undefined) writeFileSync(out, JSON.stringify(cases, null, 1))
  }
}
