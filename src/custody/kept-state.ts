import { lossOf, type LostState, mayHaveLostBallot, mayHaveLostState } from "../authority/lost-state.ts"
import { effectiveActs } from "../authority/proven-acts.ts"
import { hasState } from "../authority/statement-queries.ts"
import type { AuthorityTable } from "../authority/table.ts"
import { urnKeyTerms } from "../authority/urn-key-queries.ts"
import { utf8Text } from "../core/bytes.ts"
import { UrneError } from "../core/error.ts"
import type { Files } from "../core/world.ts"
import type { ElectionTable } from "../definition/table.ts"
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

/** What a kept note shows to be lost. */
export interface ShownLoss {
  /** The state of the journal that it names. */
  readonly state: LostState
  /**
   * Whether this journal has that state, and what came next is lost all the same: the note is a receipt, and its ballot
   * is not in this urn.
   */
  readonly isHere: boolean
}

/**
 * Reads what a kept note shows that this file has not. Returns nothing where the file has it all.
 *
 * @throws UrneError `file-absent`, `not-a-checkpoint`, and where the urn's tables are altered
 */
export async function readShownLoss(
  file: SignedFile & LedgerFile,
  path: string,
  files: Files,
): Promise<ShownLoss | undefined> {
  const { state, ballot } = await readKeptNote(file, path, files)
  if (!hasState(file.journal, state)) return { state, isHere: false }
  if (ballot === undefined || isInUrn(file, ballot)) return undefined
  return { state, isHere: true }
}

/** Returns the number of the act `recover` in effect that can have given up what a note names. */
function actThatGaveUp(file: SignedFile, { state, ballot }: KeptNote, isHere: boolean): number | undefined {
  return effectiveActs(file, "recover").find((act) =>
    ballot === undefined
      ? mayHaveLostState(lossOf(act), state)
      : mayHaveLostBallot(lossOf(act), { height: ballot.height, before: state }, isHere),
  )?.number
}

function isInUrn(file: LedgerFile, { tracker, height }: Pick<Receipt, "tracker" | "height">): boolean {
  return file.store.read(() => provedUrn(file).ballot(tracker))?.height === height
}

/**
 * Compares a note that somebody kept with this file: its state must be the beginning of this journal, and its ballot
 * must be in the urn.
 *
 * @throws UrneError `not-a-checkpoint`, `rollback`, `journal-rewritten`, `receipt-of-lost-ballot`, and `note-given-up`
 * where a recovery explains any of these
 */
export async function checkKeptNote(
  file: SignedFile & LedgerFile,
  path: string,
  files: Files,
): Promise<{ readonly checkpoint: number; readonly size: number }> {
  const { journal } = file
  const kept = await readKeptNote(file, path, files)
  const { size } = kept.state
  const isHere = hasState(journal, kept.state)
  const lost = isHere && kept.ballot !== undefined && !isInUrn(file, kept.ballot) ? kept.ballot : undefined
  if (isHere && lost === undefined) return { checkpoint: size, size: journal.size() }
  const act = actThatGaveUp(file, kept, isHere)
  if (act !== undefined) throw new UrneError("note-given-up", { note: path, act })
  if (lost !== undefined) throw new UrneError("receipt-of-lost-ballot", { note: path, tracker: lost.tracker })
  if (size > journal.size()) throw new UrneError("rollback", { seen: size, found: journal.size(), note: path })
  throw new UrneError("journal-rewritten", { seen: size, note: path })
}
