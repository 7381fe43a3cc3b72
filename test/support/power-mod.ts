/** Computes base^exponent mod a number. */
export function powerMod(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let power = 1n
  for (let square = base, rest = exponent; rest > 0n; rest >>= 1n, square = (square * square) % modulus) {
    if ((rest & 1n) === 1n) power = (power * square) % modulus
  }
  return power
}
