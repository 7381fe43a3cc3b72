import { spawn, spawnSync } from "node:child_process"
import { closeSync, existsSync, openSync } from "node:fs"
import { describe, expect, test } from "vitest"

const program = new URL("../../bin/urne.js", import.meta.url).pathname

/** Where everything that is written finds no space. */
describe.skipIf(!existsSync("/dev/full"))("a standard output that takes nothing", () => {
  const run = (...argv: readonly string[]) => {
    const full = openSync("/dev/full", "w")
    const env = { ...process.env, LC_ALL: "C" }
    try {
      return spawnSync(process.execPath, [program, ...argv], { stdio: ["ignore", full, "pipe"], encoding: "utf8", env })
    } finally {
      closeSync(full)
    }
  }

  test("ends the command with a word and status 1", () => {
    const { status, stderr } = run("--help")
    expect(status).toBe(1)
    expect(stderr).toContain("the standard output cannot be written: no space left (ENOSPC)")
    expect(run("--lang", "fr", "--help").stderr).toContain("impossible d’écrire sur la sortie standard")
    expect(JSON.parse(run("--json", "--help").stderr)).toMatchObject({ error: { code: "output-unwritable" } })
  })
})

test("a reader that went away ends the command without a word", async () => {
  const child = spawn(process.execPath, [program, "--help"], { stdio: ["ignore", "pipe", "pipe"] })
  child.stdout.destroy()
  let said = ""
  child.stderr.on("data", (text: Buffer) => (said += text.toString()))
  const status = await new Promise((resolve) => child.on("close", resolve))
  expect([status, said]).toEqual([0, ""])
})
