/** What was stamped and when. Tokens are verified whenever they are read, against the notes that the journal proves. */
import { noteText } from "../authority/act-file.ts"
import { statementOf } from "../authority/act.ts"
import { provenCheckpoints } from "../authority/checkpoint-queries.ts"
import { linesOf, provenActs } from "../authority/proven-acts.ts"
import type { AuthorityTable } from "../authority/table.ts"
import type { CertifyingFile } from "../authority/urn-key-queries.ts"
import { hex } from "../core/bytes.ts"
import { UrneError } from "../core/error.ts"
import { sha256 } from "../core/hash.ts"
import { parseInstant } from "../core/instant.ts"
import { must } from "../core/must.ts"
import type { ActKind } from "../core/vocabulary.ts"
import type { ElectionTable } from "../definition/table.ts"
import { provedEntry } from "../journal/entry-index-queries.ts"
import { lastEntry } from "../journal/operations.ts"
import { type MinutesFile, provedMinutes } from "../minutes/queries.ts"
import { type Certificate, knownRoots } from "../notes/time-stamp/certificate.ts"
import { stampedBytes, type StampedThing, type StampSubject, stampSubjects } from "../notes/time-stamp/subject.ts"
import { isBefore, openTimeStamp, type TimeStamp, type ToldStamp, toldStamp } from "../notes/time-stamp/time-stamp.ts"
import { issuedNotices, type NoticeFile } from "../notices/queries.ts"
import type { StampTable, StoredStamp } from "./table.ts"

/** The tables that hold stamps, and those that prove what was stamped. */
export type StampedFile = CertifyingFile &
  NoticeFile &
  MinutesFile & {
    readonly authority: AuthorityTable
    readonly election: ElectionTable
    readonly stamps: StampTable
  }

/** Something in the file that can be stamped. */
export interface Stampable extends StampedThing {
  readonly kind: ActKind | undefined
  /** SHA-256 of its note. */
  readonly imprint: Uint8Array
  /** The instant from which it can have been there by what it says itself (milliseconds), and how long the journal was. */
  readonly stated: () => StatedInstant | undefined
}

interface StatedInstant {
  readonly instant: number
  readonly size: number
}

/**
 * Lists what can be stamped of these kinds: acts in effect, checkpoints, notices, minutes. Each kind is proved by itself, so
 * that nobody who writes to the register keeps an act from being stamped.
 *
 * @throws UrneError `act-altered`, `election-file-altered`, `entry-altered`
 */
export function stampables(file: StampedFile, subjects: readonly StampSubject[] = stampSubjects): readonly Stampable[] {
  return subjects.flatMap((subject) => notesOf[subject](file))
}

const notesOf: Readonly<Record<StampSubject, (file: StampedFile) => readonly Stampable[]>> = {
  act: (file) =>
    provenActs(file).flatMap(({ stored, act, signed, effect }) => {
      if (effect === undefined) return []
      const { number, kind, text } = stored
      const stated = { instant: act.proposed, size: act.journal.size }
      return [
        { ...stampable("act", number, noteText(text, linesOf(file.authority, stored, signed)), () => stated), kind },
      ]
    }),
  checkpoint: (file) =>
    provenCheckpoints(file, file.journal.size()).map(({ size, note }) =>
      stampable("checkpoint", size, note, () => stateAt(file, size)),
    ),
  notice: (file) =>
    issuedNotices(file).map(({ number, note, notice }) =>
      stampable("notice", number, note, () => ({ instant: notice.at, size: notice.journal.size })),
    ),
  minutes: (file) =>
    file.minutes.all().map((stored, i) => {
      const { note, of } = provedMinutes(file, stored)
      const size = lastEntry(file.journal, "tally.result")?.number ?? 0
      return stampable("minutes", i + 1, note, () => ({ instant: of.drawn, size }))
    }),
}

/** Returns the instant of the last dated entry of a journal of this size. */
function stateAt({ journal }: Pick<StampedFile, "journal">, size: number): StatedInstant | undefined {
  for (let number = size; number > 0; number--) {
    const { event } = provedEntry(journal, number)
    if ("at" in event) {
      return { instant: must(parseInstant(event.at), "instant of an entry"), size }
    }
  }
  return undefined
}

/**
 * Returns the instant that something states of itself, if a stamp of it is from before, as `verify` will find (T4). An
 * instant that a wrong clock gave, and that the authority gave up later, is none.
 */
export function laterThan(
  file: StampedFile,
  thing: Pick<Stampable, "stated">,
  stamp: Pick<TimeStamp, "at" | "accuracy">,
): number | undefined {
  const stated = thing.stated()
  if (stated === undefined || !isBefore(stamp, stated.instant)) return undefined
  const { instant, size } = stated
  const isGivenUp = provenActs(file).some(({ act, effect }) => {
    const clock = act.kind === "recover" ? parseInstant(statementOf(act, "clock") ?? "") : undefined
    if (effect === undefined || clock === undefined || size >= effect) return false
    const from = stateAt(file, effect)?.instant ?? 0
    return instant > from && instant <= clock
  })
  return isGivenUp ? undefined : instant
}

