/** A text that is carried to members who are elsewhere, with everything by which they can judge whose it is. */
import { sha256Hex } from "../core/hash.ts"
import { canonicalJson, tryParseJson } from "../core/json.ts"
import type { Definition } from "../definition/definition.ts"
import { parseDefinition } from "../definition/parse.ts"
import type { Sha256 } from "../journal/event.ts"
import { type CarriedAct, signersAmong } from "./act-file.ts"
import { type Act, actHash, actText, parseAct } from "./act.ts"
import { type Authority, authorityAfter, judgeOf, missingSignatures } from "./authority.ts"
import { constitutionOf, type Member } from "./constitution.ts"

/** Text and signature lines, of what is carried or of an act. */
export type SignedText = Pick<CarriedAct, "text" | "lines">

export interface CarriedText extends SignedText {
  /** The acts in effect, from which the members follow. */
  readonly acts: readonly SignedText[]
  /** The text of the definition, whose hash the first of them states. */
  readonly definition: string
}

/** What a sound file says besides its text. */
export interface JudgedGround {
  readonly members: readonly Member[]
  /** The members who signed, in the order of their lines. */
  readonly signed: readonly string[]
  /** The acts in effect, in order. */
  readonly acts: readonly Act[]
  /** SHA-256 of the first act's text: the trust anchor, which the reader compares. */
  readonly anchor: Sha256
  readonly definition: Definition
}

/** @param format - the first line of such files, as `urne notice file v1` */
export function carriedFileText(format: string, { text, lines, acts, definition }: CarriedText): string {
  const carried = acts.map((act) => ({ text: act.text, lines: act.lines }))
  return `${canonicalJson({ format, text, lines, acts: carried, definition })}\n`
}

/** Reads such a file, and returns `undefined` unless writing it again gives the same. */
export function parseCarried(format: string, source: string): CarriedText | undefined {
  const value = tryParseJson(source.trimEnd())
  if (!isObject(value)) return undefined
  const { text, lines, acts, definition } = value
  const isSound =
    typeof text === "string" &&
    isTexts(lines) &&
    typeof definition === "string" &&
    Array.isArray(acts) &&
    acts.every((act) => isObject(act) && typeof act["text"] === "string" && isTexts(act["lines"]))
  const file = { text, lines, acts, definition } as CarriedText
  return isSound && carriedFileText(format, file) === source ? file : undefined
}

/**
 * Judges what is carried with a text: the acts follow each other and have their quorums, the definition is the one that they
 * state, and every signature under the text is one of a member, over exactly this text.
 *
 * @param of - the election that the text names
 * @returns what is wrong, if something is
 */
export function judgeCarried(
  { text, lines, acts: carried, definition: source }: CarriedText,
  of: Pick<Act, "uuid" | "rehearsal">,
): { readonly ground: JudgedGround } | { readonly fault: "authority" | "definition" | "signature" } {
  const judged = judgeActs(carried, source, of)
  if ("fault" in judged) return judged
  const { authority, acts, anchor, definition } = judged
  const signed = signersAmong(authority, { text, lines }).map(({ member }) => member)
  if (signed.length !== lines.length || new Set(signed).size !== signed.length) return { fault: "signature" }
  return { ground: { members: authority.members, signed, acts, anchor, definition } }
}

/** What acts in effect make, with the definition that the first of them states. */
export interface JudgedActs extends Omit<JudgedGround, "members" | "signed"> {
  readonly authority: Authority
  /** Everybody who was ever a member, each with the key that counted. */
  readonly everyMember: readonly Member[]
}

/**
 * Judges acts in effect: they follow each other and have their quorums, and the definition is the one that they state.
 *
 * @param effectOf - the size of the journal with the entry by which an act took effect, where it is known: the terms of keys
 * begin there. Otherwise they begin at the journal that the act names, somewhat before
 */
export function judgeActs(
  carried: readonly SignedText[],
  source: string,
  of: Pick<Act, "uuid" | "rehearsal">,
  effectOf: (act: Act) => number | undefined = () => undefined,
): JudgedActs | { readonly fault: "authority" | "definition" } {
  const folded = authorityOf(carried, of, effectOf)
  if (folded === undefined) return { fault: "authority" }
  const { authority, acts, first, everyMember } = folded
  if (constitutionOf(first)?.definition !== `sha256:${sha256Hex(source)}`) return { fault: "definition" }
  const parsed = parseDefinition(source)
  if ("findings" in parsed) return { fault: "definition" }
  const anchor = actHash(actText(first))
  return { authority, acts, anchor, everyMember, definition: parsed.definition }
}

/** Folds acts, each in effect and of this election, into the authority that they leave. */
function authorityOf(
  carried: readonly SignedText[],
  { uuid, rehearsal }: Pick<Act, "uuid" | "rehearsal">,
  effectOf: (act: Act) => number | undefined,
): (Pick<JudgedActs, "authority" | "acts" | "everyMember"> & { readonly first: Act }) | undefined {
  let authority: Authority | undefined
  let previous: { readonly number: number; readonly text: Sha256 } | undefined
  const acts: Act[] = []
  const everyMember = new Map<string, Member>()
  for (const one of carried) {
    const act = parseAct(one.text)
    if (act === undefined || act.uuid !== uuid || act.rehearsal !== rehearsal) return undefined
    if (act.previous?.number !== previous?.number || act.previous?.text !== previous?.text) return undefined
    const judge = judgeOf(authority, act)
    if (judge === undefined) return undefined
    const signed = new Set(signersAmong(judge, one).map(({ member }) => member))
    if (missingSignatures(judge, act.kind, signed) !== undefined) return undefined
    authority = authorityAfter(authority, act, effectOf(act) ?? act.journal.size)
    for (const member of authority?.members ?? []) everyMember.set(member.key, member)
    previous = { number: act.number, text: actHash(one.text) }
    acts.push(act)
  }
  const [first] = acts
  return authority === undefined || first === undefined
    ? undefined
    : { authority, acts, first, everyMember: [...everyMember.values()] }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value)
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((one) => typeof one === "string")
}
