import { votingKeys } from "../belenios/credential.ts"

/** Some private credentials of one election. */
export interface CodeChunk {
  readonly uuid: string
  readonly codes: readonly string[]
}

/** Derives the public credential of each code, as a text. */
export function deriveKeys({ uuid, codes }: CodeChunk): readonly string[] {
  return votingKeys(uuid, codes).map(({ publicCredential }) => publicCredential)
}
