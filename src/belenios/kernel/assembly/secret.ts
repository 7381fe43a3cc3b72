/**
 * Multiples of the generator G and of an election's public key Y by secret numbers: neither which operations run nor which
 * addresses are read depends on them. The table is that of `comb.ts`; of every window the same entries are read, and masks
 * keep the one that is wanted (E. Käsper, Fast elliptic curve cryptography in OpenSSL, 2011).
 */
import { ENTRY, giveLane1, TABLE, takeLane1, WINDOW_ENTRIES } from "./comb"
import { negatedWhere, overLanes, PACKED, packedOne, twiceLane0 } from "./field"
import { addPacked, POINT } from "./point"

/** A digit of 4 bits, from −7 to 8, for each half of a window of the table. */
const DIGITS: usize = 64

const PAIR: usize = memory.data(POINT, 16)
const CHOSEN: usize = memory.data(ENTRY, 16)

/** p = p + n·(G, Y), for a secret number below q of 32 bytes. */
export function addSecret(p: usize, number: usize): void {
  let carry = i32x4.splat(0)
  for (let place: usize = 0; place < DIGITS; place++) {
    const total = i32x4.add(i32x4.splat(digitAt(number, place)), carry)
    carry = carryOf(total)
    choose(place, i32x4.sub(total, i32x4.shl(carry, 4)), false)
    addPacked(p, CHOSEN, false)
  }
  memory.fill(CHOSEN, 0, 3 * PACKED)
}

/** Adds m·G to lane 1 of p and n·G to lane 1 of q, for secret numbers below q of 32 bytes; lane 0 stays. */
export function addSecretGenerators(p: usize, m: usize, q: usize, n: usize): void {
  takeLane1(PAIR, p, q)
  let carry = i32x4.splat(0)
  for (let place: usize = 0; place < DIGITS; place++) {
    const ofM = digitAt(m, place)
    const ofN = digitAt(n, place)
    const total = i32x4.add(overLanes(ofM, ofN), carry)
    carry = carryOf(total)
    choose(place, i32x4.sub(total, i32x4.shl(carry, 4)), true)
    addPacked(PAIR, CHOSEN, false)
  }
  giveLane1(PAIR, p, q)
  memory.fill(PAIR, 0, POINT)
  memory.fill(CHOSEN, 0, 3 * PACKED)
}

/** Bits 4·place to 4·place + 3. */
@inline
function digitAt(number: usize, place: usize): i32 {
  return (i32(load<u8>(number + (place >> 1))) >> (i32(place & 1) << 2)) & 15
}

/** 1 where a digit is above 8, which is written as one less of the next: the highest is 1 at most. */
@inline
function carryOf(total: v128): v128 {
  return i32x4.shr_s(i32x4.add(total, i32x4.splat(7)), 4)
}

/**
 * CHOSEN = digit·2^(4·place)·(G, Y), the identity included, or of (G, G). The digits stand where the limbs of their lanes do in
 * an entry.
 */
@inline
function choose(place: usize, digits: v128, ofG: bool): void {
  const sign = i32x4.shr_s(digits, 31)
  const size = i32x4.sub(v128.xor(digits, sign), sign)
  // d·2^(8w) for d = 1 … 8 are the first entries of window w; d·2^(8w + 4) are every sixteenth.
  const step: usize = (place & 1) == 0 ? 1 : 16
  const first = TABLE + ((place >> 1) * WINDOW_ENTRIES + step - 1) * ENTRY
  const m1 = i32x4.eq(size, i32x4.splat(1))
  const m2 = i32x4.eq(size, i32x4.splat(2))
  const m3 = i32x4.eq(size, i32x4.splat(3))
  const m4 = i32x4.eq(size, i32x4.splat(4))
  const m5 = i32x4.eq(size, i32x4.splat(5))
  const m6 = i32x4.eq(size, i32x4.splat(6))
  const m7 = i32x4.eq(size, i32x4.splat(7))
  const m8 = i32x4.eq(size, i32x4.splat(8))
  for (let at: usize = 0; at < 3 * PACKED; at += 16) {
    const entry = first + at
    const stride = step * ENTRY
    let chosen = masked(entry, m1, ofG)
    chosen = v128.or(chosen, masked(entry + stride, m2, ofG))
    chosen = v128.or(chosen, masked(entry + 2 * stride, m3, ofG))
    chosen = v128.or(chosen, masked(entry + 3 * stride, m4, ofG))
    chosen = v128.or(chosen, masked(entry + 4 * stride, m5, ofG))
    chosen = v128.or(chosen, masked(entry + 5 * stride, m6, ofG))
    chosen = v128.or(chosen, masked(entry + 6 * stride, m7, ofG))
    chosen = v128.or(chosen, masked(entry + 7 * stride, m8, ofG))
    v128.store(CHOSEN + at, chosen)
  }
  // Of the identity y + x and y − x are 1.
  const one = v128.and(i32x4.eq(size, i32x4.splat(0)), packedOne())
  v128.store(CHOSEN, v128.or(v128.load(CHOSEN), one))
  v128.store(CHOSEN + PACKED, v128.or(v128.load(CHOSEN + PACKED), one))
  // Of a negative point they change places, and 2·d·x·y changes its sign.
  for (let at: usize = 0; at < PACKED; at += 16) {
    const sum = v128.load(CHOSEN + at)
    const difference = v128.load(CHOSEN + PACKED + at)
    const product = v128.load(CHOSEN + 2 * PACKED + at)
    v128.store(CHOSEN + at, v128.bitselect(difference, sum, sign))
    v128.store(CHOSEN + PACKED + at, v128.bitselect(sum, difference, sign))
    v128.store(CHOSEN + 2 * PACKED + at, negatedWhere(sign, product))
  }
}

/** Limbs of both lanes where the mask has ones; what stands in lane 0 serves both if `ofG`. */
@inline
function masked(entry: usize, mask: v128, ofG: bool): v128 {
  const limbs = v128.load(entry)
  return v128.and(ofG ? twiceLane0(limbs) : limbs, mask)
}
