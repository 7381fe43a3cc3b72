/** Who signed a notice, and who has to. */
import type { Definition } from "../definition/definition.ts"
import { isFrom, type Note, signersOf } from "../notes/note.ts"
import type { WriterTerm } from "../register/writer.ts"

/** How many members sign a notice where the definition does not say it: a false cause is rarely two people’s. */
const usualSignatures = 2

/** @param members - how many there are; fewer than are demanded are enough if they are all */
export function signaturesNeeded({ publish }: Definition, members: number): number {
  return Math.max(1, Math.min(publish.notices?.signatures ?? usualSignatures, members))
}

/**
 * Finds the members who signed, each once, and the names in signatures that none of them made.
 *
 * @param terms - the keys that count at that instant
 */
export function noticeSigners(
  note: Note,
  terms: readonly WriterTerm[],
): { readonly members: readonly string[]; readonly strange: readonly string[] } {
  const own = terms.filter(({ of }) => of === "member")
  const { valid, forged } = signersOf(
    note,
    own.map(({ key }) => key),
  )
  const strange = note.signatures.filter((one) => forged.includes(one) || !valid.some((key) => isFrom(one, key)))
  const members = own.filter(({ key }) => valid.includes(key)).map(({ id }) => id)
  return { members: [...new Set(members)], strange: strange.map(({ name }) => name) }
}

/** How many members there are at that instant. */
export function membersAmong(terms: readonly WriterTerm[]): number {
  return new Set(terms.filter(({ of }) => of === "member").map(({ id }) => id)).size
}
