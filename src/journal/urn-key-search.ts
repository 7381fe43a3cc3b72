import { dirname } from "node:path"
import { UrneError } from "../core/error.ts"
import { urnKeyPath } from "../core/file-names.ts"
import { type Files } from "../core/world.ts"
import { type SigningKey } from "../notes/key.ts"
import { readUrnKey, type WantedUrnKey } from "./urn-key.ts"

/** Where the key of an urn may be. It is known by what it holds; names only say where to look first. */
export interface UrnKeySearch {
  /** The file that the user named: then no other is looked at. */
  readonly given: string | undefined
  /** Where it usually stands, the likeliest first. */
  readonly places: readonly string[]
  /** Folders in which every file is looked at whose name says that it is an urn key. */
  readonly folders: readonly string[]
}

export interface FoundUrnKey {
  readonly path: string
  readonly key: SigningKey
}

/**
 * Where the urn key of an election file may be: beside it under the usual name, beside what a link leads to, or under
 * another name in one of these two folders.
 *
 * @param given the file that the user named
 */
export async function urnKeySearch(files: Files, path: string, given: string | undefined): Promise<UrnKeySearch> {
  const target = await files.target(path)
  const paths = target === undefined ? [path] : [path, target]
  return { given, places: paths.map((one) => urnKeyPath(one)), folders: paths.map((one) => dirname(one)) }
}

/** What a name of an urn key, or of a copy of one, holds: `congress.urn-key`, `congress.urn-key.copy`, `urn-key-2014`. */
const keyName = /urn-key/i

/** Files looked at in one folder: it is a folder of an election, not an archive of many. */
const mostLookedAt = 50

/**
 * The key of the urn that `wanted` says, `undefined` if it is nowhere.
 *
 * @throws {@link UrneError} of the file that was named or that has the usual name, and is another: `not-an-urn-key`,
 * `another-urn-key`; `file-absent` of the one that was named
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

/** A folder that may be entered and not listed hides what is in it. */
async function namesIn(files: Files, folder: string): Promise<readonly string[]> {
  try {
    return await files.list(folder)
  } catch (error) {
    if (error instanceof UrneError) return []
    throw error
  }
}
