import { randomBytes, randomFillSync } from "node:crypto"
import { type Random } from "../core/world.ts"

/** The system's random bytes, asked for some thousands at once: each call costs as much as drawing hundreds. */
export function systemRandom(): Random {
  const pool = Buffer.alloc(8192)
  let used = pool.length
  return (length) => {
    if (length > 256) return Uint8Array.from(randomBytes(length))
    if (used + length > pool.length) {
      randomFillSync(pool)
      used = 0
    }
    const drawn = Uint8Array.from(pool.subarray(used, used + length))
    // What was given out is nowhere else.
    pool.fill(0, used, used + length)
    used += length
    return drawn
  }
}
