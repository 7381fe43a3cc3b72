import { type ChildProcess, spawn } from "node:child_process"
import { readFileSync } from "node:fs"
import { cpus } from "node:os"

/** What one run of a program took. */
export interface Run {
  /** From its start to its end, start-up included. */
  readonly seconds: number
  /** Of all its threads, user and system; up to 20 ms less than it took. */
  readonly cpuSeconds: number
  /** The most memory that it held; MB. */
  readonly megabytes: number
}

/** What a run printed besides. */
export interface Printed extends Run {
  readonly out: string
  readonly err: string
}

/** Runs a program to its end. @throws Error unless it ends with this status */
export async function measure(
  program: string,
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>> = {},
  wanted = 0,
): Promise<Printed> {
  const began = process.hrtime.bigint()
  const child = spawn(program, args, { cwd, env: { ...process.env, BELENIOS_USE_URANDOM: "1", ...env } })
  const printed: Record<"out" | "err", Buffer[]> = { out: [], err: [] }
  child.stdout.on("data", (bytes: Buffer) => printed.out.push(bytes))
  child.stderr.on("data", (bytes: Buffer) => printed.err.push(bytes))
  let megabytes = 0
  let cpuSeconds = 0
  const watch = setInterval(() => {
    megabytes = Math.max(megabytes, peakMemory(child))
    cpuSeconds = Math.max(cpuSeconds, cpuTime(child))
  }, 20)
  const status = await new Promise((resolve, reject) => {
    child.on("error", reject)
    child.on("close", resolve)
  })
  clearInterval(watch)
  const [out, err] = [printed.out, printed.err].map((parts) => Buffer.concat(parts).toString()) as [string, string]
  if (status !== wanted) {
    throw new Error(`${program} ${args.join(" ")}: status ${String(status)}\n${out.slice(-2000)}${err.slice(-2000)}`)
  }
  return { seconds: Number(process.hrtime.bigint() - began) / 1e9, cpuSeconds, megabytes, out, err }
}

/** `utime` and `stime` of proc(5), in ticks of a hundredth of a second, as long as the process lives. */
function cpuTime({ pid }: ChildProcess): number {
  try {
    const fields = readFileSync(`/proc/${pid ?? 0}/stat`, "utf8")
      .replace(/^.*\) /, "")
      .split(" ")
    return (Number(fields[11]) + Number(fields[12])) / 100
  } catch {
    return 0
  }
}

/** `VmHWM` of proc(5), as long as the process lives. */
function peakMemory({ pid }: ChildProcess): number {
  try {
    const status = readFileSync(`/proc/${pid ?? 0}/status`, "utf8")
    return Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) / 1024
  } catch {
    return 0
  }
}

export interface Spread {
  readonly min: number
  readonly median: number
  readonly max: number
}

export function spreadOf(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b)
  const at = (index: number) => sorted[index] ?? NaN
  return { min: at(0), median: at(Math.floor(sorted.length / 2)), max: at(sorted.length - 1) }
}

/** How many times longer the second of two programs took, run by run. */
export function ratioOf(ours: readonly Run[], theirs: readonly Run[]): Spread {
  return spreadOf(theirs.map(({ seconds }, round) => seconds / (ours[round]?.seconds ?? NaN)))
}

export interface Summary {
  readonly seconds: Spread
  readonly cpuSeconds: number
  readonly megabytes: number
}

/** Of CPU time the median, of memory the most. */
export function summaryOf(runs: readonly Run[]): Summary {
  const megabytes = Math.round(Math.max(...runs.map((run) => run.megabytes)))
  const cpuSeconds = spreadOf(runs.map((run) => run.cpuSeconds)).median
  return { seconds: spreadOf(runs.map(({ seconds }) => seconds)), cpuSeconds, megabytes }
}

/** What it was measured on. */
export function machineLine(): string {
  const [first] = cpus()
  return `${first?.model.trim() ?? "unknown processor"}, ${cpus().length} threads, ${process.platform}, Node ${process.version}`
}
