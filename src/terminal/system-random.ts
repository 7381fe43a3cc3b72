import { randomFillSync } from "node:crypto"
import { UrneError } from "../core/error.ts"
import type { Random } from "../core/world.ts"

/** How many first bytes of each draw are kept and given to nobody: they tell a draw from the one before. */
const sampled = 16

/**
 * Makes the system's random source. Bytes are drawn some thousands at once, since each call costs as much as drawing
 * hundreds. Two draws are compared before the first bytes are given out, and after that each with the one before: a
 * generator that repeats (a machine copied with its state, a device that is not seeded) would give two voters the same
 * secret.
 *
 * @param fill - fills a buffer with random bytes
 * @returns a source that throws {@link UrneError} `random-repeats` instead of giving bytes that were given before, or
 * bytes all alike
 */
export function systemRandom(fill: (buffer: Buffer) => void = randomFillSync): Random {
  const pool = Buffer.alloc(8192 + sampled)
  let used = pool.length
  let last: Buffer | undefined

  function draw(buffer: Buffer): void {
    fill(buffer)
    const sample = Buffer.from(buffer.subarray(0, sampled))
    const isConstant = sample.every((byte) => byte === sample[0])
    if (isConstant || (last !== undefined && last.equals(sample))) throw new UrneError("random-repeats", {})
    last = sample
  }

  return (length) => {
    if (last === undefined) draw(Buffer.alloc(sampled))
    if (length > 256) {
      const drawn = Buffer.alloc(length + sampled)
      draw(drawn)
      return Uint8Array.from(drawn.subarray(sampled))
    }
    if (used + length > pool.length) {
      draw(pool)
      used = sampled
    }
    const drawn = Uint8Array.from(pool.subarray(used, used + length))
    // Bytes that were given out are kept nowhere else.
    pool.fill(0, used, used + length)
    used += length
    return drawn
  }
}
