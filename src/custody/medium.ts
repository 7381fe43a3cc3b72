/** What a proof shows that was made with the key on a medium. */
import { decodePoint } from "../belenios/group.ts"
import { members, MessageFault, readText } from "../belenios/message.ts"
import { isPossessed } from "../belenios/possession.ts"
import { proof } from "../belenios/proof.ts"
import type { KeyPair } from "../belenios/schnorr.ts"
import type { Sha256 } from "../journal/event.ts"

/** What was read on a medium: a trustee's key, or an officer's, which opened the file of codes. */
export type ReadMedium =
  | { readonly medium: "holder"; readonly holder: string; readonly pair: KeyPair }
  | { readonly medium: "officer"; readonly holder: string; readonly codes: Sha256 }

/**
 * The words to which such a proof is bound, besides the election and the key. No proof of possession of the ceremony has
 * them, which begins with a number.
 */
export function mediumContext({ register, proven }: { readonly register: string; readonly proven: string }): string {
  return `medium ${register} ${proven}`
}

/** Whether the proof of an entry shows that whoever made it had the key. @param publicKey - the text of a point */
export function showsKey(
  { uuid, publicKey }: { readonly uuid: string; readonly publicKey: string },
  entry: { readonly register: string; readonly proven: string; readonly proof?: string },
): boolean {
  const point = decodePoint(publicKey)
  const read = readText(entry.proof ?? "", (field) => {
    members(field, ["challenge", "response"])
    return proof(field)
  })
  if (point === undefined || read instanceof MessageFault) return false
  return isPossessed(uuid, mediumContext(entry), point, read)
}