function stampable(
  subject: StampedThing["subject"],
  number: number,
  note: string,
  stated: Stampable["stated"] = () => undefined,
): Stampable {
  return { subject, number, kind: undefined, imprint: sha256(stampedBytes(subject, note)), stated }
}

/** Reads the roots that the definition names. */
export function trustedRoots({ election }: Pick<StampedFile, "election">): readonly Certificate[] {
  return knownRoots(election.get().definition.timeStamps?.roots ?? [])
}

/** A verified stamp of the file. */
interface ProvenStamp extends StampedThing {
  readonly stamp: TimeStamp
  readonly token: Uint8Array
}

/**
 * Lists the stamps of the file in the order of their arrival, each of them verified.
 *
 * @param things - what can be stamped in the file
 * @throws UrneError `election-file-altered` if one stamps nothing in the file, or was changed
 */
function provenStamps(
  { stamps }: StampedFile,
  things: readonly Stampable[],
  roots: readonly Certificate[],
): readonly ProvenStamp[] {
  return stamps.all().map((stored) => provenStamp(stored, things, roots))
}

function provenStamp(
  { subject, number, token }: StoredStamp,
  things: readonly Stampable[],
  roots: readonly Certificate[],
): ProvenStamp {
  const thing = things.find((one) => one.subject === subject && one.number === number)
  const stamp = thing && openTimeStamp(token, { imprint: thing.imprint, roots })
  if (stamp === undefined || "fault" in stamp) {
    throw new UrneError("election-file-altered", { part: "time-stamps", at: `${subject} ${number}` })
  }
  return { subject, number, stamp, token }
}

/** A stamp as a record has it: of what, which one of that, and its token. */
export interface PublishedStamp extends StampedThing {
  /** Counts the stamps of one thing from 1, in the order of their arrival, so that each keeps its name in later records. */
  readonly copy: number
  readonly token: Uint8Array
}

/**
 * Lists the stamps of what a record holds: of its acts and checkpoints, and of these notices and minutes. Each is verified.
 *
 * @throws UrneError `election-file-altered`, `act-altered`
 */
export function publishedStamps(
  file: StampedFile,
  published: {
    readonly notices: readonly { readonly number: number; readonly note: string }[]
    readonly minutes: { readonly note: string } | undefined
  },
): readonly PublishedStamp[] {
  const { notices, minutes } = published
  const beside = [
    ...notices.map(({ number, note }) => stampable("notice", number, note)),
    // Minutes that were signed twice within a second have one note.
    ...file.minutes.all().flatMap(({ note }, i) => (note === minutes?.note ? [stampable("minutes", i + 1, note)] : [])),
  ]
  const stored = file.stamps
    .all()
    .filter(
      ({ subject, number }) =>
        subject === "act" ||
        subject === "checkpoint" ||
        beside.some((one) => one.subject === subject && one.number === number),
    )
  const things = stored.length === 0 ? [] : [...stampables(file, ["act", "checkpoint"]), ...beside]
  const roots = trustedRoots(file)
  const copies = new Map<string, number>()
  return stored.map((one) => {
    const { subject, token, ...proven } = provenStamp(one, things, roots)
    // A record has the minutes of one signing.
    const number = subject === "minutes" ? 1 : proven.number
    const copy = (copies.get(`${subject} ${number}`) ?? 0) + 1
    copies.set(`${subject} ${number}`, copy)
    return { subject, number, copy, token }
  })
}

export interface ListedThing extends StampedThing {
  /** What the act decides, if it is one. */
  readonly kind: ActKind | null
  /** SHA-256 of its note, in hexadecimal. */
  readonly imprint: string
  readonly stamps: readonly ToldStamp[]
}

export interface ListedStamps {
  /** How many roots the definition names. Without one no stamp is anchored. */
  readonly roots: number
  readonly things: readonly ListedThing[]
}

/** Lists what can be stamped, with its stamps. */
export function listStamps(file: StampedFile): ListedStamps {
  const [found, roots] = [stampables(file), trustedRoots(file)]
  const stamps = provenStamps(file, found, roots)
  const things = found.map(({ subject, number, kind, imprint }) => ({
    ...{ subject, number, kind: kind ?? null, imprint: hex(imprint) },
    stamps: stamps
      .filter((one) => one.subject === subject && one.number === number)
      .map(({ stamp }) => toldStamp(stamp)),
  }))
  return { roots: roots.length, things }
}
