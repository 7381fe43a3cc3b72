import { statSync } from "node:fs"

/** A process of this machine, told from a later one that got its number. */
export interface ProcessMark {
  readonly pid: number
  /** Milliseconds since 1970: when it began. */
  readonly since: number
}

export function thisProcess(): ProcessMark {
  return { pid: process.pid, since: Math.round(performance.timeOrigin) }
}

/** Whether a process is still at work. In containers, numbers come again: where the system tells since when one has its number, it counts. */
export function isRunning({ pid, since }: ProcessMark): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    // It is there, and another user's.
    if ((error as NodeJS.ErrnoException).code !== "EPERM") return false
  }
  const began = statSync(`/proc/${pid}`, { throwIfNoEntry: false })?.ctimeMs
  return began === undefined || Math.abs(began - since) < clockDifference
}

/** Milliseconds by which the two ways of telling when a process began may differ. */
const clockDifference = 5000
