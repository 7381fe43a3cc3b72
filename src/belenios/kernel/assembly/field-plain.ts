/**
 * Numbers mod p = 2^255 − 19, two at a time: one in each lane of a vector of two doubles. The field of engines that have
 * vectors and no more; `field-fused.ts` is quicker where it runs, and gives the same numbers.
 *
 * An element is 12 vectors, 192 bytes, its limbs; the number is their sum. Limb i is a multiple of 2^w(i) with
 * w(i) = ⌈21.25·i⌉ = 0, 22, 43, 64, 85, 107, 128, 149, 170, 192, 213, 234, and w(12) = 255. It carries its power of two
 * in its exponent, so that no product needs a shift (D. J. Bernstein, Floating-point arithmetic and message
 * authentication, 2004; Curve25519: new Diffie–Hellman speed records, 2006).
 *
 * Nothing here is ever rounded, except on purpose in `high`. A double holds every multiple of u up to 2^53·u, so each
 * comment below says how large a limb can be, and a test computes the worst case of each column. The measure is the
 * *growth* of an element: it is g if limb i is at most g·(1 + 2^−8)·2^(w(i+1) − 1) in absolute value. Results of
 * `multiply`, `square`, `carry` and `reduce` have growth 1; sums and differences add the growths of their terms.
 */

/** Bytes of an element, and of a {@link multiplyWide wide} one. */
export const ELEMENT: usize = 192

export const LIMBS: usize = 12

/** w(0) … w(12), a byte each. */
export const WEIGHTS: usize = memory.data<u8>([0, 22, 43, 64, 85, 107, 128, 149, 170, 192, 213, 234, 255])

/** What coordinates in a table are: limb i over 2^w(i). Doubles would not fit in the cache. */
export type Packed = i32

/** Bytes of a packed element: 12 pairs, limb i of both lanes. */
export const PACKED: usize = 96

/** 12 vectors: 3·2^(51 + w(i + 1)), whose last place is 2^w(i + 1). See `high`. */
const ROUNDING: usize = memory.data(192, 16)

/** 12 vectors: 2^w(i) and 2^−w(i). */
const SCALES: usize = memory.data(192, 16)
const UNSCALES: usize = memory.data(192, 16)

/** 19·2^−255: what 2^255 units of a limb are worth 255 places lower. */
const WRAP: f64 = 19.0 / 57896044618658097711785492504343953926634992332820282019728792003956564819968.0

/** 24 vectors: 19·2^−255·y₀ … 19·2^−255·y₁₁, then y₀ … y₁₁, where y is the second factor of the product being made. */
const WINDOW: usize = memory.data(384, 16)

/** 12 vectors: the columns of the product being made, before carries. */
const COLUMNS: usize = memory.data(192, 16)

/** 2^n, for −1022 ≤ n ≤ 1023. */
function powerOfTwo(n: i32): f64 {
  return reinterpret<f64>(u64(1023 + n) << 52)
}

for (let i: usize = 0; i < 12; i++) {
  const weight = i32(load<u8>(WEIGHTS + i))
  const next = i32(load<u8>(WEIGHTS + i + 1))
  v128.store(ROUNDING + 16 * i, f64x2.splat(3 * powerOfTwo(51 + next)))
  v128.store(SCALES + 16 * i, f64x2.splat(powerOfTwo(weight)))
  v128.store(UNSCALES + 16 * i, f64x2.splat(powerOfTwo(-weight)))
}

/** Whether the engine computes as this field needs it: nothing is asked of it. */
export function isExact(): bool {
  return true
}

/** out = x·y. The growths of x and y may multiply to 16. As everywhere here, `out` may be an operand. */
export function multiply(out: usize, x: usize, y: usize): void {
  openWindow(y)
  columnsOf(COLUMNS, x)
  settle(out, COLUMNS)
}

/** out = x². The growth of x may be 4. */
export function square(out: usize, x: usize): void {
  squaredColumns(COLUMNS, x)
  settle(out, COLUMNS)
}

/**
 * The same before carries: a wide element, 12 vectors, which {@link plus} and {@link minus} put together with others. It
 * may be {@link carry carried} if the products of growths that went into it add up to 16.
 */
