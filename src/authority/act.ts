import { sha256Hex } from "../core/hash.ts"
import { instantText, parseInstant } from "../core/instant.ts"
import { type ActKind, actKinds } from "../core/vocabulary.ts"
import type { Sha256 } from "../journal/event.ts"

export type ActState = "pending" | "effective" | "dropped"

/** An act as the file keeps it. */
export interface StoredAct {
  readonly number: number
  readonly kind: ActKind
  readonly text: string
  readonly state: ActState
}

/**
 * A decision of the authority without its signatures: short text that can be printed and read aloud. Its lines are `key
 * value`. Those of the head are fixed; the statements depend on the kind (`election/lifecycle.ts`).
 */
export interface Act {
  readonly rehearsal: boolean
  readonly uuid: string
  /** The election's name, for the reader. The UUID identifies the election. */
  readonly name: string
  readonly number: number
  readonly kind: ActKind
  /** The act in effect before this one. */
  readonly previous: { readonly number: number; readonly text: Sha256 } | undefined
  readonly proposed: number
  readonly expires: number
  /** The journal when the act was proposed. Whoever signs an act also signs a checkpoint. */
  readonly journal: { readonly size: number; readonly root: string }
  /** The archive's last event; `undefined` before the seal. */
  readonly archive: { readonly height: number; readonly hash: string } | undefined
  readonly statements: readonly Statement[]
}

export interface Statement {
  readonly key: string
  readonly value: string
}

export function actText(act: Act): string {
  const { previous, archive } = act
  const head: Statement[] = [
    { key: "election", value: `${act.uuid} ${act.name}` },
    { key: "act", value: `${act.number} ${act.kind}` },
    { key: "previous", value: previous === undefined ? "none" : `${previous.number} ${previous.text}` },
    { key: "proposed", value: instantText(act.proposed) },
    { key: "expires", value: instantText(act.expires) },
    { key: "journal", value: `${act.journal.size} ${act.journal.root}` },
    { key: "archive", value: archive === undefined ? "none" : `${archive.height} ${archive.hash}` },
  ]
  const lines = [...head, ...act.statements].map(({ key, value }) => `${key} ${value}`)
  return [firstLine(act.rehearsal), ...lines, ""].join("\n")
}

/** The hash by which later acts and the trust anchor name an act: SHA-256 of its text, without signatures. */
export function actHash(text: string): Sha256 {
  return `sha256:${sha256Hex(text)}`
}

/** Reads an act, and returns `undefined` unless writing it again gives the same text. */
export function parseAct(text: string): Act | undefined {
  const [first, ...rest] = text.split("\n")
  if (rest.pop() !== "" || rest.length < headKeys.length) return undefined
  const rehearsal = first === firstLine(true)
  const lines = rest.map(parseLine)
  if (!lines.every((line) => line !== undefined)) return undefined
  const head = lines.slice(0, headKeys.length)
  if (!headKeys.every((key, i) => head[i]?.key === key)) return undefined
  const [election, numbered, previous, proposed, expires, journal, archive] = head.map(({ value }) => value) as Head
  const act = {
    rehearsal,
    ...splitOnce(election, (uuid, name) => ({ uuid, name })),
    ...splitOnce(numbered, (number, kind) => ({ number: Number(number), kind: kind as ActKind })),
    previous: reference(previous, (number, hash) => ({ number, text: hash as Sha256 })),
    proposed: parseInstant(proposed) ?? NaN,
    expires: parseInstant(expires) ?? NaN,
    journal: reference(journal, (size, root) => ({ size, root })) ?? { size: NaN, root: "" },
    archive: reference(archive, (height, hash) => ({ height, hash })),
    statements: lines.slice(headKeys.length),
  }
  if (!actKinds.includes(act.kind) || Number.isNaN(act.proposed) || Number.isNaN(act.expires)) return undefined
  return actText(act) === text ? act : undefined
}

type Head = [string, string, string, string, string, string, string]
const headKeys = ["election", "act", "previous", "proposed", "expires", "journal", "archive"]
const firstLine = (rehearsal: boolean) => (rehearsal ? "urne rehearsal act v1" : "urne act v1")

function parseLine(line: string): Statement | undefined {
  const match = /^([a-z][a-z-]*) (.+)$/.exec(line)
  return match?.[1] === undefined || match[2] === undefined ? undefined : { key: match[1], value: match[2] }
}

function splitOnce<T>(text: string, make: (first: string, rest: string) => T): T {
  const space = text.indexOf(" ")
  return make(text.slice(0, space), text.slice(space + 1))
}

function reference<T>(text: string, make: (number: number, hash: string) => T): T | undefined {
  return text === "none" ? undefined : splitOnce(text, (number, hash) => make(Number(number), hash))
}

/** Lists all values of the statements with this key, in order. */
export function statementsOf(act: Pick<Act, "statements">, key: string): readonly string[] {
  return act.statements.filter((statement) => statement.key === key).map(({ value }) => value)
}

/** Returns the value of the only statement with this key. */
export function statementOf(act: Pick<Act, "statements">, key: string): string | undefined {
  const values = statementsOf(act, key)
  return values.length === 1 ? values[0] : undefined
}

/** Lists the statements of an act that have one of these keys, key by key: what its proposer gave. */
export function givenStatements(act: Pick<Act, "statements">, keys: readonly string[]): readonly Statement[] {
  return keys.flatMap((key) => statementsOf(act, key).map((value) => ({ key, value })))
}
