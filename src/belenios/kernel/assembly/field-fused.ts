/**
 * Numbers mod p = 2^255 − 19, two at a time: one in each lane of a vector of two doubles. The field of engines whose
 * multiplication and addition is truly fused ({@link isExact}); `field-plain.ts` is that of the others, and gives the
 * same numbers.
 *
 * An element is 5 vectors, 80 bytes, its limbs: whole numbers x₀ … x₄, of either sign; the number is Σ xᵢ·2^(51·i). The
 * measure of limbs is the *growth* of an element: it is g if each is at most g·(1 + 2^−20)·2^50 in absolute value.
 * Results of `multiply`, `square`, `carry` and `reduce` have growth 1; sums and differences add the growths of their
 * terms, where a number that `setSmall` makes is too small to count.
 *
 * A product of two limbs, of up to 102 bits, is split without error into two doubles. Adding it to a number whose last
 * place is 2^51 rounds it to a multiple of that; a second fused step gives what was rounded away (T. J. Dekker, A
 * floating-point technique for extending the available precision, 1971; for the products of big integers, N. Emmart,
 * F. Zheng, C. Weems, Faster modular exponentiation using double precision floating point arithmetic on the GPU, 2018).
 * Both halves come out between two powers of two, where the bits of a double, taken as an integer of 64 bits, are a
 * constant plus the number of its units: so they are added up as integers, and the constants taken off together. Every
 * sum of integers below is right mod 2^64, whatever its terms; each comment says how large the number is that it stands
 * for, and a test computes the worst cases.
 */

/** Bytes of an element, and of a {@link multiplyWide wide} one. */
export const ELEMENT: usize = 80

export const LIMBS: usize = 5

/** The power of two that each limb counts, and 255: a byte each. */
export const WEIGHTS: usize = memory.data<u8>([0, 51, 102, 153, 204, 255])

/** What coordinates in a table are: limbs as they stand. */
export type Packed = f64

/** Bytes of a packed element. */
export const PACKED: usize = ELEMENT

/** 1.5·2^103, whose last place is 2^51: plus a number of up to 2^102, the bits count how often 2^51 goes into it. */
const HIGH: f64 = 15211807202738752817960438464512.0

/** 1.5·2^52: plus a whole number of up to 2^51, the bits count it. */
const LOW: f64 = 6755399441055744.0

/** 5 vectors for products, and 5 for squares: what the columns of constants alone add up to, to be taken off. */
const OF_PRODUCT: usize = memory.data(80, 16)
const OF_SQUARE: usize = memory.data(80, 16)

/** The same for results that are carried at once, to which {@link BIAS} is added. */
const OF_CARRIED_PRODUCT: usize = memory.data(80, 16)
const OF_CARRIED_SQUARE: usize = memory.data(80, 16)

/** See {@link settle}. */
const BIAS: i64 = (1 << 60) + (1 << 50)

/**
 * Vectors of constants, in memory: made where they are used, they would take longer than the arithmetic. HIGH; HIGH + LOW,
 * exactly; then those of {@link settle}: BIAS, ones for the 51 places of a limb, 2^52, what goes off every limb and what
 * goes off the lowest, 19 in every 16 bits.
 */
const CONSTANTS: usize = memory.data(128, 16)
const TO_HIGH: usize = CONSTANTS
const TO_LOW: usize = CONSTANTS + 16
const TO_BIASED: usize = CONSTANTS + 32
const PLACES: usize = CONSTANTS + 48
const WHOLE: usize = CONSTANTS + 64
const EXCESS: usize = CONSTANTS + 80
const LOWEST_EXCESS: usize = CONSTANTS + 96
const NINETEENS: usize = CONSTANTS + 112
v128.store(TO_HIGH, f64x2.splat(HIGH))
v128.store(TO_LOW, f64x2.splat(HIGH + LOW))
v128.store(TO_BIASED, i64x2.splat(BIAS))
v128.store(PLACES, i64x2.splat((1 << 51) - 1))
v128.store(WHOLE, f64x2.splat(4503599627370496.0))
v128.store(EXCESS, f64x2.splat(4503599627370496.0 + 1125899906842624.0 + 512.0))
v128.store(LOWEST_EXCESS, f64x2.splat(4503599627370496.0 + 1125899906842624.0 + 19.0 * 512.0))
v128.store(NINETEENS, i16x8.splat(19))

