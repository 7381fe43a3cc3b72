import type { LostState } from "../authority/lost-state.ts"
import type { AuthorityTable } from "../authority/table.ts"
import { urnKeyTerms } from "../authority/urn-key-queries.ts"
import { equalBytes, utf8Text } from "../core/bytes.ts"
import { UrneError } from "../core/error.ts"
import type { Files } from "../core/world.ts"
import type { ElectionTable } from "../definition/table.ts"
import { journalRoot } from "../journal/operations.ts"
import type { JournalTable } from "../journal/table.ts"
import { restoredNote } from "../notes/note.ts"
import type { Receipt } from "../notes/receipt.ts"
import { openUrnCheckpoint, openUrnReceipt } from "../notes/urn-key-term.ts"
import { type LedgerFile, provedUrn } from "../urn/ledger-queries.ts"

interface SignedFile {
  readonly journal: JournalTable
  readonly election: ElectionTable
  readonly authority: AuthorityTable
}

/** What a note that somebody kept shows: the state of the journal that it names, and the ballot that it promises. */
interface KeptNote {
  readonly state: LostState
  readonly ballot: Pick<Receipt, "tracker" | "height"> | undefined
}

/**
 * Reads a note that the urn key signed and somebody kept: a checkpoint, or the receipt of a ballot, which names the
 * state of the journal before it.
 *
 * @throws UrneError `file-absent`, `not-a-checkpoint`
 */
async function readKeptNote(file: SignedFile, path: string, files: Files): Promise<KeptNote> {
  const source = restoredNote(utf8Text(await files.read(path, 1 << 16)) ?? "")
  const terms = urnKeyTerms(file)
  const receipt = openUrnReceipt(source, terms)
  if ("receipt" in receipt) return { state: receipt.receipt.before, ballot: receipt.receipt }
  const opened = openUrnCheckpoint(source, terms)
  if ("fault" in opened) throw new UrneError("not-a-checkpoint", { fault: opened.fault })
  return { state: opened.checkpoint, ballot: undefined }
}

/** Reads the state of the journal that a kept note names. @throws UrneError `file-absent`, `not-a-checkpoint` */
export async function readKeptState(file: SignedFile, path: string, files: Files): Promise<LostState> {
  return (await readKeptNote(file, path, files)).state
}

/**
 * Compares a note that somebody kept with this file: its state must be the beginning of this journal, and its ballot
 * must be in the urn.
 *
 * @throws UrneError `not-a-checkpoint`, `rollback`, `journal-rewritten`, `receipt-of-lost-ballot`
 */
export async function checkKeptNote(
  file: SignedFile & LedgerFile,
  path: string,
  files: Files,
): Promise<{ readonly checkpoint: number; readonly size: number }> {
  const { journal } = file
  const { state, ballot } = await readKeptNote(file, path, files)
  const { size, root } = state
  if (size > journal.size()) throw new UrneError("rollback", { seen: size, found: journal.size(), note: path })
  if (!equalBytes(journalRoot(journal, size), root)) {
    throw new UrneError("journal-rewritten", { seen: size, note: path })
  }
  if (ballot === undefined) return { checkpoint: size, size: journal.size() }
  if (file.store.read(() => provedUrn(file).ballot(ballot.tracker))?.height !== ballot.height) {
    throw new UrneError("receipt-of-lost-ballot", { note: path, tracker: ballot.tracker })
  }
  return { checkpoint: size, size: journal.size() }
}
