import { concat, utf8 } from "../../src/core/bytes.ts"
import { UrneError } from "../../src/core/error.ts"
import { sha256 } from "../../src/core/hash.ts"
import type { Content, Files, World } from "../../src/core/world.ts"
import { type Clock, clockAt } from "../../src/rehearsal/stage.ts"
import { noNetwork, uncancelled } from "../support/tools.ts"

export interface MemoryWorld extends World {
  /** Holds every file that was written, by its path. */
  readonly disk: Map<string, Uint8Array>
  /** Lists the paths of files that were written as secrets. */
  readonly secrets: Set<string>
  /** The clock may be set by a test that leads an election through its hours. */
  clock: Clock
}

/** Makes a world without a disk, whose clock stands still until it is moved, and whose random draws repeat. */
export function memoryWorld(now = Date.UTC(2014, 10, 1)): MemoryWorld {
  const disk = new Map<string, Uint8Array>()
  const secrets = new Set<string>()
  let draws = 0
  const world: MemoryWorld = {
    disk,
    secrets,
    clock: clockAt(now),
    now: () => world.clock.now(),
    random: (length) => {
      const draw = draws++
      return concat(...Array.from({ length: Math.ceil(length / 32) }, (_, i) => sha256(`${draw} ${i}`))).slice(
        0,
        length,
      )
    },
    files: memoryFiles(disk, secrets),
    network: noNetwork,
    jobs: 1,
    signal: uncancelled,
    progress: () => undefined,
    software: "urne 0.0.0-test",
  }
  return world
}

async function bytesOf(content: Content): Promise<Uint8Array> {
  if (typeof content === "string") return utf8(content)
  if (content instanceof Uint8Array) return content
  const blocks: Uint8Array[] = []
  for await (const block of content) blocks.push(block)
  return concat(...blocks)
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
    stream: async function* (path) {
      yield await Promise.resolve(there(path))
    },
    writeFolder: never,
    inWorkshop: never,
    place: never,
    remove: (path) => {
      disk.delete(path)
      return Promise.resolve()
    },
    setAside: () => Promise.reject(new Error("no folders here")),
    condition: () => Promise.resolve({ free: 0, readable: undefined }),
    requireWritable: (path, { force = false } = {}) =>
      disk.has(path) && !force ? Promise.reject(new UrneError("file-exists", { path })) : Promise.resolve(),
    writeWhole: (path, content, options = {}) =>
      bytesOf(content).then((bytes) => {
        if (disk.has(path) && (options.force ?? false) === false) throw new UrneError("file-exists", { path })
        if (options.secret === true) secrets.add(path)
        disk.set(path, bytes)
      }),
  }
}
