/**
 * Numbers mod p = 2^255 − 19, two at a time: one in each lane of a vector of two doubles.
 *
 * An element is 12 vectors, 192 bytes, its limbs; the number is their sum. Limb i is a multiple of 2^w(i) with
 * w(i) = ⌈21.25·i⌉ = 0, 22, 43, 64, 85, 107, 128, 149, 170, 192, 213, 234, and w(12) = 255. It carries its power of two
 * in its exponent, so that no product needs a shift (D. J. Bernstein, Floating-point arithmetic and message
 * authentication, 2004; Curve25519: new Diffie–Hellman speed records, 2006).
 *
 * Nothing here is ever rounded, except on purpose in `high`. A double holds every multiple of u up to 2^53·u, so each
 * comment below says how large a limb can be, and a test computes the worst case of each column. The measure is the
 * *growth* of an element: it is g if limb i is at most g·(1 + 2^−8)·2^(w(i+1) − 1) in absolute value. Results of
 * `multiply` and `square` have growth 1; sums and differences add the growths of their terms.
 */

/** Bytes of an element. */
export const ELEMENT: usize = 192

/** w(0) … w(12), a byte each. */
export const WEIGHTS: usize = memory.data<u8>([0, 22, 43, 64, 85, 107, 128, 149, 170, 192, 213, 234, 255])

/** 12 vectors: 3·2^(51 + w(i + 1)), whose last place is 2^w(i + 1). See `high`. */
const ROUNDING: usize = memory.data(192, 16)

/** 12 vectors: 2^w(i) and 2^−w(i). */
export const SCALES: usize = memory.data(192, 16)
export const UNSCALES: usize = memory.data(192, 16)

/** 19·2^−255: what 2^255 units of a limb are worth 255 places lower. */
const WRAP: f64 = 19.0 / 57896044618658097711785492504343953926634992332820282019728792003956564819968.0

/** 24 vectors: 19·2^−255·y₀ … 19·2^−255·y₁₁, then y₀ … y₁₁, where y is the second factor of the product being made. */
const WINDOW: usize = memory.data(384, 16)

/** 12 vectors: the columns of the product being made, before carries. */
const COLUMNS: usize = memory.data(192, 16)

/** 2^n, for −1022 ≤ n ≤ 1023. */
export function powerOfTwo(n: i32): f64 {
  return reinterpret<f64>(u64(1023 + n) << 52)
}

for (let i: usize = 0; i < 12; i++) {
  const weight = i32(load<u8>(WEIGHTS + i))
  const next = i32(load<u8>(WEIGHTS + i + 1))
  v128.store(ROUNDING + 16 * i, f64x2.splat(3 * powerOfTwo(51 + next)))
  v128.store(SCALES + 16 * i, f64x2.splat(powerOfTwo(weight)))
  v128.store(UNSCALES + 16 * i, f64x2.splat(powerOfTwo(-weight)))
}

/** out = x·y. The growths of x and y may multiply to 16. As everywhere here, `out` may be an operand. */
export function multiply(out: usize, x: usize, y: usize): void {
  openWindow(y)
  columnsOf(
    v128.load(x), v128.load(x, 16), v128.load(x, 32), v128.load(x, 48), v128.load(x, 64), v128.load(x, 80),
    v128.load(x, 96), v128.load(x, 112), v128.load(x, 128), v128.load(x, 144), v128.load(x, 160), v128.load(x, 176),
  )
  carry(out)
}

/** out = x². The growth of x may be 4. */
export function square(out: usize, x: usize): void {
  squaredColumns(
    v128.load(x), v128.load(x, 16), v128.load(x, 32), v128.load(x, 48), v128.load(x, 64), v128.load(x, 80),
    v128.load(x, 96), v128.load(x, 112), v128.load(x, 128), v128.load(x, 144), v128.load(x, 160), v128.load(x, 176),
  )
  carry(out)
}

/** out = (x + y)². The growths of x and y may add up to 4. */
export function squareOfSum(out: usize, x: usize, y: usize): void {
  squaredColumns(
    sum(x, y, 0), sum(x, y, 1), sum(x, y, 2), sum(x, y, 3), sum(x, y, 4), sum(x, y, 5),
    sum(x, y, 6), sum(x, y, 7), sum(x, y, 8), sum(x, y, 9), sum(x, y, 10), sum(x, y, 11),
  )
  carry(out)
}

/**
 * out = x·y for the element y of a table: 12 pairs of integers of 32 bits, limb i of each lane over 2^w(i), whose growth
 * is 1. The growth of x may be 16.
 */