/** 5 vectors: the columns of the product being made, before those above them come; then all of it with BIAS. */
const COLUMNS: usize = memory.data(80, 16)
const CARRIED: usize = memory.data(80, 16)

/** 1 + 2^−27, −(1 + 2^−26) and room for their result: loaded, so that no compiler works it out. */
const PROBE: usize = memory.data<f64>([1.000000007450580596923828125, -1.00000001490116119384765625, 0], 16)

/**
 * Whether the engine rounds a multiplication and addition once: the square of 1 + 2^−27 has a last bit, 2^−54, which is
 * lost otherwise. An engine may do either, but must do the same everywhere.
 */
export function isExact(): bool {
  const x = v128.load64_splat(PROBE)
  v128.store64_lane(PROBE + 16, f64x2.relaxed_madd(x, x, v128.load64_splat(PROBE + 8)), 0)
  return load<f64>(PROBE + 16) == 5.5511151231257827e-17
}

for (let k = 0; k < 5; k++) {
  const product = constants(k, 1, 0)
  const square = constants(k, 2, 1)
  v128.store(OF_PRODUCT + 16 * k, i64x2.splat(-product))
  v128.store(OF_SQUARE + 16 * k, i64x2.splat(-square))
  v128.store(OF_CARRIED_PRODUCT + 16 * k, i64x2.splat(BIAS - product))
  v128.store(OF_CARRIED_SQUARE + 16 * k, i64x2.splat(BIAS - square))
}

/**
 * The constants in column k and, times 19, in column k + 5. Of n products of two limbs (n + more)/share are made: all of
 * them, or of a square one for each two that are the same.
 */
function constants(k: i32, share: i32, more: i32): i64 {
  return constantsOf(k, share, more) + 19 * constantsOf(k + 5, share, more)
}

function constantsOf(k: i32, share: i32, more: i32): i64 {
  // The low halves of products of limbs i and j are in column i + j, the high ones in column i + j + 1.
  const low = max(0, min(k + 1, 9 - k))
  const high = max(0, min(k, 10 - k))
  const lows = i64((low + more) / share)
  const highs = i64((high + more) / share)
  return lows * reinterpret<i64>(LOW) + highs * reinterpret<i64>(HIGH)
}

/** out = x·y. The growths of x and y may multiply to 3. As everywhere here, `out` may be an operand. */
export function multiply(out: usize, x: usize, y: usize): void {
  columnsOf(CARRIED, x, y, OF_CARRIED_PRODUCT)
  settleCarried(out)
}

/** out = x². The growth of x is 1: one factor of most products is doubled. */
export function square(out: usize, x: usize): void {
  squaredColumns(CARRIED, x, OF_CARRIED_SQUARE)
  settleCarried(out)
}

@inline
function settleCarried(out: usize): void {
  settle(
    out,
    v128.load(CARRIED), v128.load(CARRIED, 16), v128.load(CARRIED, 32), v128.load(CARRIED, 48), v128.load(CARRIED, 64),
  )
}

/**
 * The same before carries: a wide element, 5 vectors of integers of 64 bits, which {@link plus} and {@link minus} put
 * together with others. It may be {@link carry carried} if its integers are below 2^60 − 2^50. Those of a product are at
 * most 77·2^50 for the low halves and 47.5·2^50 for the high ones, times the product of the growths.
 */
export function multiplyWide(out: usize, x: usize, y: usize): void {
  columnsOf(out, x, y, OF_PRODUCT)
}

export function squareWide(out: usize, x: usize): void {
  squaredColumns(out, x, OF_SQUARE)
}

/** out = x·y, wide, for the element y of a table, whose growth is 1. */
export function multiplyPackedWide(out: usize, x: usize, y: usize): void {
  multiplyWide(out, x, y)
}

/** Two limbs of wide elements. */
@inline
export function plus(a: v128, b: v128): v128 {
  return i64x2.add(a, b)
}

@inline
export function minus(a: v128, b: v128): v128 {
  return i64x2.sub(a, b)
}

/** The limb of a wide element that is the same number as one of an element of growth 1. */
@inline
export function widened(limb: v128): v128 {
  const low = f64x2.splat(LOW)
  return i64x2.sub(f64x2.add(limb, low), low)
}

