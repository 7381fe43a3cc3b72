/** Reads what a restored election file says of itself, and compares it with its copy and with what this machine has seen. */
import type { AuthorityTable } from "../authority/table.ts"
import { base64, equalBytes } from "../core/bytes.ts"
import { UrneError } from "../core/error.ts"
import type { RestoredRelation } from "../core/vocabulary.ts"
import { logHead, logRoot } from "../journal/log-queries.ts"
import type { LogHead } from "../journal/log.ts"
import { journalHead } from "../journal/operations.ts"
import type { JournalTable } from "../journal/table.ts"
import { hasRegister, provedRegister, type RegisterFile } from "../register/queries.ts"
import type { Store } from "../store/store.ts"
import type { UrnTable } from "../urn/table.ts"
import { type CopiedLog, type CopyManifest, type Inside, partNames } from "./copy-manifest.ts"
import { evidenceNamed, lettersWerePrinted } from "./copy-parts-queries.ts"
import { requireIntact } from "./intact-queries.ts"
import type { LeftOut } from "./left-out.ts"

export interface RestoredFile extends RegisterFile {
  readonly store: Store
  readonly authority: AuthorityTable
  readonly urn: UrnTable
}

/** Reads which election it is, and how far its logs go. */
export function readHeads(file: Pick<RestoredFile, "election" | "journal" | "register">): Inside {
  const { uuid, rehearsal } = file.election.claimed()
  return { uuid, rehearsal, journal: logOf(journalHead(file.journal)), register: logOf(logHead(file.register)) }
}

function logOf({ size, root }: LogHead): CopiedLog {
  return { entries: size, root: base64(root) }
}

/**
 * Proves every entry of the journal and of the register, and every record of the archive.
 *
 * @throws UrneError `entry-altered`, `election-file-altered`, `act-altered`
 */
export function requireWhole(file: RestoredFile): void {
  requireIntact(file)
  if (hasRegister(file)) provedRegister(file)
}

/** Requires that the file has the state that the manifest of its copy states. @throws UrneError `copy-faulty` */
export function requireStated(inside: Inside, manifest: CopyManifest | undefined, path: string): void {
  if (manifest === undefined) return
  const text = ({ uuid, rehearsal, journal, register }: Inside) =>
    JSON.stringify([uuid, rehearsal, journal.entries, journal.root, register.entries, register.root])
  if (text(inside) !== text(manifest))
    throw new UrneError("copy-faulty", { path, rule: "differs", part: partNames.election })
}

/** Lists what a restored election lacks. The manifest of a copy says it; of a plain copy it follows from its entries. */
export function missingIn(file: RestoredFile, manifest: CopyManifest | undefined): readonly LeftOut[] {
  if (manifest !== undefined) return manifest.leftOut
  return [
    { kind: "urn-key", path: partNames.urnKey, why: "absent" },
    ...[...new Set(evidenceNamed(file))].map(
      (hash) => ({ kind: "evidence", path: `sha256:${hash}`, why: "absent" }) as const,
    ),
    ...(lettersWerePrinted(file) ? [{ kind: "letters", path: "SHA256SUMS", why: "absent" } as const] : []),
  ]
}

/** How a restored file stands to what was seen here, and by how many entries of the journal. */
export interface Standing {
  readonly relation: RestoredRelation
  readonly entries: number
}

/** Compares a journal with the highest state of it that this machine has seen. */
export function standingOf(journal: JournalTable, seen: LogHead | undefined): Standing {
  if (seen === undefined) return { relation: "never-seen", entries: 0 }
  const size = journal.size()
  if (size < seen.size) return { relation: "behind", entries: seen.size - size }
  if (!equalBytes(logRoot(journal, seen.size), seen.root)) return { relation: "another", entries: 0 }
  return size === seen.size ? { relation: "equal", entries: 0 } : { relation: "ahead", entries: size - seen.size }
}
