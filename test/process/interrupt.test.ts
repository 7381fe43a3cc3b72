import { execFileSync, spawn } from "node:child_process"
import { once } from "node:events"
import { mkdtempSync, readdirSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { terminal } from "../support/terminal.ts"

const program = new URL("../../bin/urne.js", import.meta.url).pathname
const folder = mkdtempSync(join(tmpdir(), "urne-interrupt-"))
const env = { PATH: process.env["PATH"], HOME: folder }
afterAll(() => {
  rmSync(folder, { recursive: true })
})

beforeAll(() => {
  const words = [program, "--quiet", "rehearse", "--members", "1000", "--turnout", "60", "--out", "night"]
  execFileSync(process.execPath, words, { cwd: folder, env, stdio: "ignore" })
})

/** Returns how much of the work was last shown as done, in percent. */
const share = (shown: string) => Number([...shown.matchAll(/\] (\d+) % /g)].at(-1)?.[1])

describe("one Ctrl-C ends", () => {
  // Comparing all ballots with the other arithmetic makes a verification last for many seconds, on any machine.
  const long = ["verify", "night/bundle", "--self-check", "1000000"]
  test.each([
    ["a verification", long],
    ["a verification in one thread", [...long, "--jobs", "1"]],
  ])("%s", async (_what, argv) => {
    const verifying = terminal(folder, ...argv)
    await verifying.shows(/Verifying .* % /)
    const done = share(verifying.shown())
    verifying.press("\u0003")
    const { status, shown } = await verifying.end()
    expect(status, shown).toBe(130)
    expect(shown).toContain("cancelled")
    expect(shown).not.toContain("CONSISTENT")
    // Tasks that are running end, and most of the others are never done.
    expect(share(shown), shown).toBeLessThan(done + (100 - done) / 2)
    expect(readdirSync(folder)).toEqual(["night"])
  })

  test("the public display, which gives the terminal back as it was", async () => {
    const display = terminal(folder, "--file", "night/congress.urne", "status", "--display")
    await display.shows(/Turnout: 60\.00%/)
    display.press("\u0003")
    const { status, raw, shown } = await display.end()
    expect(status, shown).toBe(130)
    // Nothing was begun that could be cancelled.
    expect(shown).toContain("The public display has ended.")
    expect(shown).not.toContain("cancelled")
    // It has a screen of its own, and shows the cursor again.
    expect(raw).toContain("\u001b[?1049h")
    expect(raw.lastIndexOf("\u001b[?25h\u001b[?1049l")).toBeGreaterThan(raw.lastIndexOf("Turnout"))
  })

  test("the wait for standard input", async () => {
    const child = spawn(process.execPath, [program, "init", "-"], { cwd: folder, env })
    let said = ""
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (block: Buffer) => (said += block.toString()))
    const ended = once(child, "exit")
    // This is more than fits into any pipe, and less than a definition may have: once it is written, the command has read it
    // and waits.
    await new Promise((taken) => child.stdin.write("# a comment of the definition\n".repeat(1 << 15), taken))
    child.kill("SIGINT")
    expect([await ended, said]).toEqual([[130, null], expect.stringContaining("cancelled")])
    expect(readdirSync(folder)).toEqual(["night"])
  })
})
