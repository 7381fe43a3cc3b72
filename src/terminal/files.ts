import { randomBytes } from "node:crypto"
import {
  closeSync,
  createReadStream,
  fstatSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
} from "node:fs"
import {
  type FileHandle,
  link,
  lstat,
  mkdtemp,
  open,
  realpath,
  rename,
  rm,
  rmdir,
  stat,
  statfs,
} from "node:fs/promises"
import { dirname, join, resolve } from "node:path"
import { addAbortSignal, type Readable } from "node:stream"
import { concat, utf8 } from "../core/bytes.ts"
import { cancellationPoint, untilCancelled } from "../core/cancellation.ts"
import { UrneError } from "../core/error.ts"
import { isSystemFile } from "../core/system-files.ts"
import { asideName, requireFinished, scratchPrefix, unfinishedName } from "../core/unfinished.ts"
import type { Content, Files, FolderEntry, WriteOptions } from "../core/world.ts"
import { absent, makeFolder, makeFolders } from "./folders.ts"
import { requireReplaceable } from "./replaceable.ts"
import { asUnfinished } from "./unfinished.ts"

const usualLimit = 16 * 1024 * 1024

/**
 * Accesses files on disk, by paths relative to `cwd`; `-` reads `stdin`. Everything is written whole or not at all. A
 * cancellation ends the wait for standard input and the writing of blocks. It does not end the reading of files,
 * because the reader knows better where it may stop.
 */
export function diskFiles(cwd: string, stdin: Readable, signal: AbortSignal): Files {
  const at = (path: string) => resolve(cwd, path)

  async function* stream(path: string): AsyncIterable<Uint8Array> {
    const source = path === "-" ? addAbortSignal(signal, stdin) : createReadStream(at(path), { highWaterMark: 1 << 18 })
    try {
      for await (const block of source) yield typeof block === "string" ? utf8(block) : (block as Uint8Array)
    } catch (error) {
      cancellationPoint(signal)
      throw unreadable(path, error)
    }
  }

  return {
    stream,
    async read(path, limit = usualLimit) {
      const whole = path === "-" ? undefined : readAtOnce(path, at(path), limit)
      if (whole !== undefined) return whole
      const blocks: Uint8Array[] = []
      let length = 0
      for await (const block of stream(path)) {
        length += block.length
        if (length > limit) throw new UrneError("file-too-large", { path, limit })
        blocks.push(block)
      }
      return concat(...blocks)
    },
    kind: (path) => promised(() => kindOf(path, at(path))),
    async condition(path) {
      const found = await stat(at(path)).catch(absent)
      const { bavail, bsize } = await statfs(found === undefined ? dirname(at(path)) : at(path)).catch(
        (error: unknown) => {
          throw unreadable(path, error)
        },
      )
      const hasRights = process.platform !== "win32" && found !== undefined
      return { free: bavail * bsize, readable: hasRights ? (found.mode & 0o077) !== 0 : undefined }
    },
    async target(path) {
      try {
        return await realpath(at(path))
      } catch (error) {
        if (codeOf(error) === "ENOENT" || codeOf(error) === "ENOTDIR") return undefined
        throw unreadable(path, error)
      }
    },
    list: (path, { all = false } = {}) =>
      promised(() => namesIn(path, at(path)).filter((name) => all || !isSystemFile(name))),
    async requireWritable(path, { force = false } = {}) {
      await tryPlace(path, at(path), force)
    },
    async writeWhole(path, content, options = {}) {
      await replacing(path, at(path), options, (temporary) => writeFile(temporary, content, options, signal))
    },
    async setAside(path) {
      for (let count = 1; ; count++) {
        const name = `${path.replace(/[/\\]+$/, "")}-unfinished-${count}`
        if (await exists(at(name))) continue
        try {
          await rename(at(path), at(name))
        } catch (error) {
          throw new UrneError("file-unwritable", { path, cause: codeOf(error) ?? "EIO" })
        }
        return name
      }
    },
    async remove(path) {
      await rm(at(path), { force: true })
    },
    async writeFolder(path, entries, options = {}) {
      await replacing(path, at(path), options, async (temporary) => {
        await makeFolder(temporary, options.secret === true ? 0o700 : 0o755)
        for await (const entry of untilCancelled(entries, signal)) await writeEntry(temporary, entry, options, signal)
      })
    },
    inWorkshop: (path, work) => workshop(path, at(path), work),
    async place(folder, path) {
      try {
        await requirePlace(path, at(path))
        await takeFreeName(path, at(folder), at(path))
        await syncFolder(dirname(at(path)))
      } catch (error) {
        throw unwritable(path, error)
      }
    },
  }
}

