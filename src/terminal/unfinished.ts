import { rmSync } from "node:fs"

/** Absolute paths of what this process, and no other, is writing under a temporary name. */
const unfinished = new Set<string>()

/** Runs `work` on a temporary file or folder, which is gone afterwards however `work` or the process ends. */
export async function asUnfinished<T>(temporary: string, work: () => Promise<T>): Promise<T> {
  unfinished.add(temporary)
  try {
    return await work()
  } finally {
    remove(temporary)
  }
}

/** Called where a process ends without waiting for its work: at the second Ctrl-C, or at a bug. */
export function removeUnfinished(): void {
  for (const temporary of unfinished) remove(temporary)
}

function remove(temporary: string): void {
  try {
    // A thread may still be writing into a folder.
    rmSync(temporary, { recursive: true, force: true, maxRetries: 3, retryDelay: 20 })
    unfinished.delete(temporary)
  } catch {
    // The next command reports what cannot be removed now.
  }
}
