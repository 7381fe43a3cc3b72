/** Has a notice signed by members who are elsewhere: a file goes to them, and copies with their signatures come back. */
import { noteText } from "../authority/act-file.ts"
import { carriedActs, signCarried } from "../authority/carried-operations.ts"
import type { MemberKey } from "../authority/member-key.ts"
import { UrneError } from "../core/error.ts"
import { must } from "../core/must.ts"
import type { CarriedFault } from "../core/refusals.ts"
import type { World } from "../core/world.ts"
import { parseNote } from "../notes/note.ts"
import { nextInstant } from "../register/instant-queries.ts"
import { provedRegister } from "../register/queries.ts"
import { termsAt } from "../register/writer.ts"
import { type JudgedNoticeFile, judgeNoticeFile, noticeFileText } from "./notice-file.ts"
import { requireSame } from "./operations.ts"
import type { DraftNotice, NoticeFile, NoticeRequest } from "./queries.ts"
import { noticeSigners } from "./signatures.ts"

/** Makes the file of a notice that nobody has signed yet. @throws UrneError `act-altered` */
export function draftedFile(file: NoticeFile, { text }: DraftNotice): string {
  return noticeFileText({ text, lines: [], acts: carriedActs(file), definition: file.election.get().definitionText })
}

/** Reads and judges a notice file before its text is shown. @throws UrneError `not-a-notice-file`, `newer-format` */
export async function readNoticeFile(path: string, { files }: Pick<World, "files">): Promise<JudgedNoticeFile> {
  return judgeNoticeFile(await files.read(path), path)
}

/**
 * Adds the signatures of members to a judged notice file. A signature that is there already is not added again.
 *
 * @throws UrneError `not-a-member`, `key-of-other-world`, `key-of-other-authority`
 */
export function signNoticeFile(
  judged: JudgedNoticeFile,
  keys: readonly MemberKey[],
): { readonly members: readonly string[]; readonly signed: readonly string[]; readonly content: string } {
  const { members, signed, file } = signCarried(judged, judged.notice, keys)
  return { members, signed, content: noticeFileText(file) }
}

/** A notice whose signatures came back. */
export interface CollectedNotice {
  readonly draft: DraftNotice
  readonly request: NoticeRequest
  /** The signature lines of all copies, each once. */
  readonly lines: readonly string[]
  readonly signed: readonly string[]
}

/**
 * Reads copies of one notice and collects their signatures. They have to be copies of a notice of this election, which it
 * would issue now.
 *
 * @throws UrneError `not-a-notice-file`, `newer-format`, `notice-stale`, and what `draftNotice` throws
 */
export async function collectNotice(
  file: NoticeFile,
  paths: readonly string[],
  world: Pick<World, "files" | "now">,
): Promise<CollectedNotice> {
  const judged: JudgedNoticeFile[] = []
  const now = termsAt(provedRegister(file).terms, nextInstant(file, world.now()))
  for (const path of paths) {
    const one = await readNoticeFile(path, world)
    const { uuid, rehearsal } = file.election.get()
    if (one.notice.uuid !== uuid || one.notice.rehearsal !== rehearsal) refuse(path, "other")
    if (judged.some(({ file: { text } }) => text !== one.file.text)) refuse(path, "unlike")
    // The file says who was a member when it was written. Whoever was replaced since signs no more.
    const note = one.file.lines.length === 0 ? undefined : parseNote(noteText(one.file.text, one.file.lines))
    if (note !== undefined && noticeSigners(note, now).strange.length > 0) refuse(path, "signature")
    judged.push(one)
  }
  const [{ notice, file: carried }] = [must(judged[0], "a notice file")]
  const draft = { notice, text: carried.text }
  const request = { statement: notice.statement, cites: notice.cites, corrects: notice.corrects }
  requireSame(file, draft, request, world.now(), true)
  return {
    ...{ draft, request },
    lines: [...new Set(judged.flatMap((one) => one.file.lines))],
    signed: [...new Set(judged.flatMap((one) => one.signed))],
  }
}

function refuse(path: string, rule: CarriedFault): never {
  throw new UrneError("not-a-notice-file", { path, rule })
}
