import { chmod, mkdir, stat } from "node:fs/promises"
import { dirname } from "node:path"

/**
 * Makes a folder and its missing parents, one by one from the nearest that exists. Node's own recursive `mkdir` never
 * ends where the system denies that a name exists however often it is made (`/proc`).
 *
 * @returns what it made, outermost first
 * @throws the error of the file system that kept it from making one
 */
export async function makeFolders(folder: string, mode = 0o700): Promise<readonly string[]> {
  const missing: string[] = []
  for (let at = folder; (await stat(at).catch(absent)) === undefined && dirname(at) !== at; at = dirname(at)) {
    missing.unshift(at)
  }
  const made: string[] = []
  for (const one of missing) {
    try {
      await makeFolder(one, mode)
      made.push(one)
    } catch (error) {
      // Another command was faster.
      if (!isCode(error, "EEXIST")) throw error
    }
  }
  return made
}

/** Makes a folder of exactly this mode, whatever the umask: what is published is for everybody. */
export async function makeFolder(folder: string, mode: number): Promise<void> {
  await mkdir(folder, { mode })
  await chmod(folder, mode)
}

/** For `catch`: turns the absence of a file into `undefined`. */
export function absent(error: unknown): undefined {
  if (!isCode(error, "ENOENT")) throw error
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && (error as NodeJS.ErrnoException).code === code
}
