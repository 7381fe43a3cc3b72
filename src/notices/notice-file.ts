/** A notice that is carried to members who are elsewhere. */
import {
  carriedFileText,
  type CarriedText,
  judgeCarried,
  type JudgedGround,
  parseCarried,
} from "../authority/carried-text.ts"
import { utf8Text } from "../core/bytes.ts"
import { UrneError } from "../core/error.ts"
import type { CarriedFault } from "../core/refusals.ts"
import { refuseNewer } from "../core/version-line.ts"
import { isNoteText } from "../notes/note.ts"
import { longestNotice, type Notice, parseNotice } from "./notice.ts"

/** A notice file that was judged and found sound. Whether the notice still holds, only the election file can tell. */
export interface JudgedNoticeFile extends JudgedGround {
  readonly file: CarriedText
  readonly notice: Notice
}

const format = "urne notice file v1"

export function noticeFileText(file: CarriedText): string {
  return carriedFileText(format, file)
}

/**
 * Reads a notice file and judges it: its text is a notice, and what it brings along is sound.
 *
 * @throws UrneError `not-a-notice-file`, `newer-format`
 */
export function judgeNoticeFile(bytes: Uint8Array, path: string): JudgedNoticeFile {
  const source = utf8Text(bytes) ?? ""
  const refuse = (rule: CarriedFault): never => {
    throw new UrneError("not-a-notice-file", { path, rule })
  }
  const newer = (of: string, rule: CarriedFault) => {
    refuseNewer(of, path)
    return refuse(rule)
  }
  const file = parseCarried(format, source) ?? newer(source, "form")
  const { text } = file
  const notice = parseNotice(text) ?? newer(text, "text")
  if (!isNoteText(text) || text.length > longestNotice) return refuse("text")
  const judged = judgeCarried(file, notice)
  return "fault" in judged ? refuse(judged.fault) : { file, notice, ...judged.ground }
}
