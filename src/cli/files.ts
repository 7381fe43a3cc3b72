import { randomBytes } from "node:crypto"
import { createReadStream } from "node:fs"
import { type FileHandle, mkdir, open, readdir, rename, rm, stat } from "node:fs/promises"
import { dirname, join, resolve } from "node:path"
import { concat, utf8 } from "../core/bytes.ts"
import { UrneError } from "../core/error.ts"
import type { Content, Files, FolderEntry, WriteOptions } from "../core/world.ts"

const usualLimit = 16 * 1024 * 1024

/** Files on disk, by paths relative to `cwd`; `-` reads `stdin`. Everything is written whole or not at all. */
export function diskFiles(cwd: string, stdin: AsyncIterable<unknown>): Files {
  const at = (path: string) => resolve(cwd, path)

  async function* stream(path: string): AsyncIterable<Uint8Array> {
    const source = path === "-" ? stdin : createReadStream(at(path), { highWaterMark: 1 << 18 })
    try {
      for await (const block of source) yield typeof block === "string" ? utf8(block) : (block as Uint8Array)
    } catch (error) {
      throw unreadable(path, error)
    }
  }

  return {
    stream,
    async read(path, limit = usualLimit) {
      const blocks: Uint8Array[] = []
      let length = 0
      for await (const block of stream(path)) {
        length += block.length
        if (length > limit) throw new UrneError("file-too-large", { path, limit })
        blocks.push(block)
      }
      return concat(...blocks)
    },
    async kind(path) {
      try {
        const found = await stat(at(path))
        return found.isDirectory() ? "folder" : found.isFile() ? "file" : "other"
      } catch (error) {
        if (codeOf(error) === "ENOENT" || codeOf(error) === "ENOTDIR") return undefined
        throw unreadable(path, error)
      }
    },
    async list(path) {
      try {
        return (await readdir(at(path))).sort()
      } catch (error) {
        throw unreadable(path, error)
      }
    },
    async writeWhole(path, content, options = {}) {
      await replacing(path, at(path), options, (temporary) => writeFile(temporary, content, options))
    },
    async writeFolder(path, entries, options = {}) {
      await replacing(path, at(path), options, async (temporary) => {
        await mkdir(temporary, { mode: options.secret === true ? 0o700 : 0o755 })
        for await (const entry of entries) await writeEntry(temporary, entry, options)
      })
    },
  }
}

async function writeEntry(folder: string, entry: FolderEntry, options: WriteOptions): Promise<void> {
  const target = join(folder, entry.name)
  await mkdir(dirname(target), { recursive: true, mode: options.secret === true ? 0o700 : 0o755 })
  await writeFile(target, entry.content, options)
}

/** Lets `write` make a temporary file or folder beside `target`, then renames it; on failure nothing stays. */
async function replacing(
  path: string,
  target: string,
  options: WriteOptions,
  write: (temporary: string) => Promise<void>,
): Promise<void> {
  const exists = (await stat(target).catch(() => undefined)) !== undefined
  if (exists && options.force !== true) throw new UrneError("file-exists", { path })
  const temporary = `${target}.${randomBytes(6).toString("hex")}.part`
  try {
    await mkdir(dirname(target), { recursive: true })
    await write(temporary)
    await takePlace(temporary, target)
    await syncFolder(dirname(target))
  } catch (error) {
    await rm(temporary, { recursive: true, force: true })
    if (error instanceof UrneError || codeOf(error) === undefined) throw error
    throw new UrneError("storage", { path, cause: codeOf(error) ?? "" }, { cause: error })
  }
}

/** A file takes the place of another in one step; a folder cannot, so the old one steps aside first and goes last. */
async function takePlace(temporary: string, target: string): Promise<void> {
  const isFolder = (await stat(temporary)).isDirectory()
  const isTaken = (await stat(target).catch(() => undefined)) !== undefined
  if (!isFolder || !isTaken) return rename(temporary, target)
  const aside = `${temporary}.old`
  await rename(target, aside)
  await rename(temporary, target)
  await rm(aside, { recursive: true })
}

async function writeFile(path: string, content: Content, options: WriteOptions): Promise<void> {
  const file = await open(path, "wx", options.secret === true ? 0o600 : 0o644)
  try {
    await writeContent(file, content)
    if (options.secret !== true) await file.chmod(0o644)
    await file.sync()
  } finally {
    await file.close()
  }
}

async function writeContent(file: FileHandle, content: Content): Promise<void> {
  if (typeof content === "string") await file.writeFile(content)
  else if (content instanceof Uint8Array) await file.writeFile(content)
  else for await (const block of content) await file.writeFile(block)
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

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && !(error instanceof UrneError) ? (error as NodeJS.ErrnoException).code : undefined
}
