import { execFile } from "node:child_process"
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { promisify } from "node:util"
import { afterAll, expect, test } from "vitest"

const program = new URL("../../bin/urne.js", import.meta.url).pathname
const folder = mkdtempSync(join(tmpdir(), "urne-rehearse-"))
afterAll(() => {
  rmSync(folder, { recursive: true })
})

/** One way in and the shortest question: batches long enough for several threads, soon encrypted and checked. */
const definition = `name: Assembly
locale: en
timezone: Europe/Paris
opens: 2014-11-28T20:00
closes: 2014-11-29T20:00
rehearsal: true
questions: [{ question: Approve?, answers: ["Yes"], blank: false, min: 0, max: 1 }]
authority: { name: Board, quorum: { total: 1 }, members: [{ id: a, name: A }] }
trustees: { mandatory: [k] }
roll: { id: number, name: name }
channels: [office]
`

async function rehearse(out: string, ...args: readonly string[]): Promise<string> {
  const few = ["rehearse", "assembly.yaml", "--members", "80", "--turnout", "100", "--seed", "seed", "--out", out]
  const env = { ...process.env, LC_ALL: "C" }
  const { stdout } = await promisify(execFile)(process.execPath, [program, ...few, ...args], { cwd: folder, env })
  return stdout
}

function contentOf(out: string): Record<string, string> {
  const root = join(folder, out, "bundle")
  const names = readdirSync(root, { recursive: true, encoding: "utf8" }).sort()
  const files = names.filter((name) => statSync(join(root, name)).isFile())
  return Object.fromEntries(files.map((name) => [name, readFileSync(join(root, name), "hex")]))
}

test("the number of threads changes no byte of a rehearsal's record", async () => {
  writeFileSync(join(folder, "seed"), "threads")
  writeFileSync(join(folder, "assembly.yaml"), definition)
  const [one, two] = await Promise.all([rehearse("one", "--jobs", "1"), rehearse("two", "--jobs", "2")])
  expect([one, two].map((text) => text.trimEnd().split("\n").at(-1))).toEqual(["VERIFIED", "VERIFIED"])
  expect(Object.keys(contentOf("one")).length).toBeGreaterThan(20)
  expect(contentOf("two")).toEqual(contentOf("one"))

  // What is published can be put on a server as it is; what is secret is its owner's.
  const modeOf = (path: string) => (statSync(join(folder, "one", path)).mode & 0o777).toString(8)
  expect(["bundle", "bundle/acts", "bundle/acts/0001-constitute.txt", "letters", "keys"].map(modeOf)).toEqual([
    ...["755", "755", "644", "700", "700"],
  ])
})
