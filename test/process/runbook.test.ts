import { execFile } from "node:child_process"
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { promisify } from "node:util"
import { afterAll, expect, test } from "vitest"

const runbook = new URL("../../fixtures/elections/congress/election-night.sh", import.meta.url).pathname
const program = new URL("../../bin/urne.js", import.meta.url).pathname
const folder = mkdtempSync(join(tmpdir(), "urne-runbook-"))
afterAll(() => {
  rmSync(folder, { recursive: true })
})

/** Plays the night in a folder, with no terminal, and returns what was printed. */
async function play(name: string): Promise<string> {
  const env = { ...process.env, URNE: `${process.execPath} ${program} --jobs 1` }
  const { stdout } = await promisify(execFile)("bash", [runbook, join(folder, name)], { env, cwd: folder })
  return stdout
}

function contentOf(name: string): Record<string, string> {
  const root = join(folder, name, "bundle")
  const names = readdirSync(root, { recursive: true, encoding: "utf8" }).sort()
  const files = names.filter((each) => statSync(join(root, each)).isFile())
  return Object.fromEntries(files.map((each) => [each, readFileSync(join(root, each), "hex")]))
}

test("the election night runs from the member file to a verified record, twice with the same bytes", async () => {
  const [one, other] = await Promise.all([play("one"), play("other")])
  expect(one).toContain("VERIFIED")
  expect(other).toBe(one)
  expect(contentOf("other")).toEqual(contentOf("one"))
  expect(Object.keys(contentOf("one")).length).toBeGreaterThan(25)
})
