/** Who has to sign minutes, and who did. */
import type { Member } from "../authority/constitution.ts"
import type { Role } from "../core/vocabulary.ts"
import { parseVerifierKey } from "../notes/key.ts"
import { type Note, signersOf } from "../notes/note.ts"

interface Signing {
  readonly id: string
  readonly role: Role
}

/** How many members sign minutes, and whether the secretary has to be among them. */
export interface NeededSigners {
  readonly members: number
  readonly secretary: boolean
}

/**
 * Minutes are drawn up by the secretary and countersigned (R211-577 of the French general code of the public service): two
 * members sign them, one of them a secretary where the authority has one.
 */
export function neededSigners(members: readonly Signing[]): NeededSigners {
  return {
    members: Math.min(2, members.length),
    secretary: members.some(({ role }) => role === "secretary"),
  }
}

/** @param signed - different members of the authority */
export function areEnough(signed: readonly Signing[], members: readonly Signing[]): boolean {
  const { members: needed, secretary } = neededSigners(members)
  return signed.length >= needed && (!secretary || signed.some(({ role }) => role === "secretary"))
}

/**
 * Finds the members who signed a note, in the order in which the authority names them.
 *
 * @returns `undefined` if a line is forged, or is no signature of one of these members
 */
export function membersWhoSigned(note: Note, members: readonly Member[]): readonly Member[] | undefined {
  const keys = members.flatMap((member) => {
    const verifier = parseVerifierKey(member.key)
    return verifier === undefined ? [] : [{ member, verifier }]
  })
  const { valid, forged } = signersOf(
    note,
    keys.map(({ verifier }) => verifier),
  )
  const signed = keys.flatMap(({ member, verifier }) => (valid.includes(verifier) ? [member] : []))
  return forged.length === 0 && signed.length === note.signatures.length ? signed : undefined
}
