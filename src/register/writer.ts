/** Who may write to the register, and when: a pure fold over acts and entries, which the verifier uses too. */
import { type Act, statementOf } from "../authority/act.ts"
import { membersOf } from "../authority/constitution.ts"
import { memberOfKey } from "../authority/member-key.ts"
import { parseVerifierKey, type VerifierKey } from "../notes/key.ts"
import type { PublishedEntry, SignersNeeded } from "./event.ts"

/** A key whose signatures count while it is certified. Instants are milliseconds, both ends included. */
export interface WriterTerm {
  readonly id: string
  readonly of: "member" | "writer" | "urn"
  readonly key: VerifierKey
  readonly from: number
  readonly to: number
}

/** An act in effect, and when it took effect (milliseconds). */
export interface DatedAct {
  readonly act: Act
  readonly at: number
}

/**
 * Lists the terms of members' keys. A member who was replaced may sign until the second in which the successor takes
 * over, since both happen within it.
 */
export function memberTerms(acts: readonly DatedAct[]): readonly WriterTerm[] {
  let terms: WriterTerm[] = []
  for (const { act, at } of acts) {
    if (act.kind !== "constitute" && act.kind !== "replace") continue
    const leaving = statementOf(act, "replaces")
    terms = terms.map((term) => (term.id === leaving && term.to === Infinity ? { ...term, to: at } : term))
    for (const { id, key: text } of membersOf(act) ?? []) {
      const key = parseVerifierKey(text)
      if (key !== undefined) terms.push({ id, of: "member", key, from: at, to: Infinity })
    }
  }
  return terms
}

/** Returns the terms after an entry, which may certify or remove a writer. */
export function termsAfter(terms: readonly WriterTerm[], entry: PublishedEntry, at: number): readonly WriterTerm[] {
  switch (entry.type) {
    case "writer.certified": {
      const key = parseVerifierKey(entry.key)
      return key === undefined ? terms : [...terms, { id: entry.writer, of: "writer", key, from: at, to: Infinity }]
    }
    case "writer.removed":
      return terms.filter(({ id, of }) => of !== "writer" || id !== entry.writer)
    default:
      return terms
  }
}

/**
 * Whether a key may be certified as a writer's: a note key whose name ends with the identifier and that nobody else
 * has.
 */
export function isFreeKey(terms: readonly WriterTerm[], writer: string, key: VerifierKey): boolean {
  return (
    key.kind === "note" &&
    memberOfKey(key.name) === writer &&
    !terms.some((term) => term.id === writer || term.key.id === key.id || sameKey(term.key, key))
  )
}

function sameKey(a: VerifierKey, b: VerifierKey): boolean {
  return a.publicKey.every((byte, i) => byte === b.publicKey[i])
}

/** Whether an entry has the signers that it needs. Others beside them change nothing. */
export function suffices(needed: SignersNeeded, signers: readonly WriterTerm[], members: number): boolean {
  if (needed === "urn") return signers.length > 0
  if (needed === "writer") return signers.some(({ of }) => of !== "urn")
  const signed = new Set(signers.filter(({ of }) => of === "member").map(({ id }) => id))
  return signed.size >= Math.min(needed.members, Math.max(1, members))
}

/** Lists the keys that count at an instant (milliseconds). */
export function termsAt(terms: readonly WriterTerm[], at: number): readonly WriterTerm[] {
  return terms.filter(({ from, to }) => from <= at && at <= to)
}
