import { utf8Text } from "../../core/bytes.ts"
import { sha256 } from "../../core/hash.ts"
import { parseInstant } from "../../core/instant.ts"
import { stampedBytes, type StampedThing } from "../../notes/time-stamp/subject.ts"
import { clockOf } from "../journal/act-entries.ts"
import type { History } from "../journal/history.ts"
import type { ReadJournal } from "../journal/journal.ts"
import { minutesNoteOf } from "../minutes/note.ts"
import type { ReadNotices } from "../notices/read.ts"
import { type Papers, papersOf } from "../source/papers.ts"

/** What stamps are compared with. */
export interface StampableContext {
  readonly journal: ReadJournal
  readonly notices: ReadNotices
}

/** Something in a record that can be stamped. */
export interface Stampable {
  /** SHA-256 of the bytes that are stamped. */
  readonly imprint: Uint8Array
  /** The instant from which it can have been there by what it says itself, in milliseconds. */
  readonly instant: number | undefined
  /** How long the journal was when it was made. */
  readonly size: number
}

/** Returns what has this name in a record: an act in effect, a checkpoint, a notice, the minutes. */
export function stampableOf(
  papers: Papers,
  { subject, number }: StampedThing,
  { journal, notices }: StampableContext,
): Stampable | undefined {
  const { history, instantsAt } = journal
  const made = (bytes: Uint8Array | undefined, instant: number | undefined, size: number): Stampable | undefined =>
    bytes && { imprint: sha256(stampedBytes(subject, utf8Text(bytes) ?? "")), instant, size }
  switch (subject) {
    case "act": {
      // Others may still get signatures, with which they would be other bytes.
      const paper = history.inEffect.find((one) => one.number === number)?.paper
      const bytes = papersOf(papers, "act").find(({ path }) => path === paper?.path)?.bytes
      return made(bytes, paper?.act.proposed, paper?.act.journal.size ?? 0)
    }
    case "checkpoint": {
      const bytes = papersOf(papers, "checkpoint").find(({ file }) => file.size === number)?.bytes
      return made(bytes, instantsAt.get(number), number)
    }
    case "notice": {
      const bytes = papersOf(papers, "notice").find(({ file }) => file.number === number)?.bytes
      const notice = notices.files.find((one) => one.number === number)?.read?.notice
      return made(bytes, notice?.at, notice?.journal.size ?? 0)
    }
    case "minutes": {
      const bytes = papersOf(papers, "minutes-note")[0]?.bytes
      return made(bytes, minutesNoteOf(papers)?.drawn, history.resultEntry ?? 0)
    }
  }
}

/**
 * Whether an instant, of something that was made when the journal had this size, is one that the authority gave up later
 * with a clock that was wrong: those after the instant of the act `recover` itself, up to the clock that it states.
 */
export type GivenUpInstants = (instant: number, size: number) => boolean

export function instantsGivenUp({ inEffect }: History): GivenUpInstants {
  const given = inEffect.flatMap(({ paper, entry = 0, effective = 0 }) => {
    const clock = parseInstant(clockOf(paper) ?? "")
    return clock === undefined ? [] : [{ entry, from: effective, clock }]
  })
  return (instant, size) => given.some(({ entry, from, clock }) => size < entry && instant > from && instant <= clock)
}
