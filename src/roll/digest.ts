import { createHash } from "node:crypto"
import type { Sha256 } from "../journal/event.ts"
import type { Voter } from "./voter.ts"

/**
 * Writes what a roll's hash covers of a member: a canonical JSON array and a line feed. It holds only strings, lists
 * and null, for which `JSON.stringify` writes the canonical text five times as fast.
 */
export function memberLine({ id, name, address, postcode, group, weight, ineligible }: Voter): string {
  const reason = ineligible === undefined ? null : [ineligible.column, ineligible.value]
  return `${JSON.stringify([id, name, address, postcode, group ?? null, weight.toString(), reason])}\n`
}

/**
 * Hashes a roll: SHA-256 of the lines of its members, in the order of the member numbers. The journal commits to it
 * under a salt, since anybody who knows the members could find an unsalted hash by trying.
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

/** In UTF-16 units. Each call costs as much as hashing some hundred bytes, so lines are hashed together. */
const hashedAtOnce = 8192
