import { type ChildProcess, execFileSync, spawn } from "node:child_process"
import { once } from "node:events"
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { setTimeout } from "node:timers/promises"
import { afterAll, beforeAll, describe, expect, test } from "vitest"

const program = new URL("../../bin/urne.js", import.meta.url).pathname
const folder = mkdtempSync(join(tmpdir(), "urne-interrupt-"))
const env = { PATH: process.env["PATH"], HOME: folder }
afterAll(() => {
  rmSync(folder, { recursive: true })
})

/** Presses Ctrl-C once, when the command listens and has been at work for a while. */
async function interrupted(argv: readonly string[]): Promise<{ status: unknown; said: string; after: number }> {
  const child = spawn(process.execPath, [program, ...argv], { cwd: folder, env })
  let said = ""
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (block: Buffer) => (said += block.toString()))
  const ended = once(child, "exit")
  await listens(child)
  await setTimeout(300)
  const pressed = performance.now()
  child.kill("SIGINT")
  const [status] = (await ended) as unknown[]
  return { status, said, after: performance.now() - pressed }
}

/** Until the process catches SIGINT (bit 1 of what the kernel says that it catches); elsewhere than on Linux, a while. */
async function listens({ pid }: ChildProcess): Promise<void> {
  for (let turn = 0; turn < 500; turn++) {
    await setTimeout(20)
    if (process.platform !== "linux") continue
    const caught = /^SigCgt:\s+([0-9a-f]+)$/m.exec(readFileSync(`/proc/${pid ?? 0}/status`, "utf8"))?.[1] ?? "0"
    if ((BigInt(`0x${caught}`) & 2n) !== 0n) return
  }
}

beforeAll(() => {
  const words = [program, "--quiet", "rehearse", "--members", "1000", "--turnout", "60", "--out", "night"]
  execFileSync(process.execPath, words, { cwd: folder, env, stdio: "ignore" })
}, 300_000)

describe("one Ctrl-C ends", () => {
  // Comparing all ballots with the other arithmetic makes a verification last for many seconds.
  const long = ["verify", "night/bundle", "--self-check", "1000000"]
  test.each([
    ["a verification", long],
    ["a verification in one thread", [...long, "--jobs", "1"]],
    ["the wait for standard input", ["init", "-"]],
  ])("%s", { timeout: 60_000 }, async (_what, argv) => {
    const { status, said, after } = await interrupted(argv)
    expect([status, said]).toEqual([130, expect.stringContaining("cancelled")])
    expect(said).not.toContain("CONSISTENT")
    expect(after).toBeLessThan(5000)
    expect(readdirSync(folder)).toEqual(["night"])
  })
})
