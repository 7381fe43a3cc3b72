import { parseVerifierKey } from "../notes/key.ts"
import { type Note, signersOf } from "../notes/note.ts"
import type { Member } from "./constitution.ts"

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
