import { closeSync, existsSync, fsyncSync, linkSync, mkdtempSync, openSync, renameSync, rmSync } from "node:fs"
import { dirname, join } from "node:path"
import { UrneError } from "../core/error.ts"
import { requireFinished, workshopPrefix } from "../core/unfinished.ts"
import { errno } from "./failure.ts"

/**
 * Makes a new file whole or not at all. `make` writes it under a temporary name, in a folder that only this user can
 * enter. Then it is forced to the medium and given its name, without ever replacing another file.
 *
 * @throws {@link UrneError} `file-exists`, `file-unfinished`, `file-absent` (the folder), `file-unwritable`, `storage`,
 * and what `make` throws
 */
export function placeWhole<T>(path: string, make: (temporary: string) => T): T {
  requireFinished(path)
  if (existsSync(path)) throw new UrneError("file-exists", { path })
  const folder = dirname(path)
  const workshop = attempt(path, () => mkdtempSync(join(folder, workshopPrefix)))
  try {
    const temporary = join(workshop, "new")
    const made = make(temporary)
    attempt(path, () => {
      force(temporary)
      giveName(temporary, path)
      force(folder)
    })
    return made
  } finally {
    rmSync(workshop, { recursive: true, force: true })
  }
}

/**
 * Gives the file its name by a hard link, which fails where the name is taken, even by a file that appeared a moment
 * ago. A rename would replace it.
 */
function giveName(temporary: string, path: string): void {
  try {
    linkSync(temporary, path)
  } catch (error) {
    // Memory sticks in FAT have no links.
    if (!(error instanceof Error) || !["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS"].includes(errno(error))) throw error
    if (existsSync(path)) throw new UrneError("file-exists", { path })
    renameSync(temporary, path)
  }
}

function force(path: string): void {
  const descriptor = openSync(path, "r")
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

function attempt<T>(path: string, step: () => T): T {
  try {
    return step()
  } catch (error) {
    if (error instanceof UrneError || !(error instanceof Error)) throw error
    switch (errno(error)) {
      case "EEXIST":
        throw new UrneError("file-exists", { path })
      case "ENOENT":
        throw new UrneError("file-absent", { path: dirname(path) })
      case "EACCES":
      case "EPERM":
      case "EROFS":
      case "ENOTDIR":
      case "ENAMETOOLONG":
      case "ELOOP":
        throw new UrneError("file-unwritable", { path, cause: errno(error) }, { cause: error })
      default:
        throw new UrneError("storage", { path, cause: errno(error) }, { cause: error })
    }
  }
}
