/** Draws look random and repeat with the same seed. The generator is xorshift32, fast enough for millions. */
export interface Draws {
  /** Draws an integer from 0 to n − 1, n at most 2^32. */
  readonly below: (n: number) => number
  readonly pick: <T>(values: readonly T[]) => T
  /** Draws a number of this many bits, a multiple of 32. */
  readonly bits: (length: number) => bigint
}

export function draws(seed: number): Draws {
  let state = (seed * 2654435761) | 1
  const next = () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return state >>> 0
  }
  const below = (n: number) => Math.floor((next() / 2 ** 32) * n)
  return {
    below,
    pick: (values) => values[below(values.length)] as (typeof values)[number],
    bits(length) {
      let number = 0n
      for (let at = 0; at < length; at += 32) number = (number << 32n) | BigInt(next())
      return number
    },
  }
}
