import { rmSync } from "node:fs"

/** Absolute paths of what this process is writing under a temporary name, and of nobody else's. */
const unfinished = new Set<string>()

/** Runs `work` on a temporary file or folder, which is gone after it, however `work` or the process ends. */
export async function asUnfinished<T>(temporary: string, work: () => Promise<T>): Promise<T> {
  unfinished.add(temporary)
  try {
    return await work()
  } finally {
    remove(temporary)
  }
}

/** For the end of a process that does not wait for its work: the second Ctrl-C, a bug. */
export function removeUnfinished(): void {
  for (const temporary of unfinished) remove(temporary)
}

function remove(temporary: string): void {
  try {
    // A thread may still be writing into a folder.
    rmSync(temporary, { recursive: true, force: true, maxRetries: 3, retryDelay: 20 })
    unfinished.delete(temporary)
  } catch {
    // What cannot be removed now is named by the next command.
  }
}
