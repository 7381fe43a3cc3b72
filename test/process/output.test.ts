import { spawn, spawnSync } from "node:child_process"
import { closeSync, existsSync, openSync } from "node:fs"
import { describe, expect, test } from "vitest"

const program = new URL("../../bin/urne.js", import.meta.url).pathname

/** Every write to this place finds no space. */
describe.skipIf(!existsSync("/dev/full"))("a standard output that fails", () => {
  const run = (...argv: readonly string[]) => {
    const full = openSync("/dev/full", "w")
    const env = { ...process.env, LC_ALL: "C" }
    try {
      return spawnSync(process.execPath, [program, ...argv], { stdio: ["ignore", full, "pipe"], encoding: "utf8", env })
    } finally {
      closeSync(full)
    }
  }

  test("ends the command with a message and status 1", () => {
    const { status, stderr } = run("--help")
    expect(status).toBe(1)
    expect(stderr).toContain("the standard output cannot be written: no space left (ENOSPC)")
    expect(run("--lang", "fr", "--help").stderr).toContain("impossible d’écrire sur la sortie standard")
    expect(JSON.parse(run("--json", "--help").stderr)).toMatchObject({ error: { code: "output-unwritable" } })
  })

  test("does not change the status of a refusal", () => {
    expect(run("verify", "absent").status).toBe(3)
  })
})

describe("a reader that goes away", () => {
  /** Runs a command while nobody reads some of its streams, and returns its status and what was read of the others. */
  async function unread(gone: readonly ("stdout" | "stderr")[], ...argv: readonly string[]) {
    const child = spawn(process.execPath, [program, ...argv], { stdio: ["ignore", "pipe", "pipe"] })
    let said = ""
    for (const name of ["stdout", "stderr"] as const) {
      if (gone.includes(name)) child[name].destroy()
      else child[name].on("data", (text: Buffer) => (said += text.toString()))
    }
    const status = await new Promise((resolve) => child.on("close", resolve))
    return [status, said]
  }

  test("from the output causes no message, and the command completes", async () => {
    expect(await unread(["stdout"], "--help")).toEqual([0, ""])
    expect(await unread(["stdout"], "verify", "absent")).toEqual([3, expect.stringContaining("absent")])
  })

  test("from the errors does not turn a refusal into a success", async () => {
    expect(await unread(["stderr"], "frobnicate")).toEqual([2, ""])
    expect(await unread(["stderr"], "verify", "absent")).toEqual([3, ""])
    expect(await unread(["stdout", "stderr"], "--json", "verify", "absent")).toEqual([3, ""])
  })

  test("may have closed the streams before the command began", () => {
    const run = (line: string) => spawnSync("sh", ["-c", line, process.execPath, program], { encoding: "utf8" }).status
    expect(run('"$0" "$1" --help >&- 2>&-')).toBe(0)
    expect(run('"$0" "$1" verify absent <&- >&- 2>&-')).toBe(3)
    expect(run('"$0" "$1" init - <&-')).toBe(3)
  })
})
