import { dirname } from "node:path"
import { UrneError } from "../core/error.ts"
import { urnKeyPath } from "../core/file-names.ts"
import type { Files } from "../core/world.ts"
import type { SigningKey } from "../notes/key.ts"
import { readUrnKey, type WantedUrnKey } from "./urn-key.ts"

/** Where the key of an urn may be. It is recognised by its content; names only say where to look first. */
export interface UrnKeySearch {
  /** The file that the user named. If there is one, no other is looked at. */
  readonly given: string | undefined
  /** The usual places, likeliest first. */
  readonly places: readonly string[]
  /** Folders in which every file is read whose name says that it is an urn key. */
  readonly folders: readonly string[]
}

export interface FoundUrnKey {
  readonly path: string
  readonly key: SigningKey
}

/**
 * Lists where the urn key of an election file may be: beside the file under the usual name, beside the target of a
 * link, or under another name in one of these two folders.
 *
 * @param given - the file that the user named
 */
export async function urnKeySearch(files: Files, path: string, given: string | undefined): Promise<UrnKeySearch> {
  const target = await files.target(path)
  const paths = target === undefined ? [path] : [path, target]
  return { given, places: paths.map((one) => urnKeyPath(one)), folders: paths.map((one) => dirname(one)) }
}

/** Matches the name of an urn key or of a copy of one: `congress.urn-key`, `congress.urn-key.copy`, `urn-key-2014`. */
const keyName = /urn-key/i

/** How many files are read in one folder. It is meant to be the folder of one election, not an archive of many. */
const mostLookedAt = 50

/**
 * Finds the key of the urn that `wanted` describes, or returns `undefined`.
 *
 * @throws {@link UrneError} `not-an-urn-key`, `another-urn-key` where the file that was named, or the one that has the
 * usual name, is something else; `file-absent` where the one that was named is missing
 */
export async function findUrnKey(
  files: Files,
  { given, places, folders }: UrnKeySearch,
  wanted: WantedUrnKey,
): Promise<FoundUrnKey | undefined> {
  if (given !== undefined) return { path: given, key: await readUrnKey(files, given, wanted) }
  let refused: UrneError | undefined
  for (const path of await candidates(files, places, folders)) {
    try {
      return { path, key: await readUrnKey(files, path, wanted) }
    } catch (error) {
      if (!(error instanceof UrneError)) throw error
      if (places.includes(path)) refused ??= error as UrneError
    }
  }
  if (refused !== undefined) throw refused
  return undefined
}

async function candidates(
  files: Files,
  places: readonly string[],
  folders: readonly string[],
): Promise<ReadonlySet<string>> {
  const found = new Set<string>()
  for (const path of places) if ((await files.kind(path)) === "file") found.add(path)
  for (const folder of folders) {
    const names = (await namesIn(files, folder)).filter((name) => keyName.test(name))
    for (const name of names.slice(0, mostLookedAt)) {
      const path = folder === "." ? name : `${folder}/${name}`
      if ((await files.kind(path)) === "file") found.add(path)
    }
  }
  return found
}

/** Lists a folder. One that may be entered but not listed counts as empty. */
async function namesIn(files: Files, folder: string): Promise<readonly string[]> {
  try {
    return await files.list(folder)
  } catch (error) {
    if (error instanceof UrneError) return []
    throw error
  }
}
