/** Carries a text to members who are elsewhere, and adds their signatures to copies of it. */
import { signatureLine } from "../notes/note.ts"
import type { Act } from "./act.ts"
import type { CarriedText, JudgedGround, SignedText } from "./carried-text.ts"
import { type MemberKey, requireSameAuthority } from "./member-key.ts"
import { memberWith } from "./member-operations.ts"
import { type DecidedFile, linesOf, provenActs } from "./proven-acts.ts"

/** Lists the acts in effect as a text brings them along. @throws UrneError `act-altered` */
export function carriedActs(file: DecidedFile): readonly SignedText[] {
  return provenActs(file).flatMap(({ stored, signed, effect }) =>
    effect === undefined ? [] : [{ text: stored.text, lines: linesOf(file.authority, stored, signed) }],
  )
}

/** A copy with more signatures. */
export interface SignedCopy {
  /** Those who signed now. */
  readonly members: readonly string[]
  /** All who signed. */
  readonly signed: readonly string[]
  readonly file: CarriedText
}

/**
 * Adds the signatures of members to a judged text. A signature that is there already is not added again.
 *
 * @param of - the election that the text names
 * @throws UrneError `not-a-member`, `key-of-other-world`, `key-of-other-authority`
 */
export function signCarried(
  { file, members, signed, anchor }: { readonly file: CarriedText } & JudgedGround,
  of: Pick<Act, "uuid" | "rehearsal">,
  keys: readonly MemberKey[],
): SignedCopy {
  const own = keys.map((key) => {
    const { id } = memberWith(key, of, members)
    requireSameAuthority(key, of.uuid, anchor)
    return { id, line: signatureLine(file.text, key) }
  })
  const ids = own.map(({ id }) => id)
  const lines = [...new Set([...file.lines, ...own.map(({ line }) => line)])]
  return { members: ids, signed: [...new Set([...signed, ...ids])], file: { ...file, lines } }
}
