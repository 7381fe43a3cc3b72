import { equalBytes, hex } from "../core/bytes.ts"
import { UrneError } from "../core/error.ts"
import { firstFormat, type Format, hasFeature, statedFormat } from "../core/format.ts"
import { hmacSha256 } from "../core/hash.ts"
import { type Phase } from "../core/vocabulary.ts"
import { type Random } from "../core/world.ts"
import * as merkle from "../notes/merkle.ts"
import { timeAfterLast } from "./clock-queries.ts"
import { ballotsApart, isApart, mustBeDated } from "./dating.ts"
import { entryBody, parseBody, stamped } from "./entry.ts"
import { type ElectionCreated, type Event, type EventType, type NewEvent } from "./event.ts"
import { closingOf, phaseAt } from "./phase.ts"
import { type JournalEntry, numbersOf, provedEntry, registerOf } from "./register-queries.ts"
import { type JournalHead } from "./seen.ts"
import { type Entry, type JournalTable } from "./table.ts"

/** Rows read at once: enough to be fast, few enough that memory stays constant. */
const pageLength = 500

/**
 * Appends one event inside the caller's transaction, so that what happened and the entry that says so are one. Stamps the
 * instant, unless it would tell when a few ballots came; entries do not go back in time: a clock that stands up to two seconds
 * behind the last entry stamps that entry's instant again. Only an act `recover` that gives up a wrong clock begins anew.
 *
 * @param now milliseconds.
 * @returns the number of the entry, which is the new size of the journal.
 * @throws {@link UrneError} `clock-went-back`, `clock-far-ahead`.
 */
export function append(journal: JournalTable, now: number, event: NewEvent): number {
  if (!journal.inTransaction()) throw new Error("an entry is appended in the transaction whose effect it records")
  const at = givesUpClock(event) ? now : timeAfterLast(journal, now)
  const complete = stamped(event, isDated(journal, event, at) ? at : undefined)
  if (
    "phase" in complete &&
    ["open", "suspended"].includes(complete.phase ?? "") &&
    closingOf(complete) === undefined
  ) {
    throw new Error(`${complete.type} leaves the urn open without an hour of closing`)
  }
  const body = entryBody(complete)
  const before = journal.size()
  const nodes = merkle.completedNodes(before, merkle.leafHash(body), journal.nodeAt)
  journal.insert({ number: before + 1, body }, nodes)
  return before + 1
}

/** The one entry that may go back in time: the act that gives up the instant of the last one, as written by a wrong clock. */
function givesUpClock(event: NewEvent): boolean {
  return event.type === "act.effective" && event.clock !== undefined
}

function isDated(journal: JournalTable, { type }: NewEvent, at: number): boolean {
  if (mustBeDated(type) || datesTellNothing(journal)) return true
  // That a batch was announced in time is read off its entry, once no vote may begin any more.
  const closes = type === "urn.batch-announced" ? closingOf(lastPhaseEntry(journal)?.event) : undefined
  return closes !== undefined && at >= closes
}

/** Whether an entry that is dated now would tell nothing of when single ballots came. */
function datesTellNothing(journal: JournalTable): boolean {
  return !hasFeature(electionFormat(journal), "dates-apart") || isApart(ballotsSinceDate(journal))
}

/** Ballots since the last dated entry, as far as it takes to know that they are many enough. */
function ballotsSinceDate(journal: JournalTable): number {
  let ballots = 0
  for (const entry of journal.latest()) {
    const event = eventOf(entry)
    if (event.type === "urn.accepted") ballots += event.count
    else if (event.at !== undefined) break
    if (ballots >= ballotsApart) break
  }
  return ballots
}

/** Where the election stands at `now` (milliseconds). Reads one entry, which is proved. */
export function currentPhase(journal: JournalTable, now: number): Phase {
  return phaseAt(lastPhaseEntry(journal)?.event, now)
}

/**
 * The phase, if it is one of `wanted`, for what then writes an entry: a clock that could not stamp it is refused before
 * anything is made.
 *
 * @throws {@link UrneError} `wrong-phase`, `clock-went-back`, `clock-far-ahead`.
 */
export function requirePhase(journal: JournalTable, now: number, ...wanted: readonly Phase[]): Phase {
  timeAfterLast(journal, now)
  const phase = currentPhase(journal, now)
  if (!wanted.includes(phase)) throw new UrneError("wrong-phase", { phase, wanted })
  return phase
}

/** The format in which the election was begun, from the first entry. @throws {@link UrneError} `entry-altered` */
export function electionFormat(journal: JournalTable): Format {
  for (const entry of entries(journal, 0, 1)) return statedFormat(eventOf(entry) as ElectionCreated)
  return firstFormat
}

/** The entry that last changed the phase. */
export function lastPhaseEntry(journal: JournalTable): JournalEntry | undefined {
  return entryAt(journal, registerOf(journal).phase)
}

