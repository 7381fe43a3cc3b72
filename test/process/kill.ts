import { spawn } from "node:child_process"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { seededRandom } from "../support/seeded-random.ts"
import { inspect } from "./kill-inspection.ts"
import { type Ended, type Killed, sceneOf } from "./kill-scenes.ts"

/** What became of a command that was killed again and again. */
export interface Toll {
  readonly command: Killed
  readonly kills: number
  /** Killed before anything had changed, when something had, and too late: it had ended by itself. */
  readonly before: number
  readonly within: number
  readonly ended: number
  /** Ballots whose receipt or report was printed, and of these the ones that the urn does not have. */
  readonly acknowledged: number
  readonly lost: number
}

/**
 * Kills a command with SIGKILL at moments drawn over the time that it takes. After each death the file must hold a whole
 * state, on which tables, journal and archive agree; then the command is run again and must reach its end.
 *
 * @param ballots of a batch; beyond 256 they are taken in by several transactions
 * @throws Error saying what is broken
 */
export async function killAgainAndAgain(command: Killed, kills: number, ballots: number): Promise<Toll> {
  const folder = mkdtempSync(join(tmpdir(), "urne-kill-"))
  try {
    const scene = await sceneOf(command, folder, command === "cast" ? kills : ballots)
    const moment = momentsOf(command)
    const toll = { before: 0, within: 0, ended: 0, acknowledged: 0, lost: 0 }
    let duration = Infinity
    // The first run is left alone: it shows how long the command takes.
    for (let number = 0; number <= kills; number++) {
      const place = scene.place(number)
      const start = inspect(place)
      const began = performance.now()
      const died = await run(place, scene.argv(number), scene.input(number), moment(number) * duration)
      if (number === 0) duration = performance.now() - began
      const found = inspect(place)
      const again = await run(place, scene.argv(number), scene.input(number))
      if (!scene.isDone(again, inspect(place), found)) {
        throw new Error(`${command} after kill ${number}: status ${again.status}\n${again.out}${again.err}`)
      }
      if (number === 0) continue
      toll[died.status !== null ? "ended" : found.entries > start.entries ? "within" : "before"]++
      const acknowledged = died.out === "" ? [] : scene.acknowledged(died.out)
      toll.acknowledged += acknowledged.length
      toll.lost += acknowledged.filter((tracker) => !found.trackers.has(tracker)).length
      scene.discard(place)
    }
    return { command, kills, ...toll }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** A fraction of the time that a command takes, for each run; every other one towards the end, where it writes. */
function momentsOf(seed: string): (number: number) => number {
  const random = seededRandom(seed)
  return (number) => {
    const fraction = new DataView(random(4, "moment", String(number)).buffer).getUint32(0) / 2 ** 32
    return number % 2 === 0 ? fraction : 0.6 + 0.45 * fraction
  }
}

const program = new URL("../../bin/urne.js", import.meta.url).pathname

/** Runs the program in a folder, and kills it after so many milliseconds if it lives that long. */
function run(folder: string, argv: readonly string[], input: string, killAfter = Infinity): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, XDG_STATE_HOME: join(folder, "state") }
    const child = spawn(process.execPath, [program, ...argv], { cwd: folder, env })
    let [out, err] = ["", ""]
    child.stdout.on("data", (text: Buffer) => (out += text.toString()))
    child.stderr.on("data", (text: Buffer) => (err += text.toString()))
    // Whoever was killed reads no more.
    child.stdin.on("error", () => undefined)
    child.stdin.end(input)
    const timer = Number.isFinite(killAfter) ? setTimeout(() => child.kill("SIGKILL"), killAfter) : undefined
    child.on("error", reject)
    child.on("close", (status) => {
      clearTimeout(timer)
      resolve({ status, out, err })
    })
  })
}
