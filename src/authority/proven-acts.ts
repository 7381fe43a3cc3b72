import { equalBytes } from "../core/bytes.ts"
import { UrneError } from "../core/error.ts"
import { sha256Hex } from "../core/hash.ts"
import { must } from "../core/must.ts"
import type { ActAltered } from "../core/refusals.ts"
import type { ActKind } from "../core/vocabulary.ts"
import type { ActEvent } from "../journal/event.ts"
import { entriesOfType } from "../journal/operations.ts"
import type { JournalTable } from "../journal/table.ts"
import { isFact } from "../notes/facts.ts"
import { parseVerifierKey, type VerifierKey } from "../notes/key.ts"
import { leafHash } from "../notes/merkle.ts"
import { parseNote, signersOf } from "../notes/note.ts"
import { noteText } from "./act-file.ts"
import { type Act, actHash, parseAct, type StoredAct } from "./act.ts"
import { type Authority, authorityAfter, judgeOf, missingSignatures } from "./authority.ts"

/** The rows of acts and their signatures. */
interface ActRows {
  readonly acts: () => readonly StoredAct[]
  readonly signatures: (act: number) => readonly { readonly member: string; readonly line: string }[]
  /** Lists numbers under which there are signature lines, but no act. */
  readonly signedBeforehand: () => readonly number[]
}

/** What acts are proved from: the rows, which anybody who can write to the file may have changed, and the journal. */
export interface DecidedFile {
  readonly authority: ActRows
  readonly journal: JournalTable
}

/**
 * An act of the file that is what the journal says about it, and that is in effect only with the signatures that its
 * quorum requires.
 */
export interface ProvenAct {
  readonly stored: StoredAct
  readonly act: Act
  /** The authority that could sign it. */
  readonly judge: Authority
  /** The members whose signatures are their own and recorded in the journal, in its order. */
  readonly signed: readonly string[]
  /** The members in whose names the file has lines that do not count. */
  readonly invalid: readonly string[]
  /** The number of the entry by which it took effect. */
  readonly effect: number | undefined
}

/** Acts proved under one version of the rows, with all that they were made from. */
interface Proof {
  readonly journal: JournalTable
  readonly version: string | undefined
  readonly source: string
  readonly acts: readonly ProvenAct[]
}

/** The last proof of each file. A command asks ten times, and while no row changes nothing needs to be read again. */
const proofs = new WeakMap<ActRows, Proof>()

/**
 * Lists every act of the file, in the order of their numbers. The rows are a cache: a text must be the one that the
 * journal names, a state the one that it tells, and the signatures are verified again. Acts are read for a decision
 * nowhere else. Tens of acts take some milliseconds.
 *
 * @throws UrneError `act-altered`, `entry-altered`
 */
export function provenActs({ authority, journal }: DecidedFile): readonly ProvenAct[] {
  // The version is read before the rows, so that what another program commits in between is noticed at the next call.
  const version = journal.version()
  const known = proofs.get(authority)
  if (known?.journal === journal && version !== undefined && known.version === version) return known.acts
  const { rows, histories } = journal.atOnce(() => {
    const [beforehand] = authority.signedBeforehand()
    // Such lines would block the signatures of an act to come.
    if (beforehand !== undefined) refuse(beforehand, "journal")
    const stored = authority.acts()
    return {
      rows: stored.map((one) => ({ stored: one, lines: authority.signatures(one.number) })),
      histories: actHistories(journal),
    }
  })
  const source = JSON.stringify([rows, [...histories.values()].map((one) => [one, [...one.signed]])])
  const acts = known?.source === source ? known.acts : proveActs(rows, histories)
  proofs.set(authority, { journal, version, source, acts })
  return acts
}

/** Returns the signature lines of these members under an act, in their order. The lines were proved with the act. */
export function linesOf(
  { signatures }: Pick<ActRows, "signatures">,
  { number }: Pick<StoredAct, "number">,
  members: readonly string[],
): readonly string[] {
  const lines = new Map(signatures(number).map(({ member, line }) => [member, line]))
  return members.map((member) => must(lines.get(member), "line of a signature that was proved"))
}

/** Returns the pending act. */
export function waitingAct(file: DecidedFile): StoredAct | undefined {
  return provenActs(file).find(({ stored }) => stored.state === "pending")?.stored
}

/** Lists the acts of one kind that are in effect. */
export function effectiveActs(file: DecidedFile, kind: ActKind): readonly Act[] {
  return provenActs(file).flatMap(({ stored, act }) => (stored.state === "effective" && act.kind === kind ? [act] : []))
}

/** Returns the authority after the acts in effect with a lower number than this, or after all of them by default. */
export function provenAuthority(file: DecidedFile, before = Infinity): Authority | undefined {
  return provenActs(file)
    .filter(({ stored: { number, state } }) => state === "effective" && number < before)
    .reduce<Authority | undefined>((so, { act, effect }) => authorityAfter(so, act, effect ?? 0), undefined)
}

