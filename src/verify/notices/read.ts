/** Reads the notices of a record, and says what they are compared with. */
import { parseFileName } from "../../bundle/layout.ts"
import { utf8Text } from "../../core/bytes.ts"
import type { Definition } from "../../definition/definition.ts"
import { type Note, parseNote } from "../../notes/note.ts"
import type { UrnKeyTerm } from "../../notes/urn-key-term.ts"
import { type Notice, noticeHash, parseNotice } from "../../notices/notice.ts"
import type { ReadJournal } from "../journal/journal.ts"
import type { RegisterFacts } from "../register/register.ts"
import { type Papers, papersOf } from "../source/papers.ts"

/** A notice as its file has it. */
export interface ReadNotice {
  /** The number in the name of the file. */
  readonly number: number
  readonly path: string
  readonly hash: string
  readonly note: Note
  readonly notice: Notice
  readonly text: string
}

/** The files of notices, in the order of their numbers; those that cannot be read have no notice. */
export interface ReadNotices {
  readonly files: readonly (Pick<ReadNotice, "number" | "path"> & { readonly read: ReadNotice | undefined })[]
  /** How many there are, read or not. */
  readonly present: number
}

/** An entry of the register by which a notice was issued. Its instant is in milliseconds. */
export interface EnteredNotice {
  readonly place: number
  readonly at: number
  readonly number: number
  readonly note: string
}

/** What notices are compared with. */
export interface NoticeContext {
  readonly journal: ReadJournal
  /** `undefined` where the record has none that can be read. */
  readonly register: RegisterFacts | undefined
  readonly definition: Definition | undefined
  readonly urnKeys: readonly UrnKeyTerm[]
  /** How many voted of the frozen urn; `undefined` before that, or where the archive does not tell it. */
  readonly finalVoters: number | undefined
}

/** More than any election has. Others are told of and not read, so that a hostile record does not take hours. */
const mostNotices = 999
const mostSignatures = 250

/** Reads the files of notices. What is wrong with them is told later. */
export function readNotices(papers: Papers): ReadNotices {
  const kept = new Map(papersOf(papers, "notice").map((paper) => [paper.path, paper]))
  const named = [...papers.paths].flatMap((path) => {
    const file = parseFileName(path)
    return file?.kind === "notice" ? [{ path, number: file.number }] : []
  })
  const files = named
    .toSorted((a, b) => a.number - b.number)
    .slice(0, mostNotices)
    .map(({ path, number }) => {
      const paper = kept.get(path)
      return { number, path, read: paper && readNotice(number, path, utf8Text(paper.bytes) ?? "") }
    })
  return { files, present: named.length }
}

function readNotice(number: number, path: string, source: string): ReadNotice | undefined {
  const note = parseNote(source)
  const notice = parseNotice(note?.text ?? "")
  if (note === undefined || notice === undefined || note.signatures.length > mostSignatures) return undefined
  return { number, path, hash: noticeHash(source), note, notice, text: note.text }
}

/** Lists the sizes of a log that notices name. */
export function namedSizes({ files }: ReadNotices, log: "journal" | "register"): ReadonlySet<number> {
  return new Set(files.flatMap(({ read }) => read?.notice[log].size ?? []))
}
