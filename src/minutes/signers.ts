/** Who has to sign minutes. */
import type { Role } from "../core/vocabulary.ts"

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
