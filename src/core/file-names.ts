import { basename } from "node:path"
import { instantText } from "./instant.ts"
import type { Language } from "./vocabulary.ts"

/** The endings of election files and of their backups. */
const ending = /\.urne(-backup)?$/

/**
 * Names the key file beside `X.urne`: `X.urn-key`, or `X.2.urn-key` for the key with which the authority replaced the
 * first one.
 */
export function urnKeyPath(path: string, term = 1): string {
  return `${path.replace(ending, "")}${term === 1 ? "" : `.${term}`}.urn-key`
}

/** The stem that the names of an election's other files share: `congress` for `…/congress.urne`. */
export function stemOf(path: string): string {
  return basename(path).replace(ending, "")
}

/**
 * Names the folder of an election's published record, in the election's language: `congress-record` or
 * `congress-dossier` for `…/congress.urne`.
 */
export function recordFolder(path: string, locale: Language): string {
  return `${stemOf(path)}-${locale === "fr" ? "dossier" : "record"}`
}

/**
 * Names a backup for which the user gave no name. It does not end like an election file, so nobody opens it by mistake
 * for one.
 */
export function backupName(path: string, now: number): string {
  const at = instantText(now).slice(0, 16).replaceAll(/[-:]/g, "")
  return `${stemOf(path)}-${at}Z${backupEnding}`
}

/** `congress-20141128T2000Z.urne-backup`. */
const backupEnding = ".urne-backup"

/** Names an encrypted copy for which the user gave no name: `congress-20141128T2000Z.urne-backup.age`. */
export function encryptedBackupName(path: string, now: number): string {
  return `${backupName(path, now)}.age`
}

/** Whether a name is that of an encrypted copy, as urne gives it. */
export function isEncryptedBackupName(name: string): boolean {
  return name.endsWith(`${backupEnding}.age`)
}

/** Names of files that hold many: a folder of such a name would be taken for one. */
const archiveEnding = /\.(?:tar|tgz|tar\.gz|zip)$/i

export function isArchiveName(path: string): boolean {
  return archiveEnding.test(path)
}

/** Names a tar after a path that ends as an archive does. */
export function tarName(path: string): string {
  return `${path.replace(archiveEnding, "")}.tar`
}