interface Row {
  readonly stored: StoredAct
  readonly lines: readonly { readonly member: string; readonly line: string }[]
}

/** What happened to an act, as the journal says it. */
interface ActHistory {
  readonly kind: ActKind
  readonly text: string
  readonly signed: Set<string>
  state: StoredAct["state"]
  /** `sha256:` of the text that took effect, and the number of the entry that says so. */
  effect: { readonly text: string; readonly entry: number } | undefined
}

function actHistories(journal: JournalTable): ReadonlyMap<number, ActHistory> {
  const histories = new Map<number, ActHistory>()
  for (const { event } of actEntries(journal, "act.proposed")) {
    const { kind, text } = event
    histories.set(event.act, { kind, text, signed: new Set(), state: "pending", effect: undefined })
  }
  for (const { event } of actEntries(journal, "act.signed")) histories.get(event.act)?.signed.add(event.member)
  for (const { event } of actEntries(journal, "act.dropped")) end(histories.get(event.act), "dropped")
  for (const { number, event } of actEntries(journal, "act.effective")) {
    const history = histories.get(event.act)
    end(history, "effective")
    if (history !== undefined) history.effect = { text: event.text, entry: number }
  }
  return histories
}

function end(history: ActHistory | undefined, state: "dropped" | "effective"): void {
  if (history !== undefined) history.state = state
}

/** Yields entries about acts, each as it was hashed. */
function* actEntries<Type extends ActEvent["type"]>(journal: JournalTable, type: Type) {
  for (const entry of entriesOfType(journal, type)) {
    const { number, body } = entry
    if (!equalBytes(leafHash(body), journal.nodeAt(0, number - 1))) {
      throw new UrneError("entry-altered", { of: "journal", number })
    }
    yield entry
  }
}

function proveActs(rows: readonly Row[], histories: ReadonlyMap<number, ActHistory>): readonly ProvenAct[] {
  const keyOf = keyReader()
  const proven: ProvenAct[] = []
  let authority: Authority | undefined
  for (const row of rows) {
    const one = proveAct(row, histories.get(row.stored.number), authority, keyOf)
    proven.push(one)
    if (one.stored.state !== "effective") continue
    authority = authorityAfter(authority, one.act, one.effect ?? 0)
    if (authority === undefined) refuse(one.stored.number, "authority")
  }
  const known = new Set(rows.map(({ stored }) => stored.number))
  for (const number of histories.keys()) if (!known.has(number)) refuse(number, "absent")
  return proven
}

function proveAct(
  { stored, lines }: Row,
  history: ActHistory | undefined,
  authority: Authority | undefined,
  keyOf: KeyOf,
): ProvenAct {
  const { number, kind, text, state } = stored
  const act = parseAct(text)
  if (history === undefined) return refuse(number, "journal")
  if (act?.number !== number || act.kind !== kind || history.kind !== kind) return refuse(number, "text")
  const hash = actHash(text)
  if (history.text !== hash || (history.effect !== undefined && history.effect.text !== hash))
    return refuse(number, "text")
  if (history.state !== state) return refuse(number, "state")
  const judge = judgeOf(authority, act)
  if (judge === undefined) return refuse(number, "authority")
  const valid = new Set(
    lines.flatMap(({ member, line }) =>
      history.signed.has(member) && isSignedBy(text, line, keyTextOf(judge, member), keyOf) ? [member] : [],
    ),
  )
  const signed = [...history.signed].filter((member) => valid.has(member))
  if (state === "effective" && missingSignatures(judge, act.kind, valid) !== undefined) return refuse(number, "quorum")
  const invalid = lines.flatMap(({ member }) => (valid.has(member) ? [] : [member]))
  return { stored, act, judge, signed, invalid, effect: history.effect?.entry }
}

/** Whether a line is a single signature by this key over the text. A line with several would bring in others unseen. */
function isSignedBy(text: string, line: string, keyText: string | undefined, keyOf: KeyOf): boolean {
  if (keyText === undefined) return false
  return isFact(`act ${sha256Hex(JSON.stringify([text, line, keyText]))}`, () => {
    const key = keyOf(keyText)
    const note = key === undefined ? undefined : parseNote(noteText(text, [line]))
    if (key === undefined || note?.text !== text || note.signatures.length !== 1) return false
    return signersOf(note, [key]).valid.length === 1
  })
}

function keyTextOf({ members }: Authority, member: string): string | undefined {
  return members.find(({ id }) => id === member)?.key
}

type KeyOf = (text: string) => VerifierKey | undefined

/** Returns a function that reads each member's key once. */
function keyReader(): KeyOf {
  const known = new Map<string, VerifierKey | undefined>()
  return (text) => {
    if (!known.has(text)) known.set(text, parseVerifierKey(text))
    return known.get(text)
  }
}

function refuse(act: number, rule: ActAltered): never {
  throw new UrneError("act-altered", { act, rule })
}
