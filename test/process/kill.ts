import { type ChildProcess, spawn } from "node:child_process"
import { mkdtempSync, rmSync, statSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { expectContract } from "../support/json/contract.ts"
import { seededRandom } from "../support/seeded-random.ts"
import { inspect } from "./kill-inspection.ts"
import { electionName, type Ended, type Killed, program, sceneOf } from "./kill-scenes.ts"

/** The fate of a command that was killed again and again. */
export interface Toll {
  readonly command: Killed
  readonly kills: number
  /** How many kills came before anything had changed, after something had, or too late, when the command had ended. */
  readonly before: number
  readonly within: number
  readonly ended: number
  /** Ballots whose receipt or report was printed, and how many of these the urn lacks. */
  readonly acknowledged: number
  readonly lost: number
}

/**
 * Kills a command with SIGKILL at moments drawn over the time that it takes, every third time soon after its first
 * write. After each death the file must hold a whole state, in which tables, journal and archive agree. Then the
 * command is run again and must reach its end, and what comes next in an election must work.
 *
 * @param ballots - of a batch; beyond 256 several transactions accept them
 * @throws Error saying what is broken
 */
export async function killAgainAndAgain(command: Killed, kills: number, ballots: number): Promise<Toll> {
  const folder = mkdtempSync(join(tmpdir(), "urne-kill-"))
  try {
    const scene = await sceneOf(command, folder, command === "cast" ? kills : ballots)
    const moment = momentsOf(command)
    const toll = { before: 0, within: 0, ended: 0, acknowledged: 0, lost: 0 }
    let duration = 0
    // The first run is left alone: it shows how long the command takes.
    for (let number = 0; number <= kills; number++) {
      const place = scene.place(number)
      const start = inspect(place)
      const began = performance.now()
      const died = await run(
        place,
        scene.argv(number),
        scene.input(number),
        number === 0 ? undefined : moment(number, duration),
      )
      if (number === 0) duration = performance.now() - began
      const found = inspect(place)
      const again = await run(place, scene.argv(number), scene.input(number))
      if (!scene.isDone(again, inspect(place), found)) {
        throw new Error(`${command} after kill ${number}: status ${again.status}\n${again.out}${again.err}`)
      }
      if (scene.next !== undefined) {
        const next = await run(place, scene.next, "")
        if (next.status !== 0) throw new Error(`${scene.next.join(" ")} after kill ${number}: ${next.out}${next.err}`)
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

/**
 * The moment at which a process is killed: so many milliseconds after it began, or after its first write to the
 * election file.
 */
interface Moment {
  readonly after: "start" | "write"
  readonly milliseconds: number
}

/** Chooses a moment for each run, given how long the command takes. */
function momentsOf(seed: string): (number: number, duration: number) => Moment {
  const random = seededRandom(seed)
  return (number, duration) => {
    const fraction = new DataView(random(4, "moment", String(number)).buffer).getUint32(0) / 2 ** 32
    switch (number % 3) {
      case 0:
        return { after: "start", milliseconds: fraction * duration }
      case 1:
        return { after: "start", milliseconds: (0.6 + 0.45 * fraction) * duration }
      default:
        return { after: "write", milliseconds: fraction ** 3 * duration }
    }
  }
}

/** Runs the program in a folder, and kills it at a moment if it lives that long. */
function run(folder: string, argv: readonly string[], input: string, moment?: Moment): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, XDG_STATE_HOME: join(folder, "state") }
    const child = spawn(process.execPath, [program, ...argv], { cwd: folder, env })
    let [out, err] = ["", ""]
    child.stdout.on("data", (text: Buffer) => (out += text.toString()))
    child.stderr.on("data", (text: Buffer) => (err += text.toString()))
    // A killed process reads no more.
    child.stdin.on("error", () => undefined)
    child.stdin.end(input)
    const disarm = moment === undefined ? () => undefined : arm(child, folder, moment)
    child.on("error", reject)
    child.on("close", (status) => {
      disarm()
      try {
        // The output of a killed command is incomplete, and no contract holds for it.
        if (status !== null) expectContract({ argv, out, err })
        resolve({ status, out, err })
      } catch (error) {
        reject(error instanceof Error ? error : new Error(String(error)))
      }
    })
  })
}

/** Kills a process at its moment. The function returned calls that off. */
function arm(child: ChildProcess, folder: string, { after, milliseconds }: Moment): () => void {
  const timers: NodeJS.Timeout[] = []
  const strike = () => timers.push(setTimeout(() => child.kill("SIGKILL"), milliseconds))
  if (after === "start") strike()
  else {
    // Commits are in the log, which is empty until the first write.
    const log = join(folder, `${electionName}-wal`)
    const watch = setInterval(() => {
      if ((statSync(log, { throwIfNoEntry: false })?.size ?? 0) === 0) return
      clearInterval(watch)
      strike()
    }, 1)
    timers.push(watch)
  }
  return () => {
    for (const timer of timers) clearTimeout(timer)
  }
}
