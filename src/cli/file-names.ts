import { basename, dirname } from "node:path"
import { instantText } from "../core/instant.ts"
import type { Files } from "../core/world.ts"
import type { UrnKeySearch } from "../journal/urn-key-search.ts"

/** What election files and their backups end with. */
const ending = /\.urne(-backup)?$/

/** `X.urn-key` beside `X.urne`, and `X.2.urn-key` for the key by which the authority replaced the first one. */
export function urnKeyPath(path: string, term = 1): string {
  return `${path.replace(ending, "")}${term === 1 ? "" : `.${term}`}.urn-key`
}

/** The name by which files about an election begin: `congress` of `…/congress.urne`. */
export function stemOf(path: string): string {
  return basename(path).replace(ending, "")
}

/** What a backup is called that was given no name: it ends otherwise than an election file, so that none is taken for it. */
export function backupName(path: string, now: number): string {
  const at = instantText(now).slice(0, 16).replaceAll(/[-:]/g, "")
  return `${stemOf(path)}-${at}Z${backupEnding}`
}

/** `congress-20141128T2000Z.urne-backup`. */
const backupEnding = ".urne-backup"

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
