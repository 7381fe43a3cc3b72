import { execFile } from "node:child_process"
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { promisify } from "node:util"
import { afterAll, beforeAll, expect, test } from "vitest"

const program = new URL("../../bin/urne.js", import.meta.url).pathname
const folder = mkdtempSync(join(tmpdir(), "urne-rehearse-"))
beforeAll(() => {
  writeFileSync(join(folder, "seed"), "threads")
  writeFileSync(join(folder, "assembly.yaml"), definition)
})
afterAll(() => {
  rmSync(folder, { recursive: true })
})

/** With one way in and the shortest question, batches fill several threads and are soon encrypted and checked. */
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
  const [one, two] = await Promise.all([rehearse("one", "--jobs", "1"), rehearse("two", "--jobs", "2")])
  expect([one, two].map((text) => text.trimEnd().split("\n").at(-1))).toEqual(["VERIFIED", "VERIFIED"])
  expect(Object.keys(contentOf("one")).length).toBeGreaterThan(20)
  expect(contentOf("two")).toEqual(contentOf("one"))

  // Published files can be put on a server as they are; secret ones are readable by their owner only.
  const modeOf = (path: string) => (statSync(join(folder, "one", path)).mode & 0o777).toString(8)
  expect(["bundle", "bundle/acts", "bundle/acts/0001-constitute.txt", "letters", "keys"].map(modeOf)).toEqual([
    ...["755", "755", "644", "700", "700"],
  ])
})

test("the clock of a rehearsal begins at --at if that leaves time to prepare", async () => {
  const begun = (out: string) => {
    const [line = "{}"] = readFileSync(join(folder, out, "bundle/journal.jsonl"), "utf8").split("\n")
    return /"at":"([^"]+)"/.exec(line)?.[1]
  }
  await rehearse("begun", "--at", "2014-11-01T08:00:00Z")
  expect(begun("begun")).toBe("2014-11-01T08:00:00Z")
  await rehearse("usual")
  expect(begun("usual")).toBe("2014-11-14T19:00:00Z")
  await expect(rehearse("late", "--at", "2014-11-27T08:00:00Z")).rejects.toMatchObject({
    code: 2,
    stderr: expect.stringMatching(
      /--at 2014-11-27T08:00:00Z leaves no time[^]*2014-11-23T19:00:00Z or earlier/,
    ) as unknown,
  })
  expect(readdirSync(folder)).not.toContain("late")
})

test("two rehearsals with one seed word have separate memories, apart from that of elections", async () => {
  const state = mkdtempSync(join(tmpdir(), "urne-state-"))
  const env = { ...process.env, LC_ALL: "C", XDG_STATE_HOME: state }
  const run = (...args: readonly string[]) =>
    promisify(execFile)(process.execPath, [program, ...args], { cwd: folder, env })
  const few = ["rehearse", "assembly.yaml", "--turnout", "100", "--seed", "monday"]
  await run(...few, "--members", "20", "--out", "monday-1")
  await run(...few, "--members", "21", "--out", "monday-2")
  for (const out of ["monday-1", "monday-2", "monday-1"]) {
    const { stdout, stderr } = await run("--file", `${out}/assembly.urne`, "status", "--json")
    expect([JSON.parse(stdout), stderr]).toMatchObject([{ phase: "proclaimed" }, ""])
    expect(readdirSync(join(folder, out, "rehearsal-state"))).toEqual(["README.txt", "urne"])
  }
  expect(readdirSync(state)).toEqual([])
  // The memory of that folder is used again: an older copy of the file is refused.
  const path = join(folder, "monday-1/assembly.urne")
  const seen = join(folder, "monday-1/rehearsal-state/urne/seen")
  const [uuid = ""] = readdirSync(seen)
  const text = readFileSync(join(seen, uuid), "utf8")
  writeFileSync(
    join(seen, uuid),
    text.replace(/size (\d+)/, (_, size: string) => `size ${Number(size) + 1}`),
  )
  await expect(run("--file", path, "status")).rejects.toMatchObject({ code: 4 })
  // If the user's state folder knows the election, it is the one that counts.
  mkdirSync(join(state, "urne/seen"), { recursive: true })
  writeFileSync(join(state, "urne/seen", uuid), text)
  await run("--file", path, "status")
  rmSync(state, { recursive: true })
})

test("the folder of an unfinished rehearsal is set aside, and any other folder is refused", async () => {
  // A member file from a pipe is read once the folder is there.
  const failing = promisify(execFile)(
    process.execPath,
    [program, "rehearse", "assembly.yaml", "--roll", "-", "--out", "ci", "--seed", "seed"],
    { cwd: folder },
  )
  failing.child.stdin?.end("number;name\n1;A\n1;B\n")
  await expect(failing).rejects.toMatchObject({ code: 3 })
  expect(readdirSync(join(folder, "ci"))).toContain("UNFINISHED")
  await rehearse("ci")
  expect(readdirSync(join(folder, "ci"))).not.toContain("UNFINISHED")
  expect(readdirSync(join(folder, "ci-unfinished-1"))).toContain("UNFINISHED")
  await expect(rehearse("ci")).rejects.toMatchObject({ code: 4 })
  // A rehearsal under way may not be set aside: this process is running.
  const mine = Math.round(performance.timeOrigin)
  mkdirSync(join(folder, "busy"))
  writeFileSync(join(folder, "busy/UNFINISHED"), `\nprocess ${process.pid} since ${mine}\n`)
  await expect(rehearse("busy")).rejects.toMatchObject({ code: 4 })
  // A later process with the same number does not count.
  writeFileSync(join(folder, "busy/UNFINISHED"), `\nprocess ${process.pid} since ${mine - 3_600_000}\n`)
  if (process.platform === "linux") await rehearse("busy")
})