export function multiplyPacked(out: usize, x: usize, y: usize): void {
  openPackedWindow(y)
  columnsOf(
    v128.load(x), v128.load(x, 16), v128.load(x, 32), v128.load(x, 48), v128.load(x, 64), v128.load(x, 80),
    v128.load(x, 96), v128.load(x, 112), v128.load(x, 128), v128.load(x, 144), v128.load(x, 160), v128.load(x, 176),
  )
  carry(out)
}

/** out = x + y, limb by limb, without carries. */
export function add(out: usize, x: usize, y: usize): void {
  for (let at: usize = 0; at < ELEMENT; at += 16) {
    v128.store(out + at, f64x2.add(v128.load(x + at), v128.load(y + at)))
  }
}

/** out = x − y, limb by limb, without carries. */
export function subtract(out: usize, x: usize, y: usize): void {
  for (let at: usize = 0; at < ELEMENT; at += 16) {
    v128.store(out + at, f64x2.sub(v128.load(x + at), v128.load(y + at)))
  }
}

/** out = x with growth 1, whatever the growth of x up to 2^30. */
export function reduce(out: usize, x: usize): void {
  memory.copy(COLUMNS, x, ELEMENT)
  carry(out)
}

export function copy(out: usize, x: usize): void {
  memory.copy(out, x, ELEMENT)
}

/** out = value in both lanes; at most 2^21. */
export function setSmall(out: usize, value: f64): void {
  memory.fill(out, 0, ELEMENT)
  v128.store(out, f64x2.splat(value))
}

@inline
function sum(x: usize, y: usize, i: usize): v128 {
  return f64x2.add(v128.load(x + 16 * i), v128.load(y + 16 * i))
}

@inline
function openWindow(y: usize): void {
  v128.store(WINDOW, v128.load(y), 192)
  place(1, v128.load(y, 16))
  place(2, v128.load(y, 32))
  place(3, v128.load(y, 48))
  place(4, v128.load(y, 64))
  place(5, v128.load(y, 80))
  place(6, v128.load(y, 96))
  place(7, v128.load(y, 112))
  place(8, v128.load(y, 128))
  place(9, v128.load(y, 144))
  place(10, v128.load(y, 160))
  place(11, v128.load(y, 176))
}

@inline
function openPackedWindow(y: usize): void {
  v128.store(WINDOW, f64x2.convert_low_i32x4_s(v128.load64_zero(y)), 192)
  place(1, unpacked(1, v128.load64_zero(y, 8)))
  place(2, unpacked(2, v128.load64_zero(y, 16)))
  place(3, unpacked(3, v128.load64_zero(y, 24)))
  place(4, unpacked(4, v128.load64_zero(y, 32)))
  place(5, unpacked(5, v128.load64_zero(y, 40)))
  place(6, unpacked(6, v128.load64_zero(y, 48)))
  place(7, unpacked(7, v128.load64_zero(y, 56)))
  place(8, unpacked(8, v128.load64_zero(y, 64)))
  place(9, unpacked(9, v128.load64_zero(y, 72)))
  place(10, unpacked(10, v128.load64_zero(y, 80)))
  place(11, unpacked(11, v128.load64_zero(y, 88)))
}

@inline
function unpacked(i: usize, integers: v128): v128 {
  return f64x2.mul(f64x2.convert_low_i32x4_s(integers), v128.load(SCALES + 16 * i))
}

/** Puts limb i of the second factor into the window. Times 19, a limb of growth 16 is still far below 2^53 units. */
@inline
function place(i: usize, limb: v128): void {
  v128.store(WINDOW + 16 * i, f64x2.mul(limb, f64x2.splat(WRAP)))
  v128.store(WINDOW + 16 * (12 + i), limb)
}

/**
 * The columns of a product. Limbs xᵢ and yⱼ multiply into column i + j, whose unit 2^w(i + j) divides their product, or
 * 255 places lower, times 19, into column i + j − 12. Column 0 can be the largest: 249·2^41 units for factors of growth 1,
 * so 3984·2^41 < 2^53 where the growths multiply to 16 (249 is 2 + 19·13).
 */
