import { randomFillSync } from "node:crypto"
import { UrneError } from "../core/error.ts"
import { type Random } from "../core/world.ts"

/** The first bytes of each draw, which are given to nobody: by them a draw is told from the one before. */
const sampled = 16

/**
 * The system's random bytes, asked for some thousands at once: each call costs as much as drawing hundreds. Before the first
 * bytes are given out two draws are compared, and after that each with the one before: a generator that repeats (a machine
 * copied with its state, a device that is not seeded) would give two voters one secret.
 *
 * @param fill fills a buffer with random bytes
 * @returns throws {@link UrneError} `random-repeats` instead of giving bytes that were given before, or bytes all alike
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
    // What was given out is nowhere else.
    pool.fill(0, used, used + length)
    used += length
    return drawn
  }
}
