import { type ChildProcess, execFileSync, spawn } from "node:child_process"
import { cpSync, readdirSync, readFileSync, rmSync } from "node:fs"
import { join } from "node:path"
import { readUnfinished } from "../../src/core/unfinished.ts"
import { lacking, stateOf, unfinishedIn } from "./runbook-state.ts"
import type { Step } from "./runbook-steps.ts"

/** The end of a process, without a status if SIGKILL or an early signal took it. */
export interface Ended {
  readonly status: number | null
  readonly out: string
  readonly err: string
}

const program = new URL("../../bin/urne.js", import.meta.url).pathname

/** Runs the program in a folder. @param meddle what is done to it while it lives, and how that is called off */
export function run(
  folder: string,
  { argv, input }: Pick<Step, "argv" | "input">,
  meddle: (child: ChildProcess) => () => void = () => () => undefined,
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const env = { PATH: process.env["PATH"], HOME: folder, LC_ALL: "C" }
    const child = spawn(process.execPath, [program, "--jobs", "1", ...argv], { cwd: folder, env })
    let [out, err] = ["", ""]
    child.stdout.on("data", (text: Buffer) => (out += text.toString()))
    child.stderr.on("data", (text: Buffer) => (err += text.toString()))
    // A killed process reads no more.
    child.stdin.on("error", () => undefined)
    child.stdin.end(input)
    const stop = meddle(child)
    child.on("error", reject)
    child.on("close", (status) => {
      stop()
      resolve({ status, out, err })
    })
  })
}

export const signals = { SIGKILL: null, SIGTERM: 143, SIGHUP: 129 } as const
export type Signal = keyof typeof signals

/** The fate of a command that was stopped once. */
export interface Blow {
  readonly when: "before" | "within" | "ended"
  /** How many leftovers it had, all of which were named. */
  readonly left: number
  readonly codes: number
  readonly acknowledged: boolean
}

/**
 * Stops a command, looks at what it left, and runs it again.
 *
 * @param fraction - of the time that it takes, or of what is left of it once something changed in the folder
 * @throws Error saying what is broken
 */
export async function strike(
  step: Step,
  place: string,
  blow: {
    readonly signal: Signal
    readonly fraction: number
    readonly after: "start" | "change"
    readonly lasts: number
  },
): Promise<Blow> {
  cpSync(step.before, place, { recursive: true })
  const [start, wanted] = [stateOf(place), stateOf(step.after)]
  try {
    const died = await run(place, step, (child) => arm(child, place, blow))
    const found = stateOf(place)
    const fail = (what: string) =>
      new Error(`${step.name}, ${blow.signal}: ${what}\n${died.status}\n${died.out}${died.err}`)
    const acknowledged = died.out !== ""
    if (acknowledged && lacking(found, wanted).length > 0) throw fail(`lost: ${lacking(found, wanted).join(", ")}`)
    const ended = died.status === 0
    if (!ended && died.status !== null && died.status !== signals[blow.signal]) throw fail("another status")
    const left = unfinishedIn(place)
    const codes = left.filter((path) => isReadable(place, path)).length
    if (blow.signal !== "SIGKILL" && left.length > 0) throw fail(`left ${left.join(", ")}`)
    await requireNamed(place, left, fail)
    await again(step, place, wanted, fail)
    const changed = found.happened.size !== start.happened.size || lacking(start, found).length > 0
    return {
      when: ended ? "ended" : changed || left.length > 0 ? "within" : "before",
      left: left.length,
      codes,
      acknowledged,
    }
  } finally {
    rmSync(place, { recursive: true })
  }
}

function isReadable(place: string, path: string): boolean {
  try {
    return readdirSync(join(place, path)).some((name) => name.startsWith("letters-"))
  } catch {
    return false
  }
}

/** Requires that `status` names what was left, and that the lines which it gives remove all of it. */
async function requireNamed(place: string, left: readonly string[], fail: (what: string) => Error): Promise<void> {
  // This machine's memory is in a folder of its own, and only the next write there names what is left in it.
  const here = left.filter((path) => !path.includes("/"))
  if (here.length === 0) return
  const { out } = await run(place, { argv: ["--json", "status"], input: "" })
  const { warnings = [] } = JSON.parse(out) as {
    warnings?: { code: string; params: { path: string; remedy: string } }[]
  }
  const named = warnings.filter(({ code }) => code === "left-behind").map(({ params }) => params)
  const paths = named.map(({ path }) => path).sort()
  if (paths.join() !== here.toSorted().join()) throw fail(`left ${here.join()}, named ${paths.join()}`)
  for (const { remedy } of named) execFileSync("sh", ["-c", remedy], { cwd: place })
  const stays = readdirSync(place).filter((name) => readUnfinished(name) !== undefined)
  if (stays.length > 0) throw fail(`stays ${stays.join()}`)
}

/**
 * Requires that the same command, run again, reaches its end or says that it is reached; where it gives a line for the
 * shell, after that.
 */
async function again(step: Step, place: string, wanted: ReturnType<typeof stateOf>, fail: (what: string) => Error) {
  let ended = await run(place, step)
  const line = /hint: [^]*: ((?:rm|urne key show|urne receipt) [^\n]*)\n?$/.exec(ended.err)?.[1]
  if (ended.status === 4 && line !== undefined) {
    const shell = line.replace(/^urne (key show \S+)/, `'${process.execPath}' '${program}' $1 --passphrase-file p.txt`)
    // A receipt is made again; everything else is run again.
    const receipt = /^urne (receipt \S+)/.exec(line)?.[1]
    const argv = [...(receipt ?? "").split(" "), "--out", "receipt.txt", ...step.argv.slice(-2)]
    if (receipt === undefined) execFileSync("sh", ["-c", shell], { cwd: place })
    ended = await run(place, receipt === undefined ? step : { argv, input: "" })
  }
  const faults = lacking(stateOf(place), wanted)
  if (![0, 4].includes(ended.status ?? -1) || faults.length > 0) {
    throw fail(`again: ${ended.status}, ${faults.join(", ")}\n${ended.out}${ended.err}`)
  }
}

/** Sees to it that a process is stopped; the function returned calls it off. */
function arm(
  child: ChildProcess,
  place: string,
  { signal, fraction, after, lasts }: Parameters<typeof strike>[2],
): () => void {
  const timers: NodeJS.Timeout[] = []
  const hit = () => timers.push(setTimeout(() => child.kill(signal), fraction * lasts))
  if (after === "start") hit()
  else {
    const before = sizes(place)
    const watch = setInterval(() => {
      if (sizes(place) === before) return
      clearInterval(watch)
      hit()
    }, 1)
    timers.push(watch)
  }
  return () => {
    for (const timer of timers) clearTimeout(timer)
  }
}

/** Lists the names in a folder, and says whether a log of the election file was written to. */
function sizes(place: string): string {
  const log = join(place, "board.urne-wal")
  const names = readdirSync(place).filter((name) => !name.endsWith("-shm"))
  return names
    .map((name) => (name === "board.urne-wal" && readFileSync(log).length > 0 ? `${name} written` : name))
    .join("\n")
}
