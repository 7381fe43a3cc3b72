import { base64, fromBase64, utf8Text } from "../core/bytes.ts"
import { UrneError } from "../core/error.ts"
import { sha256Hex } from "../core/hash.ts"
import { canonicalJson, tryParseJson } from "../core/json.ts"
import { must } from "../core/must.ts"
import type { ActFileFault } from "../core/refusals.ts"
import { refuseNewer } from "../core/version-line.ts"
import type { Sha256 } from "../journal/event.ts"
import { parseVerifierKey } from "../notes/key.ts"
import { verifyConsistency } from "../notes/merkle.ts"
import { type Note, parseNote, signersOf } from "../notes/note.ts"
import { type Act, actHash, parseAct, statementOf } from "./act.ts"
import { type Authority, authorityAfter, judgeOf, missingSignatures } from "./authority.ts"
import { constitutionOf } from "./constitution.ts"

/**
 * A pending act with everything by which a member without an election file can judge it: all earlier acts, and proofs
 * that the journal which each names contains the one that the act before it names. Nobody signs blind.
 */
export interface ActFile {
  readonly acts: readonly CarriedAct[]
  /** Proofs between the journals of each act and the next, in base64. */
  readonly proofs: readonly (readonly string[])[]
  /**
   * The text of the definition, whose zone words the hours and whose ballot is shown. Absent in a file of version 1.
   */
  readonly definition?: string
  /** The bytes of the archive's result, where the pending act proclaims it. Absent in a file of version 1. */
  readonly result?: string
}

export interface CarriedAct {
  readonly state: "pending" | "effective" | "dropped"
  /** Text and signatures. A pending act may have none yet. */
  readonly text: string
  readonly lines: readonly string[]
}

/** A result whose hash the act states that proclaims it. */
export interface CarriedResult {
  readonly text: string
  /** The sum of the weights of all ballots counted, as the act `unseal` states it. */
  readonly weight: bigint
  /** How many members may vote, as the act `seal` states it, and how many ballots were counted, as `unseal` does. */
  readonly registered: number
  readonly voted: number
}

/** An act file that was judged and found sound. */
export interface JudgedActFile {
  readonly file: ActFile
  readonly pending: Act
  readonly pendingText: string
  /** The authority that may sign the pending act. */
  readonly judge: Authority
  /** SHA-256 of the first act's text: the trust anchor, which the reader compares. */
  readonly anchor: Sha256
  /** The text of the definition with which the authority was constituted, if the file carries it. */
  readonly definitionText: string | undefined
  /** The result that the pending act proclaims, if the file carries it. */
  readonly result: CarriedResult | undefined
  /** Whether the pending act's journal begins with the entries of an earlier one that some act named. */
  readonly isExtension: (earlier: { readonly size: number; readonly root: string }) => boolean
}

const [withoutDefinition, withDefinition] = ["urne act file v1", "urne act file v2"]

export function actFileText({ acts, proofs, definition, result }: ActFile): string {
  const carried = { acts: acts.map((act) => ({ ...act })), proofs }
  const subject = result === undefined ? {} : { result }
  const file =
    definition === undefined
      ? { ...carried, format: withoutDefinition }
      : { ...carried, format: withDefinition, definition, ...subject }
  return `${canonicalJson(file)}\n`
}

/** Whether this claims to be an act that was carried away. It is judged when it is signed. */
export function isActFile(bytes: Uint8Array): boolean {
  const json = tryParseJson(utf8Text(bytes) ?? "")
  return isObject(json) && (json["format"] === withoutDefinition || json["format"] === withDefinition)
}

/**
 * Reads an act file and judges it: the acts in effect follow each other, each has the signatures that its quorum
 * required, and the journals extend each other.
 *
 * @throws UrneError `not-an-act-file`, `newer-format`
 */
