import { hex } from "../core/bytes.ts"
import { UrneError } from "../core/error.ts"
import { firstFormat, type Format, hasFeature, statedFormat } from "../core/format.ts"
import { hmacSha256 } from "../core/hash.ts"
import type { Phase } from "../core/vocabulary.ts"
import type { Random } from "../core/world.ts"
import { timeAfterLast } from "./clock-queries.ts"
import { isApart, mustBeDated } from "./dating.ts"
import { entryIndexOf, type JournalEntry, numbersOf, provedEntry } from "./entry-index-queries.ts"
import { entryBody, parseBody, stamped } from "./entry.ts"
import type { ElectionCreated, Event, EventType, NewEvent } from "./event.ts"
import { ballotsSinceInstant } from "./instant-queries.ts"
import { appendBody } from "./log-operations.ts"
import { entries } from "./log-queries.ts"
import { closingOf, phaseAt } from "./phase.ts"
import type { Entry, JournalTable } from "./table.ts"

/** What the journal has as every log has it; acts, receipts and the state folder refer to its head. */
export {
  entries,
  logHead as journalHead,
  logRoot as journalRoot,
  proveConsistency,
  proveInclusion,
} from "./log-queries.ts"

/**
 * Appends one event inside the caller's transaction, so that what happened and the entry about it are committed
 * together. It adds the instant, unless that would reveal when a few ballots came. Entries do not go back in time:
 * while the clock is up to two seconds behind the last entry, that entry's instant is used again. Only an act `recover`
 * that gives up a wrong clock starts anew.
 *
 * @param now - milliseconds
 * @returns the number of the entry, which is the new size of the journal
 * @throws {@link UrneError} `clock-went-back`, `clock-far-ahead`
 */
export function append(journal: JournalTable, now: number, event: NewEvent): number {
  const at = givesUpClock(event) ? now : timeAfterLast(journal, now)
  const complete = stamped(event, isDated(journal, event, at) ? at : undefined)
  if (
    "phase" in complete &&
    ["open", "suspended"].includes(complete.phase ?? "") &&
    closingOf(complete) === undefined
  ) {
    throw new Error(`${complete.type} leaves the urn open without an hour of closing`)
  }
  return appendBody(journal, entryBody(complete))
}

/**
 * Whether this is the one entry that may go back in time: an act that gives up the instant of the last entry, because a
 * wrong clock wrote it.
 */
function givesUpClock(event: NewEvent): boolean {
  return event.type === "act.effective" && event.clock !== undefined
}

function isDated(journal: JournalTable, { type }: NewEvent, at: number): boolean {
  if (mustBeDated(type) || datesTellNothing(journal, at)) return true
  // Once no vote may begin, the entry about a batch has to show that the batch was announced in time.
  const closes = type === "urn.batch-announced" ? closingOf(lastPhaseEntry(journal)?.event) : undefined
  return closes !== undefined && at >= closes
}

/** Whether an entry dated now would reveal nothing about when single ballots came. */
function datesTellNothing(journal: JournalTable, at: number): boolean {
  return !hasFeature(electionFormat(journal), "dates-apart") || isApart(ballotsSinceInstant(journal, at))
}

/** Returns the phase of the election at `now` (milliseconds). Reads one entry and proves it. */
export function currentPhase(journal: JournalTable, now: number): Phase {
  return phaseAt(lastPhaseEntry(journal)?.event, now)
}

/**
 * Returns the phase if it is one of `wanted`. Operations call it before they make anything that ends in an entry, so it
 * also refuses a clock that could not date one.
 *
 * @throws {@link UrneError} `wrong-phase`, `clock-went-back`, `clock-far-ahead`
 */
export function requirePhase(journal: JournalTable, now: number, ...wanted: readonly Phase[]): Phase {
  timeAfterLast(journal, now)
  const phase = currentPhase(journal, now)
  if (!wanted.includes(phase)) throw new UrneError("wrong-phase", { phase, wanted })
  return phase
}

/** Reads from the first entry in which format the election was begun. @throws {@link UrneError} `entry-altered` */
export function electionFormat(journal: JournalTable): Format {
  for (const entry of entries(journal, 0, 1)) return statedFormat(eventOf(entry) as ElectionCreated)
  return firstFormat
}

/** The entry that last changed the phase. */
export function lastPhaseEntry(journal: JournalTable): JournalEntry | undefined {
  return entryAt(journal, entryIndexOf(journal).phase)
}

/** Yields the entries of one type, oldest first, each proved. For those of ballots it reads the whole journal. */
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
  for (const number of numbersOf(entryIndexOf(journal), type)) {
    const entry = entryAt(journal, number)
    if (entry !== undefined) yield entry
  }
}

/** Returns the last entry of one type, proved. */
export function lastEntry<Type extends EventType>(
  journal: JournalTable,
  type: Type,
): JournalEntry<Extract<Event, { type: Type }>> | undefined {
  const number = numbersOf(entryIndexOf(journal), type).at(-1) ?? 0
  return entryAt(journal, number) as JournalEntry<Extract<Event, { type: Type }>> | undefined
}

/** Returns entry `number`, proved, or `undefined` for number 0. @throws {@link UrneError} `entry-altered` */
function entryAt(journal: JournalTable, number: number): JournalEntry | undefined {
  return number === 0 ? undefined : provedEntry(journal, number)
}

/** Reads the event of an entry of this file, every body of which `append` wrote. */
export function eventOf(entry: Entry): Event {
  const event = parseBody(entry.body)
  if (event === undefined) throw new Error(`journal entry ${entry.number} is not canonical JSON`)
  return event
}

/**
 * Commits the *next* entry to something that must not be published and could be guessed (a member, a roll): HMAC-SHA256
 * under a key drawn for this entry alone, which stays in the election file. It is called once per entry, in the
 * transaction that then appends the entry.
 *
 * @param secret - at most a few megabytes; of something larger, its SHA-256
 * @returns 64 hexadecimal digits
 */
export function commitTo(journal: JournalTable, random: Random, secret: Uint8Array | string): string {
  const key = random(32, "journal.salt", secret)
  journal.insertSalt(journal.size() + 1, key)
  return hex(hmacSha256(key, secret))
}

/** Whether entry `number` committed to this secret. Returns `undefined` if it committed to nothing. */
export function opensCommitment(
  journal: JournalTable,
  number: number,
  commitment: string,
  secret: Uint8Array | string,
): boolean | undefined {
  const key = journal.salt(number)
  return key === undefined ? undefined : hex(hmacSha256(key, secret)) === commitment
}
