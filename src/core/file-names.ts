import { basename } from "node:path"
import { instantText } from "./instant.ts"

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
