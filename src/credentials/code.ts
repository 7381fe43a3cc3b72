import { isCredential, type VotingKey, votingKey } from "../belenios/credential.ts"
import type { Election } from "../belenios/election.ts"
import { UrneError } from "../core/error.ts"

/**
 * Reads a code as a person types it or a scanner reads it, and returns the form that is hashed:
 * `XXXXX-XXXXXX-XXXXX-XXXXXX`. Spaces and hyphens may be missing or misplaced; case matters. Returns `undefined` if it
 * cannot be a code.
 */
export function readCode(typed: string): string | undefined {
  const characters = typed.normalize("NFKC").replace(/[\s\p{Pd}\u00ad\u2212]+/gu, "")
  const code = [[0, 5], [5, 11], [11, 16], [16]].map(([start, end]) => characters.slice(start, end)).join("-")
  return isCredential(code) ? code : undefined
}

/** Derives the key of a code in an election. @throws UrneError `not-a-code` */
export function credentialOf({ uuid }: Election, typedCode: string): VotingKey {
  const code = readCode(typedCode)
  if (code === undefined) throw new UrneError("not-a-code", {})
  return votingKey(uuid, code)
}
