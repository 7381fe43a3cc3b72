import { type ChildProcess, spawn } from "node:child_process"
import { readFileSync } from "node:fs"
import { cpus } from "node:os"

/** What one run of a program took. */
export interface Run {
  /** From its start to its end, start-up included. */
  readonly seconds: number
  /** The most memory that it held, children included as far as they are threads; MB. */
  readonly megabytes: number
}

/** Runs a program to its end. @throws Error if its status is not 0 */
export async function measure(program: string, args: readonly string[], cwd: string): Promise<Run> {
  const began = process.hrtime.bigint()
  const child = spawn(program, args, { cwd, env: { ...process.env, BELENIOS_USE_URANDOM: "1" } })
  let said = ""
  child.stdout.on("data", (text: Buffer) => (said = (said + text.toString()).slice(-2000)))
  child.stderr.on("data", (text: Buffer) => (said = (said + text.toString()).slice(-2000)))
  let megabytes = 0
  const watch = setInterval(() => {
    megabytes = Math.max(megabytes, peakMemory(child))
  }, 20)
  const status = await new Promise((resolve, reject) => {
    child.on("error", reject)
    child.on("close", resolve)
  })
  clearInterval(watch)
  if (status !== 0) throw new Error(`${program} ${args.join(" ")}: status ${String(status)}\n${said}`)
  return { seconds: Number(process.hrtime.bigint() - began) / 1e9, megabytes }
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

/** What it was measured on. */
export function machineLine(): string {
  const [first] = cpus()
  return `${first?.model.trim() ?? "unknown processor"}, ${cpus().length} threads, ${process.platform}, Node ${process.version}`
}
