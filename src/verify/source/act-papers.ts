import { type Act, actHash, parseAct } from "../../authority/act.ts"
import { utf8Text } from "../../core/bytes.ts"
import { type Note, parseNote } from "../../notes/note.ts"
import type { OpenReport } from "../open-report.ts"
import { type Papers, papersOf } from "./papers.ts"

/** An act of the bundle, with the signatures under it. An act that is pending or was dropped may have none. */
export interface ActPaper {
  readonly path: string
  readonly act: Act
  readonly note: Note
  /** `sha256:` of the text. */
  readonly hash: string
}

/** The acts of a bundle by their numbers, and the numbers of those that cannot be read. */
export interface ReadActs {
  readonly acts: ReadonlyMap<number, ActPaper>
  readonly unread: ReadonlySet<number>
}

/** Names the place of an act, for findings. */
export function actPlace(number: number): string {
  return `act:${number}`
}

/** Reads the acts. One whose number or kind differs from its file's name counts as unreadable. */
export function readActs(papers: Papers, report: OpenReport): ReadActs {
  const acts = new Map<number, ActPaper>()
  const unread = new Set<number>()
  for (const { path, file, bytes } of papersOf(papers, "act")) {
    const note = readNote(utf8Text(bytes) ?? "")
    const act = note === undefined ? undefined : parseAct(note.text)
    if (note === undefined || act?.number !== file.act || act.kind !== file.deed) {
      report.fail("ACT_FORM", path, {})
      unread.add(file.act)
      continue
    }
    // Two files have texts of this number, under the names of two kinds. The journal can have proposed only one of
    // them.
    if (acts.has(act.number)) {
      report.fail("ACT_UNRECORDED", path, {})
      continue
    }
    acts.set(act.number, { path, act, note, hash: actHash(note.text) })
  }
  return { acts, unread }
}

/**
 * Reads a note as `parseNote` does, but also a text without any signature yet, which ends in the empty line that would
 * precede them.
 */
function readNote(source: string): Note | undefined {
  return source.endsWith("\n\n") ? { text: source.slice(0, -1), signatures: [] } : parseNote(source)
}
