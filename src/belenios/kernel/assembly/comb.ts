/** Multiples of the generator G and of an election's public key Y from a table (a comb of signed bytes). */
import { toBytes } from "./bytes"
import { multiply, pack, PACKED, Packed } from "./field"
import { decodePair, invertAll } from "./encoding"
import { add, setSmall, subtract } from "./linear"
import { addCached, addPacked, cache, copyPoint, double, POINT, TWICE_D, Y } from "./point"
import { invert } from "./power"

/** Of d·P for each d from 1 to 128: y + x, y − x, 2·d·x·y, each packed. */
export const ENTRY: usize = 3 * PACKED
export const WINDOW_ENTRIES: usize = 128
const WINDOWS: usize = 32

/** The table: window w holds multiples of 2^(8w)·G in lane 0 and of 2^(8w)·Y in lane 1. */
export const TABLE: usize = (__heap_base + 15) & ~15

/** Where memory is free. */
export const ARENA: usize = TABLE + WINDOWS * WINDOW_ENTRIES * ENTRY

/** The 32 bytes of G, whose y is 4/5 and whose x is even, then those of Y. */
const BASES: usize = memory.data(64, 16)
const UNIT: usize = memory.data(POINT, 16)
const STEP: usize = memory.data(POINT, 16)
const PAIR: usize = memory.data(POINT, 16)
const MIXED: usize = memory.data(ENTRY, 16)
const NEUTRAL: usize = memory.data(ENTRY, 16)
store<Packed>(NEUTRAL, 1)
store<Packed>(NEUTRAL + PACKED, 1)

function writeGenerator(): void {
  setSmall(STEP, 5)
  invert(STEP, STEP)
  setSmall(UNIT, 4)
  multiply(STEP, STEP, UNIT)
  toBytes(BASES, STEP, 0)
}

/**
 * Makes the table for the public key of these 32 bytes, which were checked. `work` has room for 128 points.
 * 4,096 additions and 32 inversions.
 */
export function makeTable(publicKey: usize, work: usize): void {
  writeGenerator()
  memory.copy(BASES + 32, publicKey, 32)
  decodePair(UNIT, BASES)
  let entry = TABLE
  for (let window: usize = 0; window < WINDOWS; window++) {
    cache(STEP, UNIT)
    copyPoint(work, UNIT)
    for (let d: usize = 1; d < WINDOW_ENTRIES; d++) {
      addCached(work + d * POINT, work + (d - 1) * POINT, STEP, false)
    }
    copyPoint(UNIT, work + (WINDOW_ENTRIES - 1) * POINT)
    double(UNIT, true)
    invertAll(work, i32(WINDOW_ENTRIES))
    for (let d: usize = 0; d < WINDOW_ENTRIES; d++, entry += ENTRY) packEntry(entry, work + d * POINT)
  }
}

function packEntry(out: usize, p: usize): void {
  add(STEP, p + Y, p)
  pack(out, STEP)
  subtract(STEP, p + Y, p)
  pack(out + PACKED, STEP)
  multiply(STEP, p, p + Y)
  multiply(STEP, STEP, TWICE_D)
  pack(out + 2 * PACKED, STEP)
}

/** p = p + n·(G, Y), for a number of 32 bytes, at most q. */
export function addBases(p: usize, number: usize): void {
  let carry = 0
  for (let window: usize = 0; window < WINDOWS; window++) {
    const total = i32(load<u8>(number + window)) + carry
    carry = i32(total > 127)
    const digit = total - (carry << 8)
    if (digit != 0) addPacked(p, entryOf(window, digit), digit < 0)
  }
}

/** Adds m·G to lane 1 of p and n·G to lane 1 of q, for numbers of 32 bytes, at most the order; lane 0 stays. */
export function addGenerators(p: usize, m: usize, q: usize, n: usize): void {
  takeLane1(PAIR, p, q)
  let carry0 = 0
  let carry1 = 0
  for (let window: usize = 0; window < WINDOWS; window++) {
    const total0 = i32(load<u8>(m + window)) + carry0
    const total1 = i32(load<u8>(n + window)) + carry1
    carry0 = i32(total0 > 127)
    carry1 = i32(total1 > 127)
    mixEntry(window, total0 - (carry0 << 8), 0)
    mixEntry(window, total1 - (carry1 << 8), sizeof<Packed>())
    addPacked(PAIR, MIXED, false)
  }
  giveLane1(PAIR, p, q)
}

/** out = lane 1 of p and lane 1 of q. */
export function takeLane1(out: usize, p: usize, q: usize): void {
  for (let at: usize = 0; at < POINT; at += 16) {
    v128.store(out + at, v128.shuffle<f64>(v128.load(p + at), v128.load(q + at), 1, 3))
  }
}

/** Lane 1 of p, and of q, becomes lane 0, and lane 1, of this pair. */
export function giveLane1(pair: usize, p: usize, q: usize): void {
  for (let at: usize = 0; at < POINT; at += 16) {
    v128.store64_lane(p + at + 8, v128.load(pair + at), 0)
    v128.store64_lane(q + at + 8, v128.load(pair + at), 1)
  }
}

/** Puts digit·2^(8·window)·G, the identity included, into the lane of MIXED at this offset. */
function mixEntry(window: usize, digit: i32, offset: usize): void {
  const entry = digit == 0 ? NEUTRAL : entryOf(window, digit)
  // The negative of (x, y) is (−x, y).
  const plus: usize = digit < 0 ? PACKED : 0
  const minus: usize = digit < 0 ? 0 : PACKED
  const sign: Packed = digit < 0 ? -1 : 1
  for (let at: usize = 0; at < PACKED; at += 2 * sizeof<Packed>()) {
    store<Packed>(MIXED + offset + at, load<Packed>(entry + plus + at))
    store<Packed>(MIXED + offset + PACKED + at, load<Packed>(entry + minus + at))
    store<Packed>(MIXED + offset + 2 * PACKED + at, sign * load<Packed>(entry + 2 * PACKED + at))
  }
}

function entryOf(window: usize, digit: i32): usize {
  return TABLE + (window * WINDOW_ENTRIES + usize(abs(digit) - 1)) * ENTRY
}
