import { statementOf } from "../../authority/act.ts"
import { type Authority, authorityAfter, judgeOf, keysOf, missingSignatures } from "../../authority/authority.ts"
import { type Constitution, type Member, quorumOf } from "../../authority/constitution.ts"
import { equalBytes, hex } from "../../core/bytes.ts"
import { actKinds } from "../../core/vocabulary.ts"
import { parseVerifierKey, type VerifierKey } from "../../notes/key.ts"
import { type Note, signersOf } from "../../notes/note.ts"
import type { ActHistory, History } from "../journal/history.ts"
import type { OpenReport } from "../open-report.ts"
import { type ActPaper, actPlace } from "../source/act-papers.ts"

/** Who could decide at each point of the election. */
export interface Judges {
  /** The authority after the last act in effect. */
  readonly authority: Authority | undefined
  /** Who could sign each act, by its number. */
  readonly of: ReadonlyMap<number, Signatories>
}

/** A member with the key that verifies the member's signatures. */
interface Signatory {
  readonly id: string
  readonly verifier: VerifierKey
}

/** Members by the name and the id of their keys, which every signature states. Two keys may share both. */
type Signatories = ReadonlyMap<string, readonly Signatory[]>

/**
 * No authority has more members, substitutes, channels or witnesses. Without this bound, a record in which each of many
 * signatures had to be checked under thousands of keys would take hours.
 */
const mostNamed = 250

/**
 * Checks the signatures under every act, from the first on. Each is a valid one of somebody who was a member then, they
 * are the ones that the journal records, and an act in effect has its quorum. Acts that are pending or were dropped
 * need no quorum.
 */
export function checkSignatures(history: History, papers: ReadonlyMap<number, ActPaper>, report: OpenReport): Judges {
  const of = new Map<number, Signatories>()
  const readMembers = memberReader()
  let authority: Authority | undefined
  let [signatures, inEffect] = [0, 0]
  for (const known of history.acts.values()) {
    const { number, paper } = known
    if (paper === undefined) continue
    const judge = judgeOf(authority, paper.act)
    if (judge === undefined || isTooLarge(judge)) {
      report.fail("ACT_AUTHORITY", actPlace(number), { kind: paper.act.kind })
      continue
    }
    const members = signatoriesOf(readMembers(judge.members))
    of.set(number, members)
    const signed = compareSigners(known, paper.note, members, report)
    signatures += paper.note.signatures.length
    if (known.effective === undefined) continue
    inEffect++
    checkQuorum(paper, judge, signed, report)
    const after = authorityAfter(authority, paper.act, known.entry ?? 0)
    checkChange(authority, after, paper, readMembers, report)
    authority = after
  }
  for (const number of papers.keys()) {
    if (!history.acts.has(number)) report.fail("ACT_UNRECORDED", actPlace(number), {})
  }
  report.done("A2", signatures)
  report.done("A3", inEffect)
  report.done("C2", history.acts.size)
  return { authority, of }
}

function isTooLarge({ members, urnKeys, holderKeys, constitution }: Authority): boolean {
  const { witnesses, channels, substitutes } = constitution
  return [members, urnKeys, holderKeys, witnesses, channels, substitutes].some(({ length }) => length > mostNamed)
}

function compareSigners(
  { number, signed: recorded }: ActHistory,
  note: Note,
  members: Signatories,
  report: OpenReport,
): ReadonlySet<string> {
  const at = actPlace(number)
  const { valid, strange } = memberSigners(note, members)
  for (const name of strange) report.fail("ACT_SIGNATURE", at, { name })
  // The lines are in the order of the journal, and each member has one.
  if (strange.length === 0 && valid.join(" ") !== [...recorded].join(" ")) {
    report.fail("ACT_SIGNERS", at, { signed: valid, recorded: [...recorded] })
  }
  return new Set(valid)
}

/** Reads the keys of some members, and returns the members whose keys may be used. */
type ReadMembers = (members: readonly Member[]) => readonly Signatory[]

/** Reads each member's key once, because judging whether a key may be used takes as long as verifying a signature. */
function memberReader(): ReadMembers {
  const known = new Map<string, VerifierKey | undefined>()
  return (members) =>
    members.flatMap(({ id, key }) => {
      if (!known.has(key)) known.set(key, parseVerifierKey(key))
      const verifier = known.get(key)
      return verifier === undefined ? [] : [{ id, verifier }]
    })
}

