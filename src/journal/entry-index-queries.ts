/**
 * The index of a journal: which entries it holds, by type, as this program itself read them. A decision that needs
 * "the last entry that changed the phase" asks here. An index of the election file would say whatever somebody who can
 * write to the file makes it say.
 */
import { equalBytes } from "../core/bytes.ts"
import { UrneError } from "../core/error.ts"
import * as merkle from "../notes/merkle.ts"
import type { EntryIndex } from "./entry-index.ts"
import { parseBody } from "./entry.ts"
import type { Event, EventType } from "./event.ts"
import { earliestOf } from "./phase.ts"
import type { Entry, JournalTable } from "./table.ts"

/** An entry together with the event its body holds. */
export interface JournalEntry<E extends Event = Event> extends Entry {
  readonly event: E
}

const nothing: EntryIndex = {
  ...{ size: 0, root: merkle.emptyRoot, phase: 0, at: "" },
  numbers: new Map(),
}

/** The index of a journal, and which of its entries were proved since the rows last changed. */
interface Read {
  readonly version: string | undefined
  readonly index: EntryIndex
  readonly proved: Map<number, JournalEntry>
  readonly prove: Prove
}

const indexes = new WeakMap<JournalTable, Read>()
/** The index with which each journal starts, because this machine remembers it. */
const remembered = new WeakMap<JournalTable, EntryIndex>()

/** Starts the index from what this machine read before, so that only newer entries are read. */
export function rememberEntryIndex(journal: JournalTable, index: EntryIndex): void {
  remembered.set(journal, index)
}

/**
 * Returns the index of a journal as it stands. Entries read earlier are recognised by their root; newer ones are
 * read, each with its leaf and the nodes that it completes. Where nothing is remembered, all entries are read once.
 *
 * @throws {@link UrneError} `entry-altered`
 */
export function entryIndexOf(journal: JournalTable): EntryIndex {
  return readOf(journal).index
}

function readOf(journal: JournalTable): Read {
  const version = journal.version()
  const known = indexes.get(journal)
  if (known !== undefined && version !== undefined && known.version === version) return known
  const size = journal.size()
  // An index that was read inside a transaction which was then undone no longer continues.
  const begun = [known?.index, remembered.get(journal)].find((each) => each && continues(journal, each, size))
  const index = begun?.size === size ? begun : extended(journal, begun ?? nothing, size)
  const read = { version, index, proved: new Map<number, JournalEntry>(), prove: proverOf(journal, index) }
  indexes.set(journal, read)
  return read
}

/**
 * Returns entry `number`, proved to stand in the journal as it is now. Each entry is proved once as long as no row
 * changes, since a command asks for the same few entries many times.
 *
 * @throws {@link UrneError} `entry-altered`
 */
export function provedEntry(journal: JournalTable, number: number): JournalEntry {
  const { proved, prove } = readOf(journal)
  const known = proved.get(number)
  if (known !== undefined) return known
  const entry = journal.byNumber(number)
  if (entry === undefined) throw alteredEntry(number)
  const found = { ...entry, event: prove(entry) }
  proved.set(number, found)
  return found
}

/** Whether an index is the beginning of the journal, which has `now` entries. */
export function continues(journal: JournalTable, { size, root }: EntryIndex, now: number): boolean {
  return size <= now && equalBytes(merkle.rootAt(size, journal.nodeAt), root)
}

function extended(journal: JournalTable, before: EntryIndex, size: number): EntryIndex {
  const numbers = new Map<string, number[]>([...before.numbers].map(([type, all]) => [type, [...all]]))
  let { phase, at } = before
  let last: Event | undefined
  const lastPhase = () => (last ??= phaseEventOf(journal, before))
  for (const { number, event } of entriesRead(journal, before.size, size)) {
    const all = numbers.get(event.type)
    if (all === undefined || event.type === "urn.accepted") numbers.set(event.type, [number])
    else all.push(number)
    if ("phase" in event) {
      phase = number
      last = event
    }
    at = latestInstant(at, event, lastPhase)
  }
  return { size, root: merkle.rootAt(size, journal.nodeAt), phase, at, numbers }
}

/** Reads the entry that last changed the phase in a journal as it was. */
function phaseEventOf(journal: JournalTable, index: EntryIndex): Event | undefined {
  const entry = index.phase === 0 ? undefined : journal.byNumber(index.phase)
  return entry === undefined ? undefined : provedEvent(journal, index, entry)
}

/**
 * After an act that gives up a wrong clock, instants count anew, starting with the act's own entry.
 *
 * @param lastPhase - the event that last changed the phase
 */
function latestInstant(before: string, event: Event, lastPhase: () => Event | undefined): string {
  if (event.type === "act.effective" && event.clock !== undefined) return event.at
  const at = ("at" in event ? event.at : undefined) ?? earliestOf(event, lastPhase())
  return at !== undefined && at > before ? at : before
}

const pageLength = 500

/**
 * Yields the entries after number `after` up to and including `last`. It checks each against the Merkle tree, and that
 * none is left out.
 */
function* entriesRead(
  journal: JournalTable,
  after: number,
  last: number,
): Generator<{ readonly number: number; readonly event: Event }, void, undefined> {
  for (let at = after; at < last;) {
    const page = journal.page(at, last, pageLength)
    if (page.length === 0) throw alteredEntry(at + 1)
    for (const { number, body } of page) {
      const event = number === at + 1 ? parseBody(body) : undefined
      if (event === undefined || !hasNodes(journal, number, body)) throw alteredEntry(at + 1)
      at = number
      yield { number, event }
    }
  }
}

/** Whether the nodes that an entry completes follow from its body. */
function hasNodes(journal: JournalTable, number: number, body: string): boolean {
  const nodes = merkle.completedNodes(number - 1, merkle.leafHash(body), journal.nodeAt)
  return nodes.every((node) => equalBytes(node.hash, journal.nodeAt(node.level, node.number)))
}

/**
 * Reads the event of an entry, and proves that it stands in the journal from which the index was made.
 *
 * @throws {@link UrneError} `entry-altered`
 */
export function provedEvent(journal: JournalTable, index: EntryIndex, entry: Entry): Event {
  return proverOf(journal, index)(entry)
}

/** The event of an entry of the journal. @throws {@link UrneError} `entry-altered` */
type Prove = (entry: Entry) => Event

/**
 * Returns a function that proves entries under one root. Each proof uses only the nodes that were not proved before.
 */
function proverOf(journal: JournalTable, { size, root }: EntryIndex): Prove {
  let isIncluded: ((index: number, leaf: Uint8Array) => boolean) | undefined
  return ({ number, body }) => {
    isIncluded ??= merkle.inclusionProver(size, root, journal.nodeAt)
    const event = parseBody(body)
    if (event === undefined || !isIncluded(number - 1, merkle.leafHash(body))) throw alteredEntry(number)
    return event
  }
}

/** Lists the numbers of the entries of a type, in order. For `urn.accepted` it gives only the last. */
export function numbersOf(index: EntryIndex, type: EventType): readonly number[] {
  return index.numbers.get(type) ?? []
}

function alteredEntry(number: number): UrneError {
  return new UrneError("entry-altered", { of: "journal", number })
}
