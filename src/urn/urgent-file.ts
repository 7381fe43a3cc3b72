/** An urgent suspension that is carried to members who are elsewhere. */
import { type Act, actHash, actText, statementOf } from "../authority/act.ts"
import {
  carriedFileText,
  type CarriedText,
  judgeCarried,
  type JudgedGround,
  parseCarried,
} from "../authority/carried-text.ts"
import { utf8Text } from "../core/bytes.ts"
import { UrneError } from "../core/error.ts"
import { parseInstant } from "../core/instant.ts"
import type { UrnRefusals } from "../core/refusals.ts"
import { refuseNewer } from "../core/version-line.ts"
import type { UrgentRule } from "../definition/definition.ts"
import { isLine } from "../definition/plain-text.ts"
import { isNoteText } from "../notes/note.ts"
import { parseUrgentSuspension, type UrgentSuspension } from "../notes/urgent-suspension.ts"
import { endOf, signersNeeded } from "./urgent-rule.ts"

/** A suspension file that was judged and found sound. Whether it may still take effect, only the election file can tell. */
export interface JudgedSuspensionFile extends JudgedGround {
  readonly file: CarriedText
  readonly suspension: UrgentSuspension
  /** How many members have to sign. */
  readonly needed: number
}

const format = "urne urgent suspension file v1"

export function suspensionFileText(file: CarriedText): string {
  return carriedFileText(format, file)
}

type Fault = UrnRefusals["not-a-suspension-file"]["rule"]

/**
 * Reads a suspension file and judges it: its text is an urgent suspension, what it brings along is sound, and the text
 * follows from that as the definition demands.
 *
 * @throws UrneError `not-a-suspension-file`, `newer-format`
 */
export function judgeSuspensionFile(bytes: Uint8Array, path: string): JudgedSuspensionFile {
  const source = utf8Text(bytes) ?? ""
  const refuse = (rule: Fault): never => {
    throw new UrneError("not-a-suspension-file", { path, rule })
  }
  const newer = (of: string, rule: Fault) => {
    refuseNewer(of, path)
    return refuse(rule)
  }
  const file = parseCarried(format, source) ?? newer(source, "form")
  const suspension = parseUrgentSuspension(file.text) ?? newer(file.text, "text")
  if (!isNoteText(file.text) || !isLine(suspension.reason)) return refuse("text")
  const judged = judgeCarried(file, suspension)
  if ("fault" in judged) return refuse(judged.fault)
  const { ground } = judged
  const rule = ground.definition.authority.urgentSuspension
  if (rule === undefined || !follows(suspension, ground.acts, rule)) return refuse("rule")
  return { file, suspension, needed: signersNeeded(rule, ground.members), ...ground }
}

/** Whether a suspension names the last act that is carried with it, the hour of closing of these acts, and its end. */
function follows({ at, until, closes, after }: UrgentSuspension, acts: readonly Act[], rule: UrgentRule): boolean {
  const last = acts.at(-1)
  const hours = acts.flatMap((act) =>
    act.kind === "open" || act.kind === "extend" ? (statementOf(act, "closes") ?? []) : [],
  )
  return (
    last !== undefined &&
    after.act === last.number &&
    after.text === actHash(actText(last)) &&
    closes === parseInstant(hours.at(-1) ?? "") &&
    until === endOf(rule, at, closes)
  )
}
