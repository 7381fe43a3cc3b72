import { fileName } from "../../bundle/layout.ts"
import { utf8Text } from "../../core/bytes.ts"
import type { FindingParams } from "../../core/finding.ts"
import { hasFeature, statedFormat } from "../../core/format.ts"
import { sha256Hex } from "../../core/hash.ts"
import { tryParseJson } from "../../core/json.ts"
import { type Definition, holdersOf } from "../../definition/definition.ts"
import { noteTextOf, openHolderReply, parseHolderReply } from "../../notes/holder-reply.ts"
import type { History } from "../journal/history.ts"
import type { RootClaim } from "../journal/root-claims.ts"
import type { OpenReport } from "../open-report.ts"
import { type Papers, papersOf } from "../source/papers.ts"
import type { Judges } from "./signatures.ts"

/** The journal with which the ceremony began, as each holder states it. */
export function ceremonyClaims(papers: Papers): readonly RootClaim[] {
  return papersOf(papers, "trustee-note").flatMap(({ path, bytes }) => {
    const reply = parseHolderReply(noteTextOf(utf8Text(bytes) ?? ""))
    return reply === undefined ? [] : [{ at: path, ...reply.origin }]
  })
}

/** A note with which nothing is wrong so far: whose it is, the size of the journal then, and what the holder answered. */
export interface Vouching {
  readonly path: string
  /** The holder's rank, from 1. */
  readonly owner: number
  readonly holder: string
  readonly size: number
  /** JSON with the proof of possession, which rests on the archive. */
  readonly answer: string
}

/**
 * Checks the notes by which holders vouch for the structure of the trustees. Each is signed with a key that the
 * authority certified for that holder, over the structure that the journal registers. Before the seal there must be a
 * note of every holder whose key is certified. Whoever keeps the election file has none of these keys.
 *
 * @param anchor - `sha256:` of the act that constituted the authority
 * @returns the notes whose proofs of possession are still to be checked
 */
export function checkHolderNotes(
  papers: Papers,
  history: History,
  { definition, judges, anchor }: { definition: Definition; judges: Judges; anchor: string | undefined },
  report: OpenReport,
): readonly Vouching[] {
  const terms = judges.authority?.holderKeys ?? []
  const holders = holdersOf(definition.trustees)
  const notes = papersOf(papers, "trustee-note")
  const sealed = history.inEffect.find(({ kind }) => kind === "seal")?.paper?.act.journal.size
  const vouchings: Vouching[] = []
  for (const { path, file, bytes } of notes) {
    const source = utf8Text(bytes) ?? ""
    const holder = holders[file.owner - 1] ?? ""
    if (history.vouched.get(`${file.owner} ${file.size}`) !== `sha256:${sha256Hex(bytes)}`) {
      report.fail("HOLDER_UNRECORDED", path, { holder })
      continue
    }
    const keys = terms.filter((term) => term.holder === holder).map(({ key }) => key)
    const read = readNote(source, keys, { ...file, holder, anchor, history })
    if ("fault" in read) report.fail("HOLDER_NOTE", path, { holder, fault: read.fault })
    else vouchings.push({ path, owner: file.owner, holder, size: file.size, answer: read.answer })
  }
  checkRecorded(papers, history, report)
  const vouched = new Set(vouchings.filter(({ size }) => size <= (sealed ?? Infinity)).map(({ holder }) => holder))
  const bound = hasFeature(statedFormat(history.created ?? {}), "signed-ceremony") && sealed !== undefined
  const certified = holders.filter((id) => terms.some(({ holder, from }) => holder === id && from <= (sealed ?? 0)))
  for (const holder of bound ? certified : []) {
    if (!vouched.has(holder)) report.fail("HOLDER_UNSIGNED", `trustee:${holders.indexOf(holder) + 1}`, { holder })
  }
  report.done("A10", Math.max(notes.length, bound ? certified.length : 0))
  report.done("C8", history.vouched.size)
  return vouchings
}

interface Expected {
  readonly holder: string
  readonly size: number
  readonly anchor: string | undefined
  readonly history: History
}

type NoteRead = { readonly answer: string } | { readonly fault: FindingParams["HOLDER_NOTE"]["fault"] }

function readNote(source: string, keys: readonly string[], { holder, size, anchor, history }: Expected): NoteRead {
  const opened = openHolderReply(source, keys)
  if ("fault" in opened) return opened
  const { uuid, rehearsal, authority, holder: named, step } = opened.reply
  const answer = tryParseJson(opened.reply.answer) as
    { readonly size?: unknown; readonly trustees?: unknown } | undefined
  const { created, trustees } = history
  if (uuid !== created?.uuid || rehearsal !== created.rehearsal || authority !== anchor) return { fault: "origin" }
  if (named !== holder || step !== "check" || answer?.size !== size) return { fault: "form" }
  if (answer.trustees !== trustees?.trustees) return { fault: "structure" }
  return { answer: opened.reply.answer }
}

/** Checks that every note registered in the journal is there. */
function checkRecorded({ paths }: Papers, { vouched }: History, report: OpenReport): void {
  for (const key of vouched.keys()) {
    const [owner, size] = key.split(" ").map(Number)
    const path = fileName({ kind: "trustee-note", owner: owner ?? 0, size: size ?? 0 })
    if (!paths.has(path)) report.fail("FILE_MISSING", path, {})
  }
}
