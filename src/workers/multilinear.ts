/**
 * Fingerprints of 64 bits for items of 32 bytes, by multilinear hashing (Lemire and Kaser, "Strongly universal string
 * hashing is fast", 2014, theorem 1). Under a key drawn after the items were chosen, two different items have the same
 * fingerprint with a probability of 2^-64. A fingerprint costs a fraction of a SHA-256.
 */
import { concat } from "../core/bytes.ts"
import { sha256 } from "../core/hash.ts"

/** The number of 16-bit words in an item, and of 16-bit lanes in a fingerprint. */
const words = 16
const lanes = 4

export type Fingerprinter = (things: Uint8Array, from: number) => bigint

/** @param key - 32 bytes that nobody could foresee; items to be compared need the same key */
export function fingerprinter(key: Uint8Array): Fingerprinter {
  const numbers = numbersOf(key)
  const out = new Uint16Array(lanes)
  const whole = new BigUint64Array(out.buffer)
  return (things, from) => {
    for (let lane = 0, next = 0; lane < lanes; lane++) {
      let sum = numbers[next++] ?? 0
      for (let at = from; at < from + 2 * words; at += 2) {
        const word = (things[at] ?? 0) | ((things[at + 1] ?? 0) << 8)
        sum = (sum + Math.imul(numbers[next++] ?? 0, word)) | 0
      }
      // The upper half of a sum is distributed better than the lower.
      out[lane] = sum >>> 16
    }
    return whole[0] ?? 0n
  }
}

/** Derives one 32-bit number for each word of each lane, and one more a lane. */
function numbersOf(key: Uint8Array): Int32Array {
  const count = lanes * (words + 1)
  const blocks = Array.from({ length: Math.ceil(count / 8) }, (_, block) => sha256(concat(key, Uint8Array.of(block))))
  return new Int32Array(concat(...blocks).buffer, 0, count)
}