/** out = a wide element with growth 1. */
export function carry(out: usize, wide: usize): void {
  const bias = v128.load(TO_BIASED)
  settle(
    out,
    sum(bias, v128.load(wide)),
    sum(bias, v128.load(wide, 16)),
    sum(bias, v128.load(wide, 32)),
    sum(bias, v128.load(wide, 48)),
    sum(bias, v128.load(wide, 64)),
  )
}

/** out = x with growth 1, whatever the growth of x up to 7: each limb passes on what it holds of the next. */
export function reduce(out: usize, x: usize): void {
  const last = v128.load(x, 64)
  const highest = highPart(last)
  let passed = f64x2.mul(highest, f64x2.splat(19))
  for (let at: usize = 0; at < 64; at += 16) {
    const limb = v128.load(x + at)
    const high = highPart(limb)
    v128.store(out + at, f64x2.relaxed_madd(passed, f64x2.splat(UNIT), f64x2.sub(limb, high)))
    passed = high
  }
  v128.store(out, f64x2.relaxed_madd(passed, f64x2.splat(UNIT), f64x2.sub(last, highest)), 64)
}

/** 2^−51. */
const UNIT: f64 = 4.440892098500626e-16

/** The multiple of 2^51 nearest to a limb. */
@inline
function highPart(limb: v128): v128 {
  const rounding = v128.load(TO_HIGH)
  return f64x2.sub(f64x2.add(limb, rounding), rounding)
}

/** Limb i as it is kept, of a number of 2^w(i). */
@inline
export function fromUnits(units: v128, i: usize): v128 {
  return units
}

/** One lane of limb i as a number of 2^w(i). */
@inline
export function unitsOf(x: usize, i: usize, lane: usize): f64 {
  return load<f64>(x + 16 * i + 8 * lane)
}

/** out = x as coordinates in a table are kept, whose growth is 1. The growth of x may be 2. */
export function pack(out: usize, x: usize): void {
  reduce(out, x)
}

/** The 1 of a packed element, in both lanes, with the vector that begins it. */
@inline
export function packedOne(): v128 {
  return f64x2.splat(1)
}

/** Numbers of 32 bits, one for each lane, where the packed limbs of the lanes stand. */
@inline
export function overLanes(lane0: i32, lane1: i32): v128 {
  return i32x4.replace_lane(i32x4.replace_lane(i32x4.splat(lane0), 2, lane1), 3, lane1)
}

/** Packed limbs with those of lane 0 in both. */
@inline
export function twiceLane0(limbs: v128): v128 {
  return v128.shuffle<f64>(limbs, limbs, 0, 0)
}

/** Packed limbs with their signs turned where the mask has ones. */
@inline
export function negatedWhere(mask: v128, limbs: v128): v128 {
  return v128.xor(limbs, i64x2.shl(mask, 63))
}

/** The high half of x·y: HIGH plus the multiple of 2^51 nearest to it, if it is at most 2^102. */
@inline
function high(x: v128, y: v128, constant: v128): v128 {
  return f64x2.relaxed_madd(x, y, constant)
}

/** The low half, of up to 2^50: LOW plus what the high half leaves of x·y. The constant is HIGH + LOW, exactly. */
@inline
function low(x: v128, y: v128, constant: v128, high: v128): v128 {
  return f64x2.relaxed_madd(x, y, f64x2.sub(constant, high))
}

@inline
function sum(a: v128, b: v128): v128 {
  return i64x2.add(a, b)
}

/** 2^255 is 19 mod p: column k + 5 comes to column k as often. */
@inline
function withWrapped(k: usize, wrapped: v128, constants: usize): v128 {
  const doubled = i64x2.shl(wrapped, 1)
  const nineteen = sum(sum(wrapped, doubled), i64x2.shl(wrapped, 4))
  return sum(sum(v128.load(COLUMNS + 16 * k), nineteen), v128.load(constants + 16 * k))
}

/**
 * The columns of a product: xᵢ·yⱼ goes into column i + j with its low half and into the next with its high one, whose
 * unit is as large. The limbs of x stay in registers, those of y are loaded where they are used, and columns stored as
 * soon as they are full: more values at once would be spilled.
 */
