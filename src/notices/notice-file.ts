/** A notice that is carried to members who are elsewhere, with everything by which they can judge whose it is. */
import { type CarriedAct, signersAmong } from "../authority/act-file.ts"
import { actHash, parseAct } from "../authority/act.ts"
import { type Authority, authorityAfter, judgeOf, missingSignatures } from "../authority/authority.ts"
import { constitutionOf, type Member } from "../authority/constitution.ts"
import { utf8Text } from "../core/bytes.ts"
import { UrneError } from "../core/error.ts"
import { sha256Hex } from "../core/hash.ts"
import { canonicalJson, tryParseJson } from "../core/json.ts"
import type { NoticeFileFault } from "../core/refusals.ts"
import { refuseNewer } from "../core/version-line.ts"
import type { Definition } from "../definition/definition.ts"
import { parseDefinition } from "../definition/parse.ts"
import type { Sha256 } from "../journal/event.ts"
import { isNoteText } from "../notes/note.ts"
import { longestNotice, type Notice, parseNotice } from "./notice.ts"

/** Text and signature lines, of a notice or of an act. */
type Signed = Pick<CarriedAct, "text" | "lines">

export interface CarriedNotice extends Signed {
  /** The acts in effect, from which the members follow. */
  readonly acts: readonly Signed[]
  /** The text of the definition, whose hash the first of them states. */
  readonly definition: string
}

/** A notice file that was judged and found sound. Whether the notice still holds, only the election file can tell. */
export interface JudgedNoticeFile {
  readonly file: CarriedNotice
  readonly notice: Notice
  readonly members: readonly Member[]
  /** Those who signed, in the order of their lines. */
  readonly signed: readonly string[]
  /** SHA-256 of the first act's text: the trust anchor, which the reader compares. */
  readonly anchor: Sha256
  readonly definition: Definition
}

const format = "urne notice file v1"

export function noticeFileText({ text, lines, acts, definition }: CarriedNotice): string {
  return `${canonicalJson({ format, text, lines, acts: acts.map((act) => ({ text: act.text, lines: act.lines })), definition })}\n`
}

/**
 * Reads a notice file and judges it: the acts follow each other and have their quorums, the definition is the one that they
 * state, and every signature under the notice is one of a member, over exactly this text.
 *
 * @throws UrneError `not-a-notice-file`, `newer-format`
 */
export function judgeNoticeFile(bytes: Uint8Array, path: string): JudgedNoticeFile {
  const source = utf8Text(bytes) ?? ""
  const refuse = (rule: NoticeFileFault): never => {
    throw new UrneError("not-a-notice-file", { path, rule })
  }
  const newer = (of: string, rule: NoticeFileFault) => {
    refuseNewer(of, path)
    return refuse(rule)
  }
  const file = parse(source) ?? newer(source, "form")
  const { text, lines } = file
  const notice = parseNotice(text) ?? newer(text, "text")
  if (!isNoteText(text) || text.length > longestNotice) return refuse("text")
  const { authority, first } = authorityOf(file.acts, notice) ?? refuse("authority")
  if (constitutionOf(first)?.definition !== `sha256:${sha256Hex(file.definition)}`) return refuse("definition")
  const parsed = parseDefinition(file.definition)
  if ("findings" in parsed) return refuse("definition")
  const signed = signersAmong(authority, { text, lines }).map(({ member }) => member)
  if (signed.length !== lines.length || new Set(signed).size !== signed.length) return refuse("signature")
  const { members } = authority
  return { file, notice, members, signed, anchor: actHash(file.acts[0]?.text ?? ""), definition: parsed.definition }
}

/** Folds acts, each in effect and of the election of the notice, into the authority that they leave. */
function authorityOf(
  acts: readonly Signed[],
  { uuid, rehearsal }: Notice,
): { readonly authority: Authority; readonly first: NonNullable<ReturnType<typeof parseAct>> } | undefined {
  let authority: Authority | undefined
  let previous: { readonly number: number; readonly text: Sha256 } | undefined
  for (const carried of acts) {
    const act = parseAct(carried.text)
    if (act === undefined || act.uuid !== uuid || act.rehearsal !== rehearsal) return undefined
    if (act.previous?.number !== previous?.number || act.previous?.text !== previous?.text) return undefined
    const judge = judgeOf(authority, act)
    if (judge === undefined) return undefined
    const signed = new Set(signersAmong(judge, carried).map(({ member }) => member))
    if (missingSignatures(judge, act.kind, signed) !== undefined) return undefined
    // The journal in which it took effect is not here, but the terms of keys do not matter for judging members.
    authority = authorityAfter(authority, act, act.journal.size)
    previous = { number: act.number, text: actHash(carried.text) }
  }
  const first = parseAct(acts[0]?.text ?? "")
  return authority === undefined || first === undefined ? undefined : { authority, first }
}

function parse(source: string): CarriedNotice | undefined {
  const value = tryParseJson(source.trimEnd())
  if (!isObject(value)) return undefined
  const { text, lines, acts, definition } = value
  const isSound =
    typeof text === "string" &&
    isTexts(lines) &&
    typeof definition === "string" &&
    Array.isArray(acts) &&
    acts.every((act) => isObject(act) && typeof act["text"] === "string" && isTexts(act["lines"]))
  const file = { text, lines, acts, definition } as CarriedNotice
  return isSound && noticeFileText(file) === source ? file : undefined
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value)
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((one) => typeof one === "string")
}
