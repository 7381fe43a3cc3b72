/** Elements from and to 32 bytes, lowest first. */
import { ELEMENT, fromUnits, LIMBS, reduce, unitsOf, WEIGHTS } from "./field"

/** Both lanes of out from 32 bytes each, of which the highest bit is passed over; growth 1. */
export function fromBytes(out: usize, lane0: usize, lane1: usize): void {
  for (let i: usize = 0; i < LIMBS; i++) {
    // Limbs are read without a sign, below 2^(w(i + 1)), a growth of 2.
    const pair = f64x2.replace_lane(f64x2.splat(limbOf(lane0, i)), 1, limbOf(lane1, i))
    v128.store(out + 16 * i, fromUnits(pair, i))
  }
  reduce(out, out)
}

function limbOf(bytes: usize, i: usize): f64 {
  const weight = usize(load<u8>(WEIGHTS + i))
  const width = usize(load<u8>(WEIGHTS + i + 1)) - weight
  // The last eight bytes hold what is left of the highest limbs.
  const from = min<usize>(weight >> 3, 24)
  return f64((load<u64>(bytes + from) >> u64(weight - 8 * from)) & ((u64(1) << u64(width)) - 1))
}

/** Whether 32 bytes, without their highest bit, are a number below p. */
export function isCanonical(bytes: usize): bool {
  const highest = load<u64>(bytes, 24) & 0x7fffffffffffffff
  if (highest != 0x7fffffffffffffff) return true
  if ((load<u64>(bytes, 8) & load<u64>(bytes, 16)) != 0xffffffffffffffff) return true
  return load<u64>(bytes) < 0xffffffffffffffed
}

/** One lane of x, whose growth is 1, as the 32 bytes of a number from 0 to p − 1, in the same steps whatever it is. */
export function toBytes(out: usize, x: usize, lane: usize): void {
  let word: u64 = 0
  let filled: usize = 0
  let carried: i64 = 0
  let at = out
  for (let i: usize = 0; i < LIMBS; i++) {
    const width = usize(load<u8>(WEIGHTS + i + 1)) - usize(load<u8>(WEIGHTS + i))
    const value = i64(unitsOf(x, i, lane)) + carried
    carried = value >> i64(width)
    const bits = u64(value) & ((u64(1) << u64(width)) - 1)
    word |= bits << u64(filled)
    filled += width
    if (filled >= 64) {
      store<u64>(at, word)
      at += 8
      filled -= 64
      word = bits >> u64(width - filled)
    }
  }
  store<u64>(at, word)
  // Growth 1 keeps the number between −p and p. Below 0, the bits show 2^255 more than it: taking 19 away makes that p.
  lessNineteen(out, u64(carried >> 63))
}

/** Takes 19 from a number that is not below 19 where the mask is ones, nothing where it is 0, in the same steps. */
function lessNineteen(bytes: usize, mask: u64): void {
  let borrow = 19 & mask
  for (let at: usize = 0; at < 32; at += 8) {
    const word = load<u64>(bytes + at)
    store<u64>(bytes + at, word - borrow)
    borrow = u64(word < borrow)
  }
}

/** The lanes of x, whose growth is 1, that are 0: ones there, zeros elsewhere. */
export function zeroLanes(x: usize): v128 {
  // With growth 1 every limb is below the unit of the next and their sum between −p and p: only 0 is 0, in one way.
  let zero = i64x2.splat(-1)
  for (let at: usize = 0; at < ELEMENT; at += 16) {
    zero = v128.and(zero, f64x2.eq(v128.load(x + at), f64x2.splat(0)))
  }
  return zero
}
