import { createHash } from "node:crypto"
import type { Sha256 } from "../journal/event.ts"
import type { Voter } from "./voter.ts"

/**
 * What the hash of a roll covers of a member: a canonical JSON array and a line feed. Of strings, lists and null alone, which
 * is all there is here, the text of `JSON.stringify` is the canonical one, five times as fast.
 */
export function memberLine({ id, name, address, postcode, group, weight, ineligible }: Voter): string {
  const reason = ineligible === undefined ? null : [ineligible.column, ineligible.value]
  return `${JSON.stringify([id, name, address, postcode, group ?? null, weight.toString(), reason])}\n`
}

/**
 * The hash of a roll: SHA-256 of the lines of its members, in the order of the member numbers. The journal commits to it
 * under a salt, because anybody who knows the members could find an unsalted one by trying.
 */
export function rollDigest(lines: Iterable<string>): Sha256 {
  const hash = createHash("sha256")
  let waiting = ""
  for (const line of lines) {
    waiting += line
    if (waiting.length < hashedAtOnce) continue
    hash.update(waiting)
    waiting = ""
  }
  return `sha256:${hash.update(waiting).digest("hex")}`
}

/** UTF-16 units: a call costs as much as hashing some hundred bytes. */
const hashedAtOnce = 8192
