import { createHash } from "node:crypto"
import type { Random } from "../../src/core/world.ts"

/** Draws bytes that depend on the seed, the purpose and the message only, so that a test always draws the same numbers. */
export function seededRandom(seed: string): Random {
  return (length, purpose, message = "") => {
    const bytes = createHash("shake256", { outputLength: length }).update(`${seed}|${purpose}|`).update(message)
    return Uint8Array.from(bytes.digest())
  }
}
