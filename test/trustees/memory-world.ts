import { concat, utf8 } from "../../src/core/bytes.ts"
import { UrneError } from "../../src/core/error.ts"
import { sha256 } from "../../src/core/hash.ts"
import type { Files, World } from "../../src/core/world.ts"
import { uncancelled } from "../support/tools.ts"

export interface MemoryWorld extends World {
  /** Every file that was written, by its path. */
  readonly disk: Map<string, Uint8Array>
  /** Paths of files that were written as secrets. */
  readonly secrets: Set<string>
}

/** A world without a disk: the clock stands still, chance repeats. */
export function memoryWorld(now = Date.UTC(2014, 10, 1)): MemoryWorld {
  const disk = new Map<string, Uint8Array>()
  const secrets = new Set<string>()
  let draws = 0
  return {
    disk,
    secrets,
    now: () => now,
    random: (length) => {
      const draw = draws++
      return concat(...Array.from({ length: Math.ceil(length / 32) }, (_, i) => sha256(`${draw} ${i}`))).slice(
        0,
        length,
      )
    },
    files: memoryFiles(disk, secrets),
    jobs: 1,
    signal: uncancelled,
    progress: () => undefined,
    software: "urne 0.0.0-test",
  }
}

function memoryFiles(disk: Map<string, Uint8Array>, secrets: Set<string>): Files {
  const there = (path: string) => {
    const bytes = disk.get(path)
    if (bytes === undefined) throw new UrneError("file-absent", { path })
    return bytes
  }
  const never = (): never => {
    throw new Error("not here")
  }
  return {
    read: (path) => Promise.resolve().then(() => there(path)),
    kind: (path) => Promise.resolve(disk.has(path) ? "file" : undefined),
    target: never,
    list: never,
    stream: never,
    writeFolder: never,
    requireWritable: (path, { force = false } = {}) =>
      disk.has(path) && !force ? Promise.reject(new UrneError("file-exists", { path })) : Promise.resolve(),
    writeWhole: (path, content, options = {}) =>
      Promise.resolve().then(() => {
        if (disk.has(path) && options.force !== true) throw new UrneError("file-exists", { path })
        if (options.secret === true) secrets.add(path)
        disk.set(path, typeof content === "string" ? utf8(content) : (content as Uint8Array))
      }),
  }
}