export function multiplyWide(out: usize, x: usize, y: usize): void {
  openWindow(y)
  columnsOf(out, x)
}

export function squareWide(out: usize, x: usize): void {
  squaredColumns(out, x)
}

/** out = x·y, wide, for the element y of a table, whose growth is 1. */
export function multiplyPackedWide(out: usize, x: usize, y: usize): void {
  openPackedWindow(y)
  columnsOf(out, x)
}

/** Two limbs of wide elements. */
@inline
export function plus(a: v128, b: v128): v128 {
  return f64x2.add(a, b)
}

@inline
export function minus(a: v128, b: v128): v128 {
  return f64x2.sub(a, b)
}

/** The limb of a wide element that is the same number as one of an element of growth 1. */
@inline
export function widened(limb: v128): v128 {
  return limb
}

/** out = a wide element with growth 1. */
export function carry(out: usize, wide: usize): void {
  settle(out, wide)
}

/** out = x with growth 1, whatever the growth of x up to 2^30. */
export function reduce(out: usize, x: usize): void {
  settle(out, x)
}

/** Limb i as it is kept, of a number of 2^w(i). */
@inline
export function fromUnits(units: v128, i: usize): v128 {
  return f64x2.mul(units, v128.load(SCALES + 16 * i))
}

/** One lane of limb i as a number of 2^w(i). */
@inline
export function unitsOf(x: usize, i: usize, lane: usize): f64 {
  return load<f64>(x + 16 * i + 8 * lane) * load<f64>(UNSCALES + 16 * i)
}

/** out = x as coordinates in a table are kept, whose growth is 1. The growth of x may be 2^30. */
export function pack(out: usize, x: usize): void {
  reduce(PACKING, x)
  for (let i: usize = 0; i < LIMBS; i++) {
    const integers = f64x2.mul(v128.load(PACKING + 16 * i), v128.load(UNSCALES + 16 * i))
    v128.store64_lane(out + 8 * i, i32x4.trunc_sat_f64x2_s_zero(integers), 0)
  }
}
const PACKING: usize = memory.data(192, 16)

/** The 1 of a packed element, in both lanes, with the vector that begins it. */
@inline
export function packedOne(): v128 {
  return i64x2.replace_lane(i32x4.splat(1), 1, 0)
}

/** Numbers of 32 bits, one for each lane, where the packed limbs of the lanes stand. */
@inline
export function overLanes(lane0: i32, lane1: i32): v128 {
  return i32x4.replace_lane(i32x4.replace_lane(i32x4.splat(lane0), 1, lane1), 3, lane1)
}

/** Packed limbs with those of lane 0 in both. */
@inline
export function twiceLane0(limbs: v128): v128 {
  return v128.shuffle<i32>(limbs, limbs, 0, 0, 2, 2)
}