@inline
function columnsOf(to: usize, x: usize, y: usize, constants: usize): void {
  const h = v128.load(TO_HIGH)
  const l = v128.load(TO_LOW)
  const x0 = v128.load(x)
  const x1 = v128.load(x, 16)
  const x2 = v128.load(x, 32)
  const x3 = v128.load(x, 48)
  const x4 = v128.load(x, 64)

  let y0 = v128.load(y)
  let h0 = high(x0, y0, h)
  v128.store(COLUMNS, low(x0, y0, l, h0))
  let next = h0

  let y1 = v128.load(y, 16)
  y0 = v128.load(y)
  h0 = high(x0, y1, h)
  let h1 = high(x1, y0, h)
  v128.store(COLUMNS, sum(sum(next, low(x0, y1, l, h0)), low(x1, y0, l, h1)), 16)
  next = sum(h0, h1)

  let y2 = v128.load(y, 32)
  y1 = v128.load(y, 16)
  y0 = v128.load(y)
  h0 = high(x0, y2, h)
  h1 = high(x1, y1, h)
  let h2 = high(x2, y0, h)
  v128.store(COLUMNS, sum(sum(sum(next, low(x0, y2, l, h0)), low(x1, y1, l, h1)), low(x2, y0, l, h2)), 32)
  next = sum(sum(h0, h1), h2)

  let y3 = v128.load(y, 48)
  y2 = v128.load(y, 32)
  y1 = v128.load(y, 16)
  y0 = v128.load(y)
  h0 = high(x0, y3, h)
  h1 = high(x1, y2, h)
  h2 = high(x2, y1, h)
  let h3 = high(x3, y0, h)
  let column = sum(sum(next, low(x0, y3, l, h0)), low(x1, y2, l, h1))
  v128.store(COLUMNS, sum(sum(column, low(x2, y1, l, h2)), low(x3, y0, l, h3)), 48)
  next = sum(sum(sum(h0, h1), h2), h3)

  let y4 = v128.load(y, 64)
  y3 = v128.load(y, 48)
  y2 = v128.load(y, 32)
  y1 = v128.load(y, 16)
  y0 = v128.load(y)
  h0 = high(x0, y4, h)
  h1 = high(x1, y3, h)
  h2 = high(x2, y2, h)
  h3 = high(x3, y1, h)
  const h4 = high(x4, y0, h)
  column = sum(sum(sum(next, low(x0, y4, l, h0)), low(x1, y3, l, h1)), low(x2, y2, l, h2))
  v128.store(COLUMNS, sum(sum(column, low(x3, y1, l, h3)), low(x4, y0, l, h4)), 64)
  next = sum(sum(sum(sum(h0, h1), h2), h3), h4)

  y4 = v128.load(y, 64)
  y3 = v128.load(y, 48)
  y2 = v128.load(y, 32)
  y1 = v128.load(y, 16)
  h1 = high(x1, y4, h)
  h2 = high(x2, y3, h)
  h3 = high(x3, y2, h)
  h0 = high(x4, y1, h)
  column = sum(sum(next, low(x1, y4, l, h1)), low(x2, y3, l, h2))
  v128.store(to, withWrapped(0, sum(sum(column, low(x3, y2, l, h3)), low(x4, y1, l, h0)), constants))
  next = sum(sum(sum(h1, h2), h3), h0)

  y4 = v128.load(y, 64)
  y3 = v128.load(y, 48)
  y2 = v128.load(y, 32)
  h2 = high(x2, y4, h)
  h3 = high(x3, y3, h)
  h0 = high(x4, y2, h)
  column = sum(sum(sum(next, low(x2, y4, l, h2)), low(x3, y3, l, h3)), low(x4, y2, l, h0))
  v128.store(to, withWrapped(1, column, constants), 16)
  next = sum(sum(h2, h3), h0)

  y4 = v128.load(y, 64)
  y3 = v128.load(y, 48)
  h3 = high(x3, y4, h)
  h0 = high(x4, y3, h)
  column = sum(sum(next, low(x3, y4, l, h3)), low(x4, y3, l, h0))
  v128.store(to, withWrapped(2, column, constants), 32)
  next = sum(h3, h0)

  y4 = v128.load(y, 64)
  h0 = high(x4, y4, h)
  v128.store(to, withWrapped(3, sum(next, low(x4, y4, l, h0)), constants), 48)
  v128.store(to, withWrapped(4, h0, constants), 64)
}

