/** A copy of the file with all that it lacks, and a recovery with the shares that exist. */
import type { ActProgress } from "../authority/act-queries.ts"
import { shellWord } from "../core/shell-word.ts"
import { isEvidencePart, isLettersPart, partNames } from "../custody/copy-manifest.ts"
import type { EncryptedBackup } from "../custody/encrypted-operations.ts"
import type { LeftOut } from "../custody/left-out.ts"
import type { Backup } from "../custody/operations.ts"
import type { DecryptedHere } from "../journal/machine-memory.ts"
import { hanging, safe, type Screen } from "../terminal/output.ts"
import { actOutcome } from "./act.ts"

/** A copy, and the files to keep beside it. */
export interface BackedUp extends Backup {
  readonly leftOut: readonly LeftOut[]
}

/** Says where the copy is, and what no copy of the file holds. */
export function backupScreen({ path, entries, sha256, leftOut }: BackedUp, screen: Screen): string {
  const { labels, count, style } = screen
  const { custody } = labels
  const missing = leftOut.map(({ kind, path: name }) =>
    hanging("  ", labels.command.titled(safe(name), custody.leftOut[kind]), screen),
  )
  const noKey = leftOut.some(({ kind }) => kind === "urn-key") ? [] : [`  ${style.red(custody.noUrnKey)}`]
  const lines = [
    custody.backedUp(safe(path), count(entries)),
    `sha256 ${sha256}`,
    "",
    style.yellow(custody.notInCopy),
    ...noKey,
    ...missing,
    "",
    custody.restore(safe(path)),
  ]
  return `${lines.join("\n")}\n`
}

export type Encrypted = EncryptedBackup

/** Says who can open the copy, what is in it, and what is not. */
export function encryptedScreen({ path, recipients, manifest, sha256 }: Encrypted, screen: Screen): string {
  const { labels, count, style } = screen
  const { custody } = labels
  const { journal, register, files, leftOut } = manifest
  const pieces = files.filter(({ name }) => isEvidencePart(name)).length
  const parts = [
    custody.parts.election,
    ...(files.some(({ name }) => name === partNames.urnKey) ? [custody.parts.urnKey] : []),
    custody.parts.definition,
    ...(pieces > 0 ? [custody.parts.evidence(count(pieces))] : []),
    ...(files.some(({ name }) => isLettersPart(name)) ? [custody.parts.letters] : []),
  ]
  const missing = leftOut.map(({ kind, path: name, why }) =>
    hanging(
      "  ",
      labels.command.titled(safe(name), `${custody.leftOutKinds[kind]}, ${custody.whyLeftOut[why]}`),
      screen,
    ),
  )
  const lines = [
    custody.encryptedTo(safe(path), recipients.length),
    `sha256 ${sha256}`,
    custody.holdsLogs(count(journal.entries), count(register.entries)),
    "",
    custody.inCopy,
    ...parts.map((part) => `  ${part}`),
    ...(missing.length === 0 ? [] : ["", style.yellow(custody.notInEncrypted), ...missing]),
    "",
    custody.proveCopy(shellWord(safe(path))),
  ]
  return `${lines.join("\n")}\n`
}

/** A recovery, and the holders who have decrypted a tally. */
interface Recovery extends ActProgress {
  readonly decrypted: readonly DecryptedHere[]
  /** Whether the hour of closing is still ahead, before which no tally is ever computed. */
  readonly beforeClose: boolean
}

/** Shows how far the act has come, and whose shares exist already, once there may be some. */
export function recoverScreen(progress: Recovery, screen: Screen): string {
  const { custody } = screen.labels
  const { decrypted, beforeClose } = progress
  const lines = decrypted.map(({ holder, tally }) => custody.hasDecrypted(safe(holder), safe(tally)))
  const known = lines.length > 0 ? lines : beforeClose ? [] : [custody.noneDecrypted]
  return [actOutcome(progress, screen), ...known.map((line) => `${line}\n`)].join(known.length > 0 ? "\n" : "")
}