@inline
function columnsOf(
  x0: v128, x1: v128, x2: v128, x3: v128, x4: v128, x5: v128,
  x6: v128, x7: v128, x8: v128, x9: v128, x10: v128, x11: v128,
): void {
  column(0, x0, x1, x2, x3, x4, x5, x6, x7, x8, x9, x10, x11)
  column(1, x0, x1, x2, x3, x4, x5, x6, x7, x8, x9, x10, x11)
  column(2, x0, x1, x2, x3, x4, x5, x6, x7, x8, x9, x10, x11)
  column(3, x0, x1, x2, x3, x4, x5, x6, x7, x8, x9, x10, x11)
  column(4, x0, x1, x2, x3, x4, x5, x6, x7, x8, x9, x10, x11)
  column(5, x0, x1, x2, x3, x4, x5, x6, x7, x8, x9, x10, x11)
  column(6, x0, x1, x2, x3, x4, x5, x6, x7, x8, x9, x10, x11)
  column(7, x0, x1, x2, x3, x4, x5, x6, x7, x8, x9, x10, x11)
  column(8, x0, x1, x2, x3, x4, x5, x6, x7, x8, x9, x10, x11)
  column(9, x0, x1, x2, x3, x4, x5, x6, x7, x8, x9, x10, x11)
  column(10, x0, x1, x2, x3, x4, x5, x6, x7, x8, x9, x10, x11)
  column(11, x0, x1, x2, x3, x4, x5, x6, x7, x8, x9, x10, x11)
}

/**
 * Column k: Σ xᵢ·y(k − i), y(j − 12) standing for 19·2^−255·yⱼ. The xᵢ fill the registers; the second factors are loaded
 * one at a time, each used at once, because every value kept longer would be spilled. Fused, each step waits longer for
 * the one before: three shorter sums are quicker then.
 */
@inline
function column(
  k: usize,
  x0: v128, x1: v128, x2: v128, x3: v128, x4: v128, x5: v128,
  x6: v128, x7: v128, x8: v128, x9: v128, x10: v128, x11: v128,
): void {
  let first = f64x2.mul(x0, window(12 + k))
  first = plus(first, x1, 11 + k)
  first = plus(first, x2, 10 + k)
  first = plus(first, x3, 9 + k)
  let second = FUSED ? f64x2.mul(x4, window(8 + k)) : plus(first, x4, 8 + k)
  second = plus(second, x5, 7 + k)
  second = plus(second, x6, 6 + k)
  second = plus(second, x7, 5 + k)
  let third = FUSED ? f64x2.mul(x8, window(4 + k)) : plus(second, x8, 4 + k)
  third = plus(third, x9, 3 + k)
  third = plus(third, x10, 2 + k)
  third = plus(third, x11, 1 + k)
  v128.store(COLUMNS + 16 * k, FUSED ? f64x2.add(f64x2.add(first, second), third) : third)
}

/**
 * Whether processors' fused multiplication and addition is used. It rounds once instead of twice; since neither of the
 * two steps rounds anything here, the results are the same bits.
 */
const FUSED: bool = ASC_FEATURE_RELAXED_SIMD

@inline
function window(position: usize): v128 {
  return v128.load(WINDOW + 16 * position)
}

@inline
function plus(sum: v128, x: v128, position: usize): v128 {
  return FUSED
    ? f64x2.relaxed_madd(x, window(position), sum)
    : f64x2.add(sum, f64x2.mul(x, window(position)))
}

/** The same columns where both factors are x: every product of two different limbs is made once and doubled. */
@inline
function squaredColumns(
  x0: v128, x1: v128, x2: v128, x3: v128, x4: v128, x5: v128,
  x6: v128, x7: v128, x8: v128, x9: v128, x10: v128, x11: v128,
): void {
  v128.store(WINDOW, x0, 192)
  v128.store(WINDOW, x1, 208)
  v128.store(WINDOW, x2, 224)
  v128.store(WINDOW, x3, 240)
  v128.store(WINDOW, x4, 256)
  v128.store(WINDOW, x5, 272)
  place(6, x6)
  place(7, x7)
  place(8, x8)
  place(9, x9)
  place(10, x10)
  place(11, x11)
  evenColumn(0, x0, x1, x2, x3, x4, x5, x6)
  oddColumn(0, x1, x2, x3, x4, x5, x6)
  evenColumn(1, x1, x2, x3, x4, x5, x6, x7)
  oddColumn(1, x2, x3, x4, x5, x6, x7)
  evenColumn(2, x2, x3, x4, x5, x6, x7, x8)
  oddColumn(2, x3, x4, x5, x6, x7, x8)
  evenColumn(3, x3, x4, x5, x6, x7, x8, x9)
  oddColumn(3, x4, x5, x6, x7, x8, x9)
  evenColumn(4, x4, x5, x6, x7, x8, x9, x10)
  oddColumn(4, x5, x6, x7, x8, x9, x10)
  evenColumn(5, x5, x6, x7, x8, x9, x10, x11)
  oddColumn(5, x6, x7, x8, x9, x10, x11)
}

