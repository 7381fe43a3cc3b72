/** Judges an observer file without the election: every signature, the chain of notices and every proof in it. */
import { type Act, actHash, actText, parseAct } from "../authority/act.ts"
import { type JudgedActs, judgeActs } from "../authority/carried-text.ts"
import { equalBytes, fromBase64, utf8Text } from "../core/bytes.ts"
import { UrneError } from "../core/error.ts"
import type { ObserverFault } from "../core/refusals.ts"
import { refuseNewer } from "../core/version-line.ts"
import type { Sha256 } from "../journal/event.ts"
import { type Checkpoint, cosignaturesOf, originOf, parseCheckpoint } from "../notes/checkpoint.ts"
import { parseVerifierKey, type VerifierKey } from "../notes/key.ts"
import { memoryTree, verifyConsistency } from "../notes/merkle.ts"
import { parseNote, signedByOne } from "../notes/note.ts"
import { type Notice, noticeHash, parseNotice } from "../notices/notice.ts"
import { noticeSigners, signaturesNeeded } from "../notices/signatures.ts"
import { registerOrigin } from "../register/entry.ts"
import type { WriterTerm } from "../register/writer.ts"
import { type CarriedState, type ObserverFile, parseObserverFile } from "./observer-file.ts"
import {
  knownRoot,
  type LogKind,
  logKinds,
  type Shown,
  type ShownLog,
  type ShownState,
  wholeLog,
  type WholeLog,
} from "./shown.ts"

/** A state with the witnesses who cosigned it, each with the instant by its own clock, in milliseconds. */
export interface JudgedState extends ShownState {
  readonly cosigned: readonly { readonly witness: string; readonly at: number }[]
}

export interface JudgedNotice {
  readonly notice: Notice
  readonly hash: Sha256
  /** The members who signed, by their identifiers. */
  readonly signers: readonly string[]
}

/** An observer file that was judged and found sound. */
export interface JudgedObserverFile extends Omit<JudgedActs, "acts"> {
  readonly acts: readonly Act[]
  readonly notices: readonly JudgedNotice[]
  readonly logs: Readonly<Record<LogKind, { readonly states: readonly JudgedState[]; readonly whole: WholeLog }>>
  readonly shown: Shown
}

/** Refuses the file for what is wrong with it. */
type Refuse = (rule: ObserverFault, number?: number) => never

/** @throws UrneError `not-an-observer-file`, `newer-format` */
export function judgeObserverFile(bytes: Uint8Array, path: string): JudgedObserverFile {
  const source = utf8Text(bytes) ?? ""
  const refuse: Refuse = (rule, number) => {
    throw new UrneError("not-an-observer-file", { path, rule, number })
  }
  const file = parseObserverFile(source)
  if (file === undefined) refuseNewer(source, path)
  if (file === undefined) return refuse("form")
  const of = namedElection(file) ?? refuse("authority")
  const judged = judgeActs(file.acts, file.definition, of)
  if ("fault" in judged) return refuse(judged.fault)
  const urnKeys = judged.authority.urnKeys.flatMap(({ key }) => parseVerifierKey(key) ?? [])
  const witnesses = judged.authority.constitution.witnesses.flatMap((key) => parseVerifierKey(key) ?? [])
  const origin = originOf(of.uuid, of.rehearsal)
  const log = (kind: LogKind) => {
    const named = kind === "journal" ? origin : registerOrigin(origin)
    const states = judgeStates(file[kind].states, { origin: named, kind, urnKeys, witnesses }, refuse)
    return { states, whole: judgeLeaves(file[kind].leaves, states) ?? refuse(`${kind}-leaves`) }
  }
  const logs = { journal: log("journal"), register: log("register") }
  const notices = judgeNotices(file.notices, { of, judged }, refuse)
  requireNamed(notices, judged.acts, logs, refuse)
  const shown: Shown = {
    ...{ path, kind: "observer", anchor: judged.anchor, urnKeys, ...of },
    acts: judged.acts.map((act) => ({ act, hash: actHash(actText(act)) })),
    logs,
  }
  return { ...judged, notices, logs, shown }
}

/** Reads which election this is of: the first act says it, and all others have to say the same. */
function namedElection({ acts }: ObserverFile): Pick<Act, "uuid" | "rehearsal"> | undefined {
  const act = parseAct(acts[0]?.text ?? "")
  return act === undefined ? undefined : { uuid: act.uuid, rehearsal: act.rehearsal }
}

