import { createHash } from "node:crypto"
import type { Sha256 } from "../journal/event.ts"
import type { Voter } from "./voter.ts"

/**
 * The hash of a roll: SHA-256 of one canonical JSON array a member and a line feed, in the order of the member numbers. The
 * journal commits to it under a salt, because anybody who knows the members could find an unsalted one by trying.
 */
export function rollDigest(members: Iterable<Voter>): Sha256 {
  const hash = createHash("sha256")
  for (const { id, name, address, postcode, group, weight, ineligible } of members) {
    const reason = ineligible === undefined ? null : [ineligible.column, ineligible.value]
    // Of strings, lists and null alone, which is all there is here, this text is the canonical one, five times as fast.
    hash.update(`${JSON.stringify([id, name, address, postcode, group ?? null, weight.toString(), reason])}\n`)
  }
  return `sha256:${hash.digest("hex")}`
}