/**
 * Column 2m: x(m)² + x(m + 6)·x(m − 6) + 2·Σ x(m + t)·x(m − t) for t from 1 to 5, where x(j − 12) stands for
 * 19·2^−255·xⱼ. The parameters are x(m) … x(m + 6).
 */
@inline
function evenColumn(m: usize, x0: v128, x1: v128, x2: v128, x3: v128, x4: v128, x5: v128, x6: v128): void {
  let sum = f64x2.mul(x1, window(11 + m))
  sum = plus(sum, x2, 10 + m)
  sum = plus(sum, x3, 9 + m)
  sum = plus(sum, x4, 8 + m)
  sum = plus(sum, x5, 7 + m)
  sum = f64x2.add(sum, sum)
  sum = plus(sum, x0, 12 + m)
  sum = plus(sum, x6, 6 + m)
  v128.store(COLUMNS + 32 * m, sum)
}

/** Column 2m + 1: 2·Σ x(m + 1 + t)·x(m − t) for t from 0 to 5. The parameters are x(m + 1) … x(m + 6). */
@inline
function oddColumn(m: usize, x1: v128, x2: v128, x3: v128, x4: v128, x5: v128, x6: v128): void {
  let sum = f64x2.mul(x1, window(12 + m))
  sum = plus(sum, x2, 11 + m)
  sum = plus(sum, x3, 10 + m)
  sum = plus(sum, x4, 9 + m)
  sum = plus(sum, x5, 8 + m)
  sum = plus(sum, x6, 7 + m)
  v128.store(COLUMNS + 32 * m + 16, f64x2.add(sum, sum))
}

/**
 * out = the columns with growth 1. Each column passes on its {@link high} part, which leaves at most half a unit of the
 * next: 2^(w(i + 1) − 1). Two chains of carries run side by side, 0 → 6 and 6 → 12, column 12 being column 0 with 19·2^−255.
 * The high part of column 5 is below 2^32 units of the next, that of column 11, to which nothing comes times 19, below
 * 2^29: what the last two carries, 6 → 7 and 0 → 1, leave on top of half a unit is below 2^−8 of it.
 */
@inline
function carry(out: usize): void {
  let low = at(0)
  let high0 = high(0, low)
  const h0 = f64x2.sub(low, high0)
  low = at(6)
  let high6 = high(6, low)
  const h6 = f64x2.sub(low, high6)

  low = f64x2.add(at(1), high0)
  high0 = high(1, low)
  const h1 = f64x2.sub(low, high0)
  low = f64x2.add(at(7), high6)
  high6 = high(7, low)
  const h7 = f64x2.sub(low, high6)

  low = f64x2.add(at(2), high0)
  high0 = high(2, low)
  v128.store(out, f64x2.sub(low, high0), 32)
  low = f64x2.add(at(8), high6)
  high6 = high(8, low)
  v128.store(out, f64x2.sub(low, high6), 128)

  low = f64x2.add(at(3), high0)
  high0 = high(3, low)
  v128.store(out, f64x2.sub(low, high0), 48)
  low = f64x2.add(at(9), high6)
  high6 = high(9, low)
  v128.store(out, f64x2.sub(low, high6), 144)

  low = f64x2.add(at(4), high0)
  high0 = high(4, low)
  v128.store(out, f64x2.sub(low, high0), 64)
  low = f64x2.add(at(10), high6)
  high6 = high(10, low)
  v128.store(out, f64x2.sub(low, high6), 160)

  low = f64x2.add(at(5), high0)
  high0 = high(5, low)
  v128.store(out, f64x2.sub(low, high0), 80)
  low = f64x2.add(at(11), high6)
  high6 = high(11, low)
  v128.store(out, f64x2.sub(low, high6), 176)

  low = f64x2.add(h6, high0)
  high0 = high(6, low)
  v128.store(out, f64x2.sub(low, high0), 96)
  v128.store(out, f64x2.add(h7, high0), 112)
  low = f64x2.add(h0, f64x2.mul(high6, f64x2.splat(WRAP)))
  high6 = high(0, low)
  v128.store(out, f64x2.sub(low, high6))
  v128.store(out, f64x2.add(h1, high6), 16)
}

@inline
function at(k: usize): v128 {
  return v128.load(COLUMNS + 16 * k)
}

/**
 * The multiple of 2^w(k + 1) nearest to h. Adding 3·2^(51 + w(k + 1)) puts h, if it is below 2^51·2^w(k + 1), into numbers
 * whose last place is 2^w(k + 1): this addition rounds, and nothing else in the kernel does.
 */
@inline
function high(k: usize, h: v128): v128 {
  const rounding = v128.load(ROUNDING + 16 * k)
  return f64x2.sub(f64x2.add(h, rounding), rounding)
}
