import { join } from "node:path"
import type { FileOpener } from "../core/age-file.ts"
import { sha256Stream } from "../core/hash.ts"
import type { World } from "../core/world.ts"
import type { LogHead } from "../journal/log.ts"
import { type Inside, partNames } from "./copy-manifest.ts"
import type { LeftOut } from "./left-out.ts"
import {
  missingIn,
  readHeads,
  requireStated,
  requireWhole,
  type RestoredFile,
  type Standing,
  standingOf,
} from "./restored-queries.ts"
import { type CopyKind, kindOfCopy, unpack } from "./unpacking.ts"

/**
 * Opens an election file as commands do, with all that they prove, and closes it again. Nothing is remembered of it on
 * this machine.
 */
export type OpenRestored = <T>(path: string, work: (file: RestoredFile) => T | Promise<T>) => Promise<T>

export interface RestoreRequest {
  readonly path: string
  readonly openers: readonly FileOpener[]
  /** The folder that is made. */
  readonly out: string
}

export interface Restored extends Inside {
  readonly path: string
  readonly copy: { readonly path: string; readonly kind: CopyKind; readonly sha256: string }
  /** When an encrypted copy was made: RFC 3339, UTC. */
  readonly made: string | undefined
  readonly missing: readonly LeftOut[]
  readonly standing: Standing
}

/**
 * Restores an election from a copy into a new folder. The folder gets its name once everything in it was compared with
 * the manifest and the election file was opened and proved; if anything fails there is none.
 *
 * @param seen - returns the highest state that this machine has seen of an election
 * @throws UrneError `copy-unopened`, `copy-faulty`, `file-exists`, and what opening an election file throws
 */
export async function restoreCopy(
  { path, openers, out }: RestoreRequest,
  { open, seen }: { readonly open: OpenRestored; readonly seen: (uuid: string) => Promise<LogHead | undefined> },
  world: World,
): Promise<Restored> {
  const { files } = world
  const kind = await kindOfCopy(path, files)
  await files.requireWritable(out)
  return files.inWorkshop(out, async (folder) => {
    const made = join(folder, "restored")
    const { manifest } = await unpack(path, { kind, openers }, made, files)
    const found = await open(join(made, partNames.election), async (file) => {
      const inside = readHeads(file)
      requireStated(inside, manifest, path)
      requireWhole(file)
      const standing = standingOf(file.journal, await seen(inside.uuid))
      return { ...inside, standing, missing: missingIn(file, manifest) }
    })
    const sha256 = await sha256Stream(files.stream(path))
    await files.place(made, out)
    return { path: out, copy: { path, kind, sha256 }, made: manifest?.made, ...found }
  })
}
