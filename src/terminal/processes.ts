import { statSync } from "node:fs"

/** Identifies a process of this machine, so that a later one with the same number is not mistaken for it. */
export interface ProcessIdentity {
  readonly pid: number
  /** When it began, in milliseconds since 1970. */
  readonly since: number
}

export function thisProcess(): ProcessIdentity {
  return { pid: process.pid, since: Math.round(performance.timeOrigin) }
}

/**
 * Whether a process is still at work. In containers numbers are used again, so the time since when a process has its
 * number counts where the system tells it.
 */
export function isRunning({ pid, since }: ProcessIdentity): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    // It exists, and belongs to another user.
    if ((error as NodeJS.ErrnoException).code !== "EPERM") return false
  }
  const began = statSync(`/proc/${pid}`, { throwIfNoEntry: false })?.ctimeMs
  return began === undefined || Math.abs(began - since) < clockDifference
}

/** The two ways of telling when a process began may differ by this much (milliseconds). */
const clockDifference = 5000