/** The same columns where both factors are x: each product of two different limbs is made once, of a doubled limb. */
@inline
function squaredColumns(to: usize, x: usize, constants: usize): void {
  const h = v128.load(TO_HIGH)
  const l = v128.load(TO_LOW)
  const x0 = v128.load(x)
  const x1 = v128.load(x, 16)
  const x2 = v128.load(x, 32)
  const x3 = v128.load(x, 48)
  const x4 = v128.load(x, 64)
  const d0 = f64x2.add(x0, x0)
  const d1 = f64x2.add(x1, x1)

  let h0 = high(x0, x0, h)
  v128.store(COLUMNS, low(x0, x0, l, h0))
  let next = h0

  h0 = high(d0, x1, h)
  v128.store(COLUMNS, sum(next, low(d0, x1, l, h0)), 16)
  next = h0

  h0 = high(d0, x2, h)
  let h1 = high(x1, x1, h)
  v128.store(COLUMNS, sum(sum(next, low(d0, x2, l, h0)), low(x1, x1, l, h1)), 32)
  next = sum(h0, h1)

  h0 = high(d0, x3, h)
  h1 = high(d1, x2, h)
  v128.store(COLUMNS, sum(sum(next, low(d0, x3, l, h0)), low(d1, x2, l, h1)), 48)
  next = sum(h0, h1)

  h0 = high(d0, x4, h)
  h1 = high(d1, x3, h)
  const h2 = high(x2, x2, h)
  v128.store(COLUMNS, sum(sum(sum(next, low(d0, x4, l, h0)), low(d1, x3, l, h1)), low(x2, x2, l, h2)), 64)
  next = sum(sum(h0, h1), h2)

  const d2 = f64x2.add(x2, x2)
  const d3 = f64x2.add(x3, x3)
  h0 = high(d1, x4, h)
  h1 = high(d2, x3, h)
  v128.store(to, withWrapped(0, sum(sum(next, low(d1, x4, l, h0)), low(d2, x3, l, h1)), constants))
  next = sum(h0, h1)

  h0 = high(d2, x4, h)
  h1 = high(x3, x3, h)
  v128.store(to, withWrapped(1, sum(sum(next, low(d2, x4, l, h0)), low(x3, x3, l, h1)), constants), 16)
  next = sum(h0, h1)

  h0 = high(d3, x4, h)
  v128.store(to, withWrapped(2, sum(next, low(d3, x4, l, h0)), constants), 32)
  next = h0

  h0 = high(x4, x4, h)
  v128.store(to, withWrapped(3, sum(next, low(x4, x4, l, h0)), constants), 48)
  v128.store(to, withWrapped(4, h0, constants), 64)
}

/**
 * out = wide integers, each with BIAS added, with growth 1. They are positive then, below 2^61: the shift of unsigned
 * integers gives c + 2^9, where c is what goes to the next limb, and their lowest places r + 2^50, where r, what stays,
 * lies between −2^50 and 2^50. By `or` with 2^52 they are a double. All limbs pass on at once: c is at most 2^9, and
 * 19·2^9 on top of 2^50 is below the 2^−20 of it.
 */
@inline
function settle(out: usize, w0: v128, w1: v128, w2: v128, w3: v128, w4: v128): void {
  const places = v128.load(PLACES)
  const whole = v128.load(WHOLE)
  const excess = v128.load(EXCESS)
  // 19·(c + 2^9) by a product of 16 bits: it is the only one in its lane that is not 0.
  const wrapped = i32x4.dot_i16x8_s(i64x2.shr_u(w4, 51), v128.load(NINETEENS))
  v128.store(out, settled(w0, wrapped, places, whole, v128.load(LOWEST_EXCESS)))
  v128.store(out, settled(w1, i64x2.shr_u(w0, 51), places, whole, excess), 16)
  v128.store(out, settled(w2, i64x2.shr_u(w1, 51), places, whole, excess), 32)
  v128.store(out, settled(w3, i64x2.shr_u(w2, 51), places, whole, excess), 48)
  v128.store(out, settled(w4, i64x2.shr_u(w3, 51), places, whole, excess), 64)
}

@inline
function settled(wide: v128, passed: v128, places: v128, whole: v128, excess: v128): v128 {
  return f64x2.sub(sum(v128.or(v128.and(wide, places), whole), passed), excess)
}
