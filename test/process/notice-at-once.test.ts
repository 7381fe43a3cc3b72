import { execFile } from "node:child_process"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, expect, test } from "vitest"
import { inspect } from "./kill-inspection.ts"
import { sceneOf } from "./kill-scenes.ts"

const folder = mkdtempSync(join(tmpdir(), "urne-at-once-"))
afterAll(() => {
  rmSync(folder, { recursive: true })
})

const program = new URL("../../bin/urne.js", import.meta.url).pathname

function run(cwd: string, argv: readonly string[]): Promise<{ readonly status: number; readonly out: string }> {
  const env = { ...process.env, XDG_STATE_HOME: join(cwd, "state") }
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [program, ...argv], { cwd, env }, (_, out, err) => {
      resolve({ status: child.exitCode ?? -1, out: `${out}${err}` })
    })
  })
}

test("a schedule that fires three times at once issues one notice, and whoever comes second is told that none is due", async () => {
  const scene = await sceneOf("notice", folder, 0)
  for (let turn = 0; turn < 3; turn++) {
    const place = scene.place(turn)
    const all = await Promise.all([0, 1, 2].map(() => run(place, scene.argv(turn))))
    const said = all.map(({ out }) => out).join("\n=====\n")
    expect(
      all.map(({ status }) => status),
      said,
    ).toEqual([0, 0, 0])
    expect(said.match(/^Notice 2 issued/gm), said).toHaveLength(1)
    expect(said.match(/^No notice is due\.$/gm), said).toHaveLength(2)
    // The first was there before.
    expect(inspect(place).notices).toBe(2)
    scene.discard(place)
  }
}, 300_000)
