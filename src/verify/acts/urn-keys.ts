import type { Authority } from "../../authority/authority.ts"
import { parseVerifierKey } from "../../notes/key.ts"
import type { UrnKeyTerm } from "../../notes/urn-key-term.ts"
import type { History } from "../journal/history.ts"

/** Lists the keys that the authority certified for the urn, oldest first. */
export function urnKeyTerms(authority: Authority | undefined, { inEffect }: History): readonly UrnKeyTerm[] {
  const keys = authority?.urnKeys ?? []
  return keys.flatMap(({ key: text, from }, i) => {
    const key = parseVerifierKey(text)
    const to = keys[i + 1]?.from ?? Infinity
    const end = inEffect.find(({ entry }) => entry === to)
    return key === undefined ? [] : [{ key, from, to, height: end === undefined ? Infinity : (end.height ?? 0) }]
  })
}