/** The journal as it stands: what acts, receipts and the state folder refer to. */
export function journalHead(journal: JournalTable): JournalHead {
  const size = journal.size()
  return { size, root: journalRoot(journal, size) }
}

/** The Merkle root over the first `size` entries, all by default. Reads a row for each bit of the size. */
export function journalRoot(journal: JournalTable, size = journal.size()): Uint8Array {
  return merkle.rootAt(size, journal.nodeAt)
}

/** Proof that entry `number` stands in the journal of `size` entries, to be checked with `merkle.verifyInclusion`. */
export function proveInclusion(journal: JournalTable, number: number, size = journal.size()): readonly Uint8Array[] {
  return merkle.inclusionProof(number - 1, size, journal.nodeAt)
}

/** Proof that the journal of `to` entries begins with the one of `from`, to be checked with `merkle.verifyConsistency`. */
export function proveConsistency(journal: JournalTable, from: number, to = journal.size()): readonly Uint8Array[] {
  return merkle.consistencyProof(from, to, journal.nodeAt)
}

/**
 * Entries after number `after`, up to and with number `last` (as of the first read, if not said), each as it was hashed, without a gap.
 * Read in pages: memory stays constant, and the caller may write or wait between two of them.
 *
 * @throws {@link UrneError} `entry-altered`.
 */
export function* entries(journal: JournalTable, after = 0, last = journal.size()): Generator<Entry, void, undefined> {
  const size = journal.size()
  let before = after
  for (let page = journal.page(after, last, pageLength); page.length > 0;) {
    for (const entry of page) {
      const { number, body } = entry
      if (number !== ++before) throw new UrneError("entry-altered", { of: "journal", number: before })
      const isIntact = equalBytes(merkle.leafHash(body), journal.nodeAt(0, number - 1))
      if (!isIntact) throw new UrneError("entry-altered", { of: "journal", number })
      yield entry
    }
    page = journal.page(page[page.length - 1]?.number ?? last, last, pageLength)
  }
  if (before < Math.min(last, size)) throw new UrneError("entry-altered", { of: "journal", number: before + 1 })
}

/** Entries of one type, the oldest first, each proved. For those of ballots the whole journal is read. */
export function* entriesOfType<Type extends EventType>(
  journal: JournalTable,
  type: Type,
): Generator<JournalEntry<Extract<Event, { type: Type }>>, void, undefined> {
  for (const entry of type === "urn.accepted" ? allEvents(journal) : registered(journal, type)) {
    if (entry.event.type === type) yield entry as JournalEntry<Extract<Event, { type: Type }>>
  }
}

function* allEvents(journal: JournalTable): Generator<JournalEntry, void, undefined> {
  for (const entry of entries(journal)) yield { ...entry, event: eventOf(entry) }
}

function* registered(journal: JournalTable, type: EventType): Generator<JournalEntry, void, undefined> {
  for (const number of numbersOf(registerOf(journal), type)) {
    const entry = entryAt(journal, number)
    if (entry !== undefined) yield entry
  }
}

/** The last entry of one type, proved. */
export function lastEntry<Type extends EventType>(
  journal: JournalTable,
  type: Type,
): JournalEntry<Extract<Event, { type: Type }>> | undefined {
  const number = numbersOf(registerOf(journal), type).at(-1) ?? 0
  return entryAt(journal, number) as JournalEntry<Extract<Event, { type: Type }>> | undefined
}

/** Entry `number`, proved; none of number 0. @throws {@link UrneError} `entry-altered` */
function entryAt(journal: JournalTable, number: number): JournalEntry | undefined {
  return number === 0 ? undefined : provedEntry(journal, number)
}

/** The event of an entry of this file: every body was written by `append`. */
export function eventOf(entry: Entry): Event {
  const event = parseBody(entry.body)
  if (event === undefined) throw new Error(`journal entry ${entry.number} is not canonical JSON`)
  return event
}

/**
 * Commits the *next* entry to something that must not be published and could be guessed (a member, a roll): HMAC-SHA256
 * under a key drawn for this entry alone, which stays in the election file. Once per entry, in the transaction that then
 * appends it.
 *
 * @param secret at most a few megabytes; of something larger, its SHA-256.
 * @returns 64 hexadecimal digits.
 */
export function commitTo(journal: JournalTable, random: Random, secret: Uint8Array | string): string {
  const key = random(32, "journal.salt", secret)
  journal.insertSalt(journal.size() + 1, key)
  return hex(hmacSha256(key, secret))
}

/** Whether entry `number` committed to this secret. `undefined` if it committed to nothing. */
export function opensCommitment(
  journal: JournalTable,
  number: number,
  commitment: string,
  secret: Uint8Array | string,
): boolean | undefined {
  const key = journal.salt(number)
  return key === undefined ? undefined : hex(hmacSha256(key, secret)) === commitment
}
