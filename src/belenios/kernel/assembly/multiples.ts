/** Several multiples of one point for one chain of doublings (A. C. Yao, On the evaluation of powers, 1976). */
import { addCached, cache, copyNegative, copyPoint, double, POINT, setIdentity } from "./point"

/** A number's digits, a byte for each of 256 places, then which of its buckets hold something, then the 8 buckets. */
const DIGITS: usize = 256
const FILLED: usize = DIGITS
const BUCKETS: usize = FILLED + 16
const WORK: usize = BUCKETS + 8 * POINT

/** A number of 32 bytes, and zeros after it. */
const PADDED: usize = memory.data(40, 16)

/** 1 at each place where a number has a digit. */
const USED: usize = memory.data(256, 16)

const DOUBLED: usize = memory.data(POINT, 16)
const ADDEND: usize = memory.data(POINT, 16)
const RISING: usize = memory.data(POINT, 16)

/** How much memory {@link multiples} needs beside its results. */
export function workBytes(count: i32): usize {
  return usize(count) * WORK
}

/**
 * out[i] = n[i]·P for `count` numbers below 2^253 of 32 bytes, in a time that depends on them; the same numbers for both
 * lanes. Each number is written with odd digits from −15 to 15, at least five places apart. Going up the doublings of P,
 * the one of each place is added to, or taken from, the bucket of the digit there; the buckets are put together at the end.
 */
export function multiples(out: usize, p: usize, numbers: usize, count: i32, work: usize): void {
  const end = work + usize(count) * WORK
  memory.fill(USED, 0, 256)
  let places = 0
  for (let one = work; one < end; one += WORK, numbers += 32) {
    places = max(places, writeDigits(one, numbers))
    memory.fill(one + FILLED, 0, 8)
  }

  copyPoint(DOUBLED, p)
  for (let place = 0; place < places; place++) {
    if (place > 0) double(DOUBLED, load<u8>(USED + place) > 0)
    if (load<u8>(USED + place) == 0) continue
    cache(ADDEND, DOUBLED)
    for (let one = work; one < end; one += WORK) {
      const digit = i32(load<i8>(one + place))
      if (digit != 0) toBucket(one, digit)
    }
  }
  for (let one = work; one < end; one += WORK, out += POINT) emptyBuckets(out, one)
}

/** Writes the digits of a number and returns the place after the highest. */
function writeDigits(out: usize, number: usize): i32 {
  memory.copy(PADDED, number, 32)
  memory.fill(out, 0, DIGITS)
  let places = 0
  let carry = 0
  for (let place = 0; place < 256;) {
    const bits = i32(load<u16>(PADDED + (place >> 3))) >> (place & 7)
    if ((bits & 1) == carry) {
      place += 1
      continue
    }
    let digit = (bits & 31) + carry
    carry = i32(digit > 16)
    digit -= carry << 5
    store<i8>(out + place, i8(digit))
    store<u8>(USED + place, 1)
    places = place + 1
    place += 5
  }
  return places
}

/** Adds the current doubling to the bucket of a digit; the first to come is the bucket. */
function toBucket(one: usize, digit: i32): void {
  const index = usize(abs(digit) >> 1)
  const bucket = one + BUCKETS + index * POINT
  if (load<u8>(one + FILLED + index) == 1) {
    addCached(bucket, bucket, ADDEND, digit < 0)
    return
  }
  store<u8>(one + FILLED + index, 1)
  if (digit < 0) copyNegative(bucket, DOUBLED)
  else copyPoint(bucket, DOUBLED)
}

/** out = Σ (2k + 1)·bucket[k] = 2·Σ k·bucket[k] + Σ bucket[k], both sums running down from the last bucket. */
function emptyBuckets(out: usize, one: usize): void {
  setIdentity(out)
  setIdentity(RISING)
  let risingIsEmpty = true
  let plainIsEmpty = true
  for (let k: usize = 8; k > 0; ) {
    k -= 1
    // Here `out` is the sum of the buckets above k, and ADDEND is it as well unless it is empty.
    const bucket = one + BUCKETS + k * POINT
    const isFilled = load<u8>(one + FILLED + k) == 1
    if (isFilled && plainIsEmpty) copyPoint(out, bucket)
    else if (isFilled) addCached(out, bucket, ADDEND, false)
    plainIsEmpty = plainIsEmpty && !isFilled
    if (plainIsEmpty) continue
    cache(ADDEND, out)
    if (k == 0) break
    if (risingIsEmpty) copyPoint(RISING, out)
    else addCached(RISING, RISING, ADDEND, false)
    risingIsEmpty = false
  }
  if (plainIsEmpty) return
  double(RISING, true)
  addCached(out, RISING, ADDEND, false)
}
