import { instantText, parseInstant } from "../core/instant.ts"
import { signCheckpoint } from "../notes/checkpoint.ts"
import type { SigningKey } from "../notes/key.ts"
import type { Store } from "../store/store.ts"
import { ballotsApart, isApart } from "./dating.ts"
import { ballotsSinceInstant } from "./instant-queries.ts"
import { journalHead, lastPhaseEntry } from "./operations.ts"
import type { StoredCheckpoint } from "./stored-checkpoint.ts"
import type { JournalTable } from "./table.ts"

/**
 * While ballots come in, a checkpoint waits for at least this long (milliseconds) after the last one and for ten more
 * ballots, so that no two checkpoints bracket a single voter.
 */
const checkpointInterval = 15 * 60 * 1000

/**
 * Whether a checkpoint is due: after each change of phase, and every fifteen minutes in which ballots were accepted, or
 * later, until ten were.
 */
export function checkpointDue(journal: JournalTable, now: number): boolean {
  const last = journal.lastCheckpoint()
  const phase = lastPhaseEntry(journal)
  // At once, or where the key was not there at once, when it tells nothing of the ballots that came since.
  if (phase !== undefined && phase.number > (last?.size ?? 0)) return isApart(ballotsSinceInstant(journal, now))
  const since = parseInstant(last?.at ?? "")
  if (last === undefined || since === undefined) return false
  // A checkpoint that a wrong clock dated in the future does not hold up the next one.
  if (since <= now && now < since + checkpointInterval) return false
  return ballotsSinceInstant(journal, now) >= ballotsApart
}

/**
 * Signs the journal as it stands and stores the note, inside the caller's transaction. When called again at the same
 * size, it returns the note that exists.
 *
 * @param urnKey - named as the journal's origin (`originOf`)
 * @param now - milliseconds; kept in the election file for `checkpointDue`, not in the note
 * @returns the source of the note
 */
export function makeCheckpoint(journal: JournalTable, urnKey: SigningKey, now: number): string {
  if (!journal.inTransaction()) throw new Error("a checkpoint is made in a transaction")
  const last = journal.lastCheckpoint()
  const head = journalHead(journal)
  if (last?.size === head.size) return last.note
  const note = signCheckpoint(head, urnKey)
  journal.insertCheckpoint({ size: head.size, at: instantText(now), note })
  return note
}

/**
 * Returns a checkpoint with which the journal can be shown to somebody now. It is a new one, or the last one where a
 * new one would reveal when a few ballots came. Runs inside the caller's transaction.
 */
export function currentCheckpoint(journal: JournalTable, urnKey: SigningKey, now: number): StoredCheckpoint {
  const last = journal.lastCheckpoint()
  if (last !== undefined && !isApart(ballotsSinceInstant(journal, now))) return last
  const note = makeCheckpoint(journal, urnKey, now)
  return { size: journal.size(), at: instantText(now), note }
}

/**
 * Makes a checkpoint if one is due, in a transaction of its own.
 *
 * @param isCertified - asked in the transaction, so that a key that was replaced meanwhile makes no checkpoint, which
 * would never count
 * @returns the source of its note, or `undefined` if none was due
 */
export function checkpointIfDue(
  { store, journal }: { readonly store: Store; readonly journal: JournalTable },
  urnKey: SigningKey,
  now: number,
  isCertified: (key: SigningKey) => boolean = () => true,
): string | undefined {
  if (!checkpointDue(journal, now)) return undefined
  // Checked again under the lock, since another command may have made one meanwhile.
  return store.write(() =>
    checkpointDue(journal, now) && isCertified(urnKey) ? makeCheckpoint(journal, urnKey, now) : undefined,
  )
}