/** Packed limbs with their signs turned where the mask has ones. */
@inline
export function negatedWhere(mask: v128, limbs: v128): v128 {
  return i32x4.sub(v128.xor(limbs, mask), mask)
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
function columnsOf(to: usize, x: usize): void {
  const x0 = v128.load(x)
  const x1 = v128.load(x, 16)
  const x2 = v128.load(x, 32)
  const x3 = v128.load(x, 48)
  const x4 = v128.load(x, 64)
  const x5 = v128.load(x, 80)
  const x6 = v128.load(x, 96)
  const x7 = v128.load(x, 112)
  const x8 = v128.load(x, 128)
  const x9 = v128.load(x, 144)
  const x10 = v128.load(x, 160)
  const x11 = v128.load(x, 176)
  column(to, 0, x0, x1, x2, x3, x4, x5, x6, x7, x8, x9, x10, x11)
  column(to, 1, x0, x1, x2, x3, x4, x5, x6, x7, x8, x9, x10, x11)
  column(to, 2, x0, x1, x2, x3, x4, x5, x6, x7, x8, x9, x10, x11)
  column(to, 3, x0, x1, x2, x3, x4, x5, x6, x7, x8, x9, x10, x11)
  column(to, 4, x0, x1, x2, x3, x4, x5, x6, x7, x8, x9, x10, x11)
  column(to, 5, x0, x1, x2, x3, x4, x5, x6, x7, x8, x9, x10, x11)
  column(to, 6, x0, x1, x2, x3, x4, x5, x6, x7, x8, x9, x10, x11)
  column(to, 7, x0, x1, x2, x3, x4, x5, x6, x7, x8, x9, x10, x11)
  column(to, 8, x0, x1, x2, x3, x4, x5, x6, x7, x8, x9, x10, x11)
  column(to, 9, x0, x1, x2, x3, x4, x5, x6, x7, x8, x9, x10, x11)
  column(to, 10, x0, x1, x2, x3, x4, x5, x6, x7, x8, x9, x10, x11)
  column(to, 11, x0, x1, x2, x3, x4, x5, x6, x7, x8, x9, x10, x11)
}

/**
 * Column k: Σ xᵢ·y(k − i), y(j − 12) standing for 19·2^−255·yⱼ. The xᵢ fill the registers; the second factors are loaded
 * one at a time, each used at once, because every value kept longer would be spilled.
 */
@inline
function column(
  to: usize, k: usize,
  x0: v128, x1: v128, x2: v128, x3: v128, x4: v128, x5: v128,
  x6: v128, x7: v128, x8: v128, x9: v128, x10: v128, x11: v128,
): void {
  let sum = f64x2.mul(x0, window(12 + k))
  sum = withProduct(sum, x1, 11 + k)
  sum = withProduct(sum, x2, 10 + k)
  sum = withProduct(sum, x3, 9 + k)
  sum = withProduct(sum, x4, 8 + k)
  sum = withProduct(sum, x5, 7 + k)
  sum = withProduct(sum, x6, 6 + k)
  sum = withProduct(sum, x7, 5 + k)
  sum = withProduct(sum, x8, 4 + k)
  sum = withProduct(sum, x9, 3 + k)
  sum = withProduct(sum, x10, 2 + k)
  sum = withProduct(sum, x11, 1 + k)
  v128.store(to + 16 * k, sum)
}

@inline
function window(position: usize): v128 {
  return v128.load(WINDOW + 16 * position)
}

@inline
function withProduct(sum: v128, x: v128, position: usize): v128 {
  return f64x2.add(sum, f64x2.mul(x, window(position)))
}

/** The same columns where both factors are x: every product of two different limbs is made once and doubled. */
@inline
function squaredColumns(to: usize, x: usize): void {
  const x0 = v128.load(x)
  const x1 = v128.load(x, 16)
  const x2 = v128.load(x, 32)
  const x3 = v128.load(x, 48)
  const x4 = v128.load(x, 64)
  const x5 = v128.load(x, 80)
  const x6 = v128.load(x, 96)
  const x7 = v128.load(x, 112)
  const x8 = v128.load(x, 128)
  const x9 = v128.load(x, 144)
  const x10 = v128.load(x, 160)
  const x11 = v128.load(x, 176)
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
  evenColumn(to, 0, x0, x1, x2, x3, x4, x5, x6)
  oddColumn(to, 0, x1, x2, x3, x4, x5, x6)
  evenColumn(to, 1, x1, x2, x3, x4, x5, x6, x7)
  oddColumn(to, 1, x2, x3, x4, x5, x6, x7)
  evenColumn(to, 2, x2, x3, x4, x5, x6, x7, x8)
  oddColumn(to, 2, x3, x4, x5, x6, x7, x8)
  evenColumn(to, 3, x3, x4, x5, x6, x7, x8, x9)
  oddColumn(to, 3, x4, x5, x6, x7, x8, x9)
  evenColumn(to, 4, x4, x5, x6, x7, x8, x9, x10)
  oddColumn(to, 4, x5, x6, x7, x8, x9, x10)
  evenColumn(to, 5, x5, x6, x7, x8, x9, x10, x11)
  oddColumn(to, 5, x6, x7, x8, x9, x10, x11)
}

/**
 * Column 2m: x(m)² + x(m + 6)·x(m − 6) + 2·Σ x(m + t)·x(m − t) for t from 1 to 5, where x(j − 12) stands for
 * 19·2^−255·xⱼ. The parameters are x(m) … x(m + 6).
 */
@inline
function evenColumn(to: usize, m: usize, x0: v128, x1: v128, x2: v128, x3: v128, x4: v128, x5: v128, x6: v128): void {
  let sum = f64x2.mul(x1, window(11 + m))
  sum = withProduct(sum, x2, 10 + m)
  sum = withProduct(sum, x3, 9 + m)
  sum = withProduct(sum, x4, 8 + m)
  sum = withProduct(sum, x5, 7 + m)
  sum = f64x2.add(sum, sum)
  sum = withProduct(sum, x0, 12 + m)
  sum = withProduct(sum, x6, 6 + m)
  v128.store(to + 32 * m, sum)
}

/** Column 2m + 1: 2·Σ x(m + 1 + t)·x(m − t) for t from 0 to 5. The parameters are x(m + 1) … x(m + 6). */
@inline
function oddColumn(to: usize, m: usize, x1: v128, x2: v128, x3: v128, x4: v128, x5: v128, x6: v128): void {
  let sum = f64x2.mul(x1, window(12 + m))
  sum = withProduct(sum, x2, 11 + m)
  sum = withProduct(sum, x3, 10 + m)
  sum = withProduct(sum, x4, 9 + m)
  sum = withProduct(sum, x5, 8 + m)
  sum = withProduct(sum, x6, 7 + m)
  v128.store(to + 32 * m + 16, f64x2.add(sum, sum))
}

/**
 * out = the columns with growth 1. Each column passes on its {@link high} part, which leaves at most half a unit of the
 * next: 2^(w(i + 1) − 1). Two chains of carries run side by side, 0 → 6 and 6 → 12, column 12 being column 0 with 19·2^−255.
 * The high part of column 5 is below 2^32 units of the next, that of column 11, to which nothing comes times 19, below
 * 2^29: what the last two carries, 6 → 7 and 0 → 1, leave on top of half a unit is below 2^−8 of it.
 */
@inline
function settle(out: usize, wide: usize): void {
  let low = v128.load(wide)
  let high0 = high(0, low)
  const h0 = f64x2.sub(low, high0)
  low = v128.load(wide, 96)
  let high6 = high(6, low)
  const h6 = f64x2.sub(low, high6)

  low = f64x2.add(v128.load(wide, 16), high0)
  high0 = high(1, low)
  const h1 = f64x2.sub(low, high0)
  low = f64x2.add(v128.load(wide, 112), high6)
  high6 = high(7, low)
  const h7 = f64x2.sub(low, high6)

  low = f64x2.add(v128.load(wide, 32), high0)
  high0 = high(2, low)
  v128.store(out, f64x2.sub(low, high0), 32)
  low = f64x2.add(v128.load(wide, 128), high6)
  high6 = high(8, low)
  v128.store(out, f64x2.sub(low, high6), 128)

  low = f64x2.add(v128.load(wide, 48), high0)
  high0 = high(3, low)
  v128.store(out, f64x2.sub(low, high0), 48)
  low = f64x2.add(v128.load(wide, 144), high6)
  high6 = high(9, low)
  v128.store(out, f64x2.sub(low, high6), 144)

  low = f64x2.add(v128.load(wide, 64), high0)
  high0 = high(4, low)
  v128.store(out, f64x2.sub(low, high0), 64)
  low = f64x2.add(v128.load(wide, 160), high6)
  high6 = high(10, low)
  v128.store(out, f64x2.sub(low, high6), 160)

  low = f64x2.add(v128.load(wide, 80), high0)
  high0 = high(5, low)
  v128.store(out, f64x2.sub(low, high0), 80)
  low = f64x2.add(v128.load(wide, 176), high6)
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

/**
 * The multiple of 2^w(k + 1) nearest to h. Adding 3·2^(51 + w(k + 1)) puts h, if it is below 2^51·2^w(k + 1), into numbers
 * whose last place is 2^w(k + 1): this addition rounds, and nothing else in the kernel does.
 */
@inline
function high(k: usize, h: v128): v128 {
  const rounding = v128.load(ROUNDING + 16 * k)
  return f64x2.sub(f64x2.add(h, rounding), rounding)
}
