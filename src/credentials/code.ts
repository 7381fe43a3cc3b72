import { isCredential } from "../belenios/credential.ts"

/**
 * A code as a person types it or a scanner reads it, in the form in which it is hashed: `XXXXX-XXXXXX-XXXXX-XXXXXX`. Spaces
 * and hyphens may be missing or stand elsewhere; capitals matter. `undefined` if it cannot be a code.
 */
export function readCode(typed: string): string | undefined {
  const characters = typed.normalize("NFKC").replace(/[\s\p{Pd}\u00ad\u2212]+/gu, "")
  const code = [[0, 5], [5, 11], [11, 16], [16]].map(([start, end]) => characters.slice(start, end)).join("-")
  return isCredential(code) ? code : undefined
}