/**
 * Wraps synchronous work in a promise. Where nothing waits for a disk, going through Node's threads takes longer than
 * the disk.
 */
function promised<Result>(work: () => Result): Promise<Result> {
  return new Promise((resolve) => {
    resolve(work())
  })
}

/** Reads a whole file. Returns `undefined` for anything else, such as a pipe, which somebody must fill first. */
function readAtOnce(path: string, target: string, limit: number): Uint8Array | undefined {
  try {
    if (!statSync(target).isFile()) return undefined
    const file = openSync(target, "r")
    try {
      if (fstatSync(file).size > limit) throw new UrneError("file-too-large", { path, limit })
      const bytes = Uint8Array.from(readFileSync(file))
      if (bytes.length > limit) throw new UrneError("file-too-large", { path, limit })
      return bytes
    } finally {
      closeSync(file)
    }
  } catch (error) {
    throw error instanceof UrneError ? error : unreadable(path, error)
  }
}

function kindOf(path: string, target: string): "file" | "folder" | "other" | undefined {
  try {
    const found = statSync(target)
    return found.isDirectory() ? "folder" : found.isFile() ? "file" : "other"
  } catch (error) {
    if (codeOf(error) === "ENOENT" || codeOf(error) === "ENOTDIR") return undefined
    throw unreadable(path, error)
  }
}

function namesIn(path: string, target: string): string[] {
  try {
    return readdirSync(target).sort()
  } catch (error) {
    throw unreadable(path, error)
  }
}

async function writeEntry(
  folder: string,
  entry: FolderEntry,
  options: WriteOptions,
  signal: AbortSignal,
): Promise<void> {
  const target = join(folder, entry.name)
  await makeFolders(dirname(target), options.secret === true ? 0o700 : 0o755)
  await writeFile(target, entry.content, options, signal)
}

/** Lets `write` make a temporary file or folder beside `target`, then renames it. On failure nothing stays. */
async function replacing(
  path: string,
  target: string,
  options: WriteOptions,
  write: (temporary: string) => Promise<void>,
): Promise<void> {
  const { force = false } = options
  try {
    requireFinished(path)
    await requirePlace(path, target, force)
    await makeFolders(dirname(target))
    const temporary = temporaryName(target)
    await asUnfinished(temporary, async () => {
      await write(temporary)
      await (force !== false ? takePlace(temporary, target) : takeFreeName(path, temporary, target))
    })
    await syncFolder(dirname(target))
  } catch (error) {
    throw unwritable(path, error)
  }
}

/** Makes a private folder beside `target`, in which `work` may leave whatever it likes. */
async function workshop<T>(path: string, target: string, work: (folder: string) => Promise<T>): Promise<T> {
  try {
    requireFinished(path)
    await makeFolders(dirname(target))
    const folder = await mkdtemp(join(dirname(target), scratchPrefix))
    return await asUnfinished(folder, () => work(folder))
  } catch (error) {
    throw unwritable(path, error)
  }
}