export function judgeActFile(bytes: Uint8Array, path: string): JudgedActFile {
  const text = utf8Text(bytes) ?? ""
  const refuse = (rule: ActFileFault["rule"], act?: number): never => {
    throw new UrneError("not-an-act-file", { path, rule, act })
  }
  const newer = (of: string, rule: ActFileFault["rule"]) => {
    refuseNewer(of, path)
    return refuse(rule)
  }
  const file = parse(text.trimEnd()) ?? newer(text, "form")
  const acts = file.acts.map((carried) => ({ carried, act: parseAct(carried.text) ?? newer(carried.text, "text") }))
  const last = acts.at(-1)
  // Only the last act may be pending, or one that nobody has judged could pass for the act that constituted the
  // authority.
  if (last?.carried.state !== "pending" || acts.slice(0, -1).some(({ carried }) => carried.state === "pending")) {
    return refuse("pending")
  }
  let authority: Authority | undefined
  let previous: { number: number; text: string } | undefined
  for (const [i, { carried, act }] of acts.entries()) {
    if (act.uuid !== last.act.uuid || act.rehearsal !== last.act.rehearsal) refuse("election")
    const before = acts[i - 1]?.act
    if (before !== undefined && !follows(before, act, file.proofs[i - 1] ?? [])) refuse("journal", act.number)
    if (carried.state === "dropped") continue
    if (act.previous?.number !== previous?.number || act.previous?.text !== previous?.text)
      refuse("previous", act.number)
    if (carried.state === "pending") continue
    const judge = judgeOf(authority, act) ?? refuse("authority", act.number)
    const signed = new Set(signersAmong(judge, carried).map(({ member }) => member))
    if (missingSignatures(judge, act.kind, signed) !== undefined) refuse("quorum", act.number)
    // The journal in which it took effect is not here, but the terms of keys do not matter for judging signatures.
    authority = authorityAfter(authority, act, act.journal.size)
    previous = { number: act.number, text: actHash(carried.text) }
  }
  const judge = judgeOf(authority, last.act) ?? refuse("authority", last.act.number)
  const first = acts.find(({ act, carried }) => act.kind === "constitute" && carried.state !== "dropped")
  const anchor = actHash(must(first, "the act that constitutes the authority").carried.text)
  const { definition: definitionText } = file
  const stated = first === undefined ? undefined : constitutionOf(first.act)?.definition
  if (definitionText !== undefined && stated !== `sha256:${sha256Hex(definitionText)}`) refuse("definition")
  const inEffect = (kind: Act["kind"]) =>
    acts.filter(({ act, carried }) => act.kind === kind && carried.state === "effective").at(-1)?.act
  const result =
    file.result === undefined
      ? undefined
      : (carriedResult(file.result, last.act, { seal: inEffect("seal"), unseal: inEffect("unseal") }) ??
        refuse("result", last.act.number))
  return {
    file,
    pending: last.act,
    pendingText: last.carried.text,
    judge,
    anchor,
    definitionText,
    result,
    isExtension: (earlier) =>
      acts.some(({ act }) => act.journal.size === earlier.size && act.journal.root === earlier.root),
  }
}

/** Returns the result if the act proclaims it: it states the hash of these bytes. */
function carriedResult(
  text: string,
  act: Act,
  { seal, unseal }: { readonly seal: Act | undefined; readonly unseal: Act | undefined },
): CarriedResult | undefined {
  const stated = (of: Act | undefined, key: string) => (of === undefined ? "" : (statementOf(of, key) ?? ""))
  const isProclaimed = act.kind === "proclaim" && statementOf(act, "votes") === `sha256:${sha256Hex(text)}`
  const [weight] = /^\d{1,15}$/.exec(stated(unseal, "weight")) ?? []
  const [, voted] = /^\d{1,15} accepted (\d{1,15}) counted$/.exec(stated(unseal, "ballots")) ?? []
  const [, registered] = /^(\d{1,15}) members /.exec(stated(seal, "roll")) ?? []
  if (!isProclaimed || weight === undefined || voted === undefined || registered === undefined) return undefined
  return { text, weight: BigInt(weight), registered: Number(registered), voted: Number(voted) }
}

function follows(before: Act, act: Act, proof: readonly string[]): boolean {
  const [from, to] = [fromBase64(before.journal.root), fromBase64(act.journal.root)]
  const hashes = proof.map(fromBase64)
  if (from === undefined || to === undefined || !hashes.every((hash) => hash !== undefined)) return false
  return (
    act.number > before.number &&
    verifyConsistency({ from: before.journal.size, fromRoot: from, to: act.journal.size, toRoot: to, proof: hashes })
  )
}

/** Finds the members whose signatures under a carried act are their own, with the lines. */
export function signersAmong(
  { members }: Authority,
  { text, lines }: Pick<CarriedAct, "text" | "lines">,
): readonly { readonly member: string; readonly line: string }[] {
  return lines.flatMap((line) => {
    const parsed = noteOf(text, [line])
    // A line is stored and published as it came, so one that held several signatures would bring in some that nobody
    // verified.
    const note = parsed?.text === text && parsed.signatures.length === 1 ? parsed : undefined
    const signers = members.filter(({ key }) => {
      const verifier = parseVerifierKey(key)
      return note !== undefined && verifier !== undefined && signersOf(note, [verifier]).valid.length === 1
    })
    return signers.map(({ id }) => ({ member: id, line }))
  })
}

/** Makes the signed note of an act's text and signature lines, or returns `undefined` while it has none. */
function noteOf(text: string, lines: readonly string[]): Note | undefined {
  return lines.length === 0 ? undefined : parseNote(noteText(text, lines))
}

/** Writes an act as it is published: its text, an empty line, one line a signature. */
export function noteText(text: string, lines: readonly string[]): string {
  return `${text}\n${lines.map((line) => `${line}\n`).join("")}`
}

export function proofText(hashes: readonly Uint8Array[]): readonly string[] {
  return hashes.map(base64)
}

function parse(text: string): ActFile | undefined {
  const value = tryParseJson(text)
  if (!isObject(value)) return undefined
  const { acts, proofs, definition, result } = value
  if (!Array.isArray(acts) || !Array.isArray(proofs)) return undefined
  if (definition !== undefined && typeof definition !== "string") return undefined
  if (result !== undefined && typeof result !== "string") return undefined
  const file = { acts, proofs, definition, result } as unknown as ActFile
  const sound =
    file.acts.every(
      (act) => isObject(act) && typeof act.text === "string" && isTexts(act.lines) && isState(act.state),
    ) && file.proofs.every(isTexts)
  return sound && actFileText(file) === `${text}\n` ? file : undefined
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value)
}

const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((one) => typeof one === "string")
const isState = (value: unknown): boolean => value === "pending" || value === "effective" || value === "dropped"
