import { base64 } from "../core/bytes.ts"
import { UrneError } from "../core/error.ts"
import type { SigningKey } from "../notes/key.ts"
import type { Store } from "../store/store.ts"
import { currentCheckpoint } from "./checkpoint-operations.ts"
import { provedEntry } from "./entry-index-queries.ts"
import type { Event } from "./event.ts"
import { entries, eventOf, journalRoot, proveInclusion } from "./operations.ts"
import type { JournalTable } from "./table.ts"

export interface ListedEntry {
  readonly number: number
  readonly event: Event
}

export interface ListedJournal {
  readonly size: number
  /** The root of the whole journal, in base64. */
  readonly root: string
  readonly entries: readonly ListedEntry[]
}

/** Lists the last `last` entries, or those of them whose type begins with `type`. */
export function listEntries(
  journal: JournalTable,
  { last, type }: { readonly last: number; readonly type?: string },
): ListedJournal {
  const size = journal.size()
  const listed: ListedEntry[] = []
  for (const entry of entries(journal, Math.max(0, size - last))) {
    const event = eventOf(entry)
    if (type === undefined || event.type.startsWith(type)) listed.push({ number: entry.number, event })
  }
  return { size, root: base64(journalRoot(journal)), entries: listed }
}

/** A proof that an entry stands in the journal, for somebody who holds the last checkpoint (RFC 6962 section 2.1.1). */
export interface InclusionProof {
  readonly number: number
  readonly body: string
  readonly size: number
  readonly root: string
  readonly proof: readonly string[]
  readonly checkpoint: string
}

/** @throws UrneError `entry-altered`; `no-such-entry`, also for an entry that no checkpoint covers yet */
export function proveEntry(journal: JournalTable, number: number): InclusionProof {
  const checkpoint = journal.lastCheckpoint()
  if (checkpoint === undefined || number > checkpoint.size) {
    throw new UrneError("no-such-entry", { number, size: checkpoint?.size ?? 0 })
  }
  const { size, note } = checkpoint
  return {
    number,
    body: provedEntry(journal, number).body,
    size,
    root: base64(journalRoot(journal, size)),
    proof: proveInclusion(journal, number, size).map(base64),
    checkpoint: note,
  }
}

export interface ShownCheckpoint {
  /** How many entries the checkpoint covers. */
  readonly size: number
  readonly root: string
  readonly note: string
  /** How many entries the journal has: more than `size` where a checkpoint of all would date a few ballots. */
  readonly entries: number
}

/**
 * Makes a checkpoint of the journal as it stands now. While ballots come in, it returns the last one until there are
 * ten more ballots, because the file keeps when each checkpoint was made.
 */
export function checkpointNow(
  { store, journal }: { readonly store: Store; readonly journal: JournalTable },
  urnKey: SigningKey,
  now: number,
): ShownCheckpoint {
  return store.write(() => {
    const { size, note } = currentCheckpoint(journal, urnKey, now)
    return { size, root: base64(journalRoot(journal, size)), note, entries: journal.size() }
  })
}