/** Does what `replacing` does with an empty file, and undoes it. */
async function tryPlace(path: string, target: string, force: WriteOptions["force"]): Promise<void> {
  try {
    requireFinished(path)
    await requirePlace(path, target, force)
    if ((await stat(target).catch(absent))?.isDirectory() === true)
      throw new UrneError("file-unwritable", { path, cause: "EISDIR" })
    const made = await makeFolders(dirname(target))
    try {
      const temporary = temporaryName(target)
      await asUnfinished(temporary, async () => {
        const file = await open(temporary, "wx", 0o600)
        await file.close()
      })
    } finally {
      for (const folder of made.toReversed()) await rmdir(folder).catch(() => undefined)
    }
  } catch (error) {
    throw unwritable(path, error)
  }
}

/** Requires that nothing has the name, or something that may be replaced. */
async function requirePlace(path: string, target: string, force: WriteOptions["force"] = false): Promise<void> {
  if (force === "opened") return
  if (force !== false) return requireReplaceable(path, target, force)
  if (await exists(target)) throw new UrneError("file-exists", { path })
}

function temporaryName(target: string): string {
  return unfinishedName(target, randomBytes(6).toString("hex"))
}

/**
 * Puts the new file or folder under the name. A file replaces another in one step. A folder cannot, so the old one is
 * put aside first and removed last. No signal is handled between the two steps: only a process that is killed there
 * leaves both folders, and none under the name.
 */
async function takePlace(temporary: string, target: string): Promise<void> {
  const isFolder = (await stat(temporary)).isDirectory()
  if (!isFolder || !(await exists(target))) return rename(temporary, target)
  const aside = asideName(temporary)
  renameSync(target, aside)
  try {
    renameSync(temporary, target)
  } catch (error) {
    renameSync(aside, target)
    throw error
  }
  await asUnfinished(aside, () => rm(aside, { recursive: true }))
}

/**
 * Takes a name that must be free. If another command took it a moment ago, the system itself refuses: it does not
 * rename a folder to one that holds files, or link a file to an existing name. Only memory sticks in FAT, which have no
 * links, leave a moment between check and rename.
 */
async function takeFreeName(path: string, temporary: string, target: string): Promise<void> {
  const isFolder = (await stat(temporary)).isDirectory()
  try {
    await (isFolder ? rename(temporary, target) : link(temporary, target))
  } catch (error) {
    if (await exists(target)) throw new UrneError("file-exists", { path })
    if (isFolder) throw error
    await rename(temporary, target)
  }
}

async function exists(target: string): Promise<boolean> {
  return (await lstat(target).catch(absent)) !== undefined
}

async function writeFile(path: string, content: Content, options: WriteOptions, signal: AbortSignal): Promise<void> {
  const file = await open(path, "wx", options.secret === true ? 0o600 : 0o644)
  try {
    await writeContent(file, content, signal)
    if (options.secret !== true) await file.chmod(0o644)
    await file.sync()
  } finally {
    await file.close()
  }
}

async function writeContent(file: FileHandle, content: Content, signal: AbortSignal): Promise<void> {
  if (typeof content === "string") await file.writeFile(content)
  else if (content instanceof Uint8Array) await file.writeFile(content)
  else for await (const block of untilCancelled(content, signal)) await file.writeFile(block)
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, "r")
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

function unreadable(path: string, error: unknown): unknown {
  const code = codeOf(error)
  if (code === undefined) return error
  if (code === "ENOENT") return new UrneError("file-absent", { path }, { cause: error })
  return new UrneError("file-unreadable", { path, cause: code }, { cause: error })
}

/** Faults of the medium, for which another place on it would be no better. */
const ofTheMedium = ["ENOSPC", "EDQUOT", "EFBIG", "EIO", "EMFILE", "ENFILE", "ENOMEM"]

function unwritable(path: string, error: unknown): unknown {
  const cause = codeOf(error)
  if (cause === undefined) return error
  const code = ofTheMedium.includes(cause) ? "file-not-written" : "file-unwritable"
  return new UrneError(code, { path, cause }, { cause: error })
}

/** The code of an error of the file system, such as `ENOSPC`. Other errors have codes too, SQLite's for example. */
function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "syscall" in error ? (error as NodeJS.ErrnoException).code : undefined
}
