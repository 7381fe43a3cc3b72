import { credentialKey } from "../belenios/credential.ts"
import { encodeAll, pointText } from "../belenios/group.ts"

/** Some private credentials of one election. */
export interface CodeChunk {
  readonly uuid: string
  readonly codes: readonly string[]
}

/** The public credential of each code, as a text. The arithmetic on the secrets is that of `credentialKey`. */
export function deriveKeys({ uuid, codes }: CodeChunk): readonly string[] {
  const bytes = encodeAll(codes.map((code) => credentialKey(uuid, code).publicKey))
  return codes.map((_, i) => pointText(bytes.subarray(32 * i, 32 * (i + 1))))
}