function signatoriesOf(members: readonly Signatory[]): Signatories {
  const known = new Map<string, Signatory[]>()
  for (const member of members) {
    const signer = signerOf(member.verifier)
    known.set(signer, [...(known.get(signer) ?? []), member])
  }
  return known
}

function signerOf({ name, id }: Pick<VerifierKey, "name" | "id">): string {
  return `${name} ${id}`
}

/** Finds the members whose valid signatures stand under a note, line by line, and the names of all other signatures. */
export function memberSigners(
  { text, signatures }: Note,
  members: Signatories,
): { readonly valid: readonly string[]; readonly strange: readonly string[] } {
  const valid: string[] = []
  const strange: string[] = []
  for (const signature of signatures) {
    const claimed = members.get(signerOf(signature)) ?? []
    const keys = claimed.map(({ verifier }) => verifier)
    const [signer] = signersOf({ text, signatures: [signature] }, keys).valid
    const member = claimed.find(({ verifier }) => verifier === signer)
    if (member === undefined) strange.push(signature.name)
    else valid.push(member.id)
  }
  return { valid, strange }
}

function checkQuorum({ act }: ActPaper, judge: Authority, signed: ReadonlySet<string>, report: OpenReport): void {
  const shortfall = missingSignatures(judge, act.kind, signed)
  if (shortfall === undefined) return
  const ofRoles = Object.values(shortfall.roles).reduce((sum, count) => sum + count, 0)
  const missing = Math.max(shortfall.total, ofRoles)
  report.fail("ACT_QUORUM", actPlace(act.number), { kind: act.kind, missing })
}

/**
 * Checks what an act makes of the authority: a constitution whose quorum no two disjoint groups can both meet, and
 * substitutes as it named them.
 */
function checkChange(
  before: Authority | undefined,
  after: Authority | undefined,
  { act }: ActPaper,
  readMembers: ReadMembers,
  report: OpenReport,
): void {
  if (after !== undefined && after === before) return
  const sound =
    after !== undefined &&
    areDistinct(after.members, readMembers(after.members)) &&
    areAppointable(before, after) &&
    (act.kind !== "constitute" || isSound(after.constitution)) &&
    (act.kind !== "replace" || before === undefined || isSubstitution(before, after, statementOf(act, "replaces")))
  if (!sound) report.fail("ACT_AUTHORITY", actPlace(act.number), { kind: act.kind })
}

/** Whether no name and no key occurs twice, under whatever name: one person must not count for two members. */
function areDistinct(members: readonly Member[], read: readonly Signatory[]): boolean {
  if (read.length !== members.length || !read.every(({ verifier }) => verifier.kind === "note")) return false
  const distinct = (values: readonly string[]) => new Set(values).size === values.length
  return distinct(read.map(({ id }) => id)) && distinct(read.map(({ verifier }) => hex(verifier.publicKey)))
}

/**
 * Whether appointed keys are usable, and are neither anybody else's nor those of an earlier term. The term of a key is
 * one stretch of the journal, and no holder signs for another.
 */
function areAppointable(before: Authority | undefined, after: Authority): boolean {
  const appointed = [
    ...after.urnKeys.slice(Math.max(1, before?.urnKeys.length ?? 1)),
    ...after.holderKeys.slice(before?.holderKeys.length ?? 0),
  ]
  if (appointed.length === 0) return true
  const all = keysOf(after).flatMap((text) => parseVerifierKey(text) ?? [])
  return appointed.every(({ key: text }) => {
    const key = parseVerifierKey(text)
    return key?.kind === "note" && all.filter(({ publicKey }) => equalBytes(publicKey, key.publicKey)).length === 1
  })
}

/**
 * Whether every quorum is more than half of the members, so that no two groups can decide against each other, and the
 * key of the urn can sign checkpoints. A cosignature key would sign nothing, and nothing would say so.
 */
function isSound(constitution: Constitution): boolean {
  const { members, urnKey } = constitution
  const quorums = actKinds.map((kind) => quorumOf(constitution, kind))
  return quorums.every(({ total }) => 2 * total > members.length) && parseVerifierKey(urnKey)?.kind === "note"
}

function isSubstitution(before: Authority, after: Authority, leaving: string | undefined): boolean {
  const left = before.members.find(({ id }) => id === leaving)
  const entered = after.members.find(({ id }) => !before.members.some((member) => member.id === id))
  const named = before.constitution.substitutes.find(({ member }) => member === leaving)
  return left?.role === entered?.role && (named === undefined || named.id === entered?.id)
}
