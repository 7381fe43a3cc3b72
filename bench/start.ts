/** How long it takes until a short command has ended, beside a Node that does nothing. */
import { spawnSync } from "node:child_process"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { program } from "./elections.ts"
import { type Spread, spreadOf } from "./measure.ts"

export interface StartFigures {
  readonly command: string
  readonly seconds: Spread
  /** Of all its threads, user and system. */
  readonly cpuSeconds: Spread
  /** Its medians divided by those of the Node that does nothing. */
  readonly times: { readonly seconds: number; readonly cpuSeconds: number }
}

const rounds = 21
const idle = "node -e 0"

/** In turns, on the election of a rehearsal: some ten acts, some hundred entries. */
export function measureStart(): readonly StartFigures[] {
  const folder = mkdtempSync(join(tmpdir(), "urne-start-"))
  try {
    const env = { ...process.env, XDG_STATE_HOME: join(folder, "state") }
    timed([process.execPath, program, "rehearse", "--out", "night", "--quiet"], folder, env)
    const commands = new Map([
      [idle, ["-e", "0"]],
      ["urne --version", [program, "--version"]],
      ["urne status", [program, "status", "--file", "night/congress.urne"]],
    ])
    const runs = new Map([...commands.keys()].map((command) => [command, [] as Timed[]]))
    // The first of each does not count: the machine reads the files, and remembers what it read of the election.
    for (let round = 0; round <= rounds; round++) {
      for (const [command, args] of commands) {
        const run = timed([process.execPath, ...args], folder, env)
        if (round > 0) runs.get(command)?.push(run)
      }
    }
    const all = [...runs].map(([command, each]) => ({
      command,
      seconds: spreadOf(each.map(({ seconds }) => seconds)),
      cpuSeconds: spreadOf(each.map(({ cpuSeconds }) => cpuSeconds)),
    }))
    const nothing = all.find(({ command }) => command === idle)
    const times = (of: "seconds" | "cpuSeconds", one: Spread) => one.median / (nothing?.[of].median ?? NaN)
    return all.map((one) => ({
      ...one,
      times: { seconds: times("seconds", one.seconds), cpuSeconds: times("cpuSeconds", one.cpuSeconds) },
    }))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

interface Timed {
  readonly seconds: number
  readonly cpuSeconds: number
}

/** Timed by bash, which knows the time of a process to the thousandth. @throws Error if its status is not 0 */
function timed(command: readonly string[], cwd: string, env: NodeJS.ProcessEnv): Timed {
  const script = `TIMEFORMAT='%3R %3U %3S'; { time "$@" >output 2>&1; } 2>times; status=$?; cat times; exit $status`
  const { status, stdout } = spawnSync("bash", ["-c", script, "bash", ...command], { cwd, env, encoding: "utf8" })
  if (status !== 0) throw new Error(`${command.join(" ")}: status ${String(status)}`)
  const [seconds = NaN, user = NaN, system = NaN] = stdout.trim().split(" ").map(Number)
  return { seconds, cpuSeconds: user + system }
}
