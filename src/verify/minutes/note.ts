import { utf8Text } from "../../core/bytes.ts"
import { type MinutesNote, parseMinutesNote } from "../../minutes/note.ts"
import { parseNote } from "../../notes/note.ts"
import { type Papers, papersOf } from "../source/papers.ts"

type MinutesKind = "minutes" | "minutes-note"

/** Returns the content of one of the two files of the minutes; nothing where it is not there, or could not be read. */
export function minutesBytes(papers: Papers, kind: MinutesKind): Uint8Array {
  return papersOf(papers, kind)[0]?.bytes ?? new Uint8Array()
}

/** Returns the text of one of the two files of the minutes, unless it is not there, or is no text. */
export function minutesFile(papers: Papers, kind: MinutesKind): string | undefined {
  const [paper] = papersOf(papers, kind)
  return paper === undefined ? undefined : utf8Text(paper.bytes)
}

/** Reads the note of the minutes of a record, if it has one that can be read. */
export function minutesNoteOf(papers: Papers): MinutesNote | undefined {
  const note = parseNote(minutesFile(papers, "minutes-note") ?? "")
  return note === undefined ? undefined : parseMinutesNote(note.text)
}