/** Judges the states of one log: the urn signed each, and each continues the one before. */
function judgeStates(
  carried: readonly CarriedState[],
  of: {
    readonly origin: string
    readonly kind: LogKind
    readonly urnKeys: readonly VerifierKey[]
    readonly witnesses: readonly VerifierKey[]
  },
  refuse: Refuse,
): readonly JudgedState[] {
  let before: Checkpoint | undefined
  return carried.map(({ note: source, proof }, i) => {
    const opened = signedByOne(source, of.urnKeys)
    if ("fault" in opened) return refuse(`${of.kind}-signature`, i + 1)
    const checkpoint = parseCheckpoint(opened.text)
    if (checkpoint?.origin !== of.origin || checkpoint.size < 1) return refuse(`${of.kind}-signature`, i + 1)
    if (!continues(before, checkpoint, proof)) return refuse(`${of.kind}-proof`, i + 1)
    before = checkpoint
    const note = parseNote(source)
    const { valid, forged } = note === undefined ? { valid: [], forged: [] } : cosignaturesOf(note, of.witnesses)
    if (forged.length > 0) return refuse("cosignature", i + 1)
    const { size, root } = checkpoint
    const cosigned = valid.map(({ witness, at }) => ({ witness: witness.name, at }))
    return { size, root, note: source, signer: opened.signer, cosigned }
  })
}

/** Returns the first entries by their hashes: they make every state that has no more, and end with one. */
function judgeLeaves(joined: string, states: readonly JudgedState[]): WholeLog | undefined {
  const bytes = fromBase64(joined)
  if (bytes === undefined || bytes.length % 32 !== 0) return undefined
  const tree = memoryTree()
  for (let at = 0; at < bytes.length; at += 32) tree.add(bytes.subarray(at, at + 32))
  const whole = wholeLog({ size: tree.size(), nodeAt: tree.nodeAt })
  const covered = states.filter(({ size }) => size <= whole.size)
  const isSound = covered.every(({ size, root }) => equalBytes(whole.rootAt(size), root))
  return isSound && (covered.at(-1)?.size ?? 0) === whole.size ? whole : undefined
}

function continues(before: Checkpoint | undefined, { size, root }: Checkpoint, proof: readonly string[]): boolean {
  if (before === undefined) return proof.length === 0
  const hashes = proof.map(fromBase64)
  if (!hashes.every((hash) => hash !== undefined) || size <= before.size) return false
  return verifyConsistency({ from: before.size, fromRoot: before.root, to: size, toRoot: root, proof: hashes })
}

/** Judges the notices: they follow each other without a gap, and enough members signed each. */
function judgeNotices(
  sources: readonly string[],
  { of, judged }: { readonly of: Pick<Act, "uuid" | "rehearsal">; readonly judged: JudgedActs },
  refuse: Refuse,
): readonly JudgedNotice[] {
  // A member who left signed while being one. When that was, only the record tells.
  const terms: readonly WriterTerm[] = judged.everyMember.flatMap(({ id, key: text }) => {
    const key = parseVerifierKey(text)
    return key === undefined ? [] : [{ of: "member" as const, id, key, from: -Infinity, to: Infinity }]
  })
  const needed = signaturesNeeded(judged.definition, judged.authority.members.length)
  let before: Sha256 | undefined
  return sources.map((source, i) => {
    const note = parseNote(source)
    const notice = parseNotice(note?.text ?? "")
    if (note === undefined || notice === undefined) return refuse("notice", i + 1)
    const isNext =
      notice.number === i + 1 && notice.after === before && notice.uuid === of.uuid && notice.rehearsal === of.rehearsal
    const { members, strange } = noticeSigners(note, terms)
    if (!isNext || strange.length > 0 || members.length < needed) return refuse("notice", i + 1)
    before = noticeHash(source)
    return { notice, hash: before, signers: members }
  })
}

/** Requires that notices and acts name no other state than the file proves at the same size. */
function requireNamed(
  notices: readonly JudgedNotice[],
  acts: readonly Act[],
  logs: Readonly<Record<LogKind, ShownLog>>,
  refuse: Refuse,
): void {
  const isOther = (kind: LogKind, { size, root }: { readonly size: number; readonly root: Uint8Array }) =>
    !equalBytes(knownRoot(logs[kind], size) ?? root, root)
  for (const { notice } of notices) {
    if (logKinds.some((kind) => isOther(kind, notice[kind]))) refuse("notice-state", notice.number)
  }
  for (const { number, journal } of acts) {
    const root = fromBase64(journal.root)
    if (root === undefined || isOther("journal", { size: journal.size, root })) refuse("act-state", number)
  }
}
