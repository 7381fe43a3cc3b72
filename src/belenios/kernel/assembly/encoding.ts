/** Points from and to 32 bytes (RFC 8032, sections 5.1.2 and 5.1.3, strictly), two at a time. */
import { fromBytes, isCanonical, toBytes, zeroLanes } from "./bytes"
import { ELEMENT, multiply, reduce, square } from "./field"
import { add, copy, setSmall, subtract } from "./linear"
import { D, POINT, T, Y, Z } from "./point"
import { invert, powerForRoot } from "./power"

/** What {@link decodePair} says of a lane. */
const BAD_ENCODING = 1
const IDENTITY = 2

const ONE: usize = memory.data(ELEMENT, 16)
setSmall(ONE, 1)

/** A square root of −1: 2^((p − 1)/4). */
const ROOT: usize = memory.data(ELEMENT, 16)
setSmall(ROOT, 2)
powerForRoot(ROOT, ROOT)
square(ROOT, ROOT)
add(ROOT, ROOT, ROOT)
reduce(ROOT, ROOT)

const U: usize = memory.data(ELEMENT, 16)
const V: usize = memory.data(ELEMENT, 16)
const CUBE: usize = memory.data(ELEMENT, 16)
const CHECK: usize = memory.data(ELEMENT, 16)
const OTHER: usize = memory.data(ELEMENT, 16)
const ENCODED: usize = memory.data(32)

/**
 * Both lanes of out from 64 bytes. Returns what is wrong with lane 0, plus four times what is wrong with lane 1: 1 if y
 * is not below p, no point of the curve has this y, or x is 0 and signed; 2 if it is the identity. Such lanes become the
 * identity.
 */
export function decodePair(out: usize, bytes: usize): i32 {
  const x = out
  const y = out + Y
  fromBytes(y, bytes, bytes + 32)

  // x² = u/v with u = y² − 1 and v = d·y² + 1, so x is u·v³·(u·v⁷)^((p − 5)/8), or that times √−1.
  square(CHECK, y)
  subtract(U, CHECK, ONE)
  multiply(V, CHECK, D)
  add(V, V, ONE)
  square(CUBE, V)
  multiply(CUBE, CUBE, V)
  square(OTHER, CUBE)
  multiply(OTHER, OTHER, V)
  multiply(OTHER, OTHER, U)
  powerForRoot(OTHER, OTHER)
  multiply(CUBE, CUBE, U)
  multiply(x, CUBE, OTHER)

  square(CHECK, x)
  multiply(CHECK, CHECK, V)
  subtract(OTHER, CHECK, U)
  reduce(OTHER, OTHER)
  const isRoot = zeroLanes(OTHER)
  add(OTHER, CHECK, U)
  reduce(OTHER, OTHER)
  const isOther = zeroLanes(OTHER)
  multiply(OTHER, x, ROOT)
  select(x, isOther, OTHER, x)

  // The sign is the parity of x.
  subtract(OTHER, V, V)
  subtract(OTHER, OTHER, x)
  select(x, lanes(isSigned(bytes) != isOdd(x, 0), isSigned(bytes + 32) != isOdd(x, 1)), OTHER, x)

  const zero = zeroLanes(x)
  const onCurve = v128.or(isRoot, isOther)
  const signedZero = v128.and(zero, lanes(isSigned(bytes), isSigned(bytes + 32)))
  const wellEncoded = lanes(isCanonical(bytes), isCanonical(bytes + 32))
  const good = v128.and(wellEncoded, v128.andnot(onCurve, signedZero))
  setSmall(out + Z, 1)
  subtract(OTHER, y, ONE)
  reduce(OTHER, OTHER)
  const identity = zeroLanes(OTHER)
  subtract(OTHER, V, V)
  select(x, good, x, OTHER)
  select(y, good, y, ONE)
  multiply(out + T, x, y)
  return faultOf(good, identity, 0) | (faultOf(good, identity, 1) << 2)
}

function faultOf(good: v128, identity: v128, lane: i32): i32 {
  if (!laneOf(good, lane)) return BAD_ENCODING
  return laneOf(identity, lane) ? IDENTITY : 0
}

/** Which lanes of p, points of the curve, are the identity: 1 for lane 0, plus 2 for lane 1. No other has y = 1. */
export function identityLanes(p: usize): i32 {
  subtract(OTHER, p + Y, p + Z)
  reduce(OTHER, OTHER)
  const identity = zeroLanes(OTHER)
  return i32(laneOf(identity, 0)) | (i32(laneOf(identity, 1)) << 1)
}

/**
 * The 64 bytes of each of `count` points, for one inversion in all: with the products of the Z before each, 1/Z of each
 * follows from 1 over the product of all (P. L. Montgomery, 1987). The T of the points is overwritten.
 */
export function encodeAll(out: usize, points: usize, count: i32): void {
  invertAll(points, count)
  for (let i = 0; i < count; i++) {
    const p = points + usize(i) * POINT
    encodeLane(out + 64 * i, p, 0)
    encodeLane(out + 64 * i + 32, p, 1)
  }
}

/** Makes every Z of `count` points 1 and divides X and Y by it; T is overwritten. */
export function invertAll(points: usize, count: i32): void {
  const end = points + usize(count) * POINT
  copy(U, ONE)
  for (let p = points; p < end; p += POINT) {
    copy(p + T, U)
    multiply(U, U, p + Z)
  }
  invert(U, U)
  for (let p = end - POINT; p >= points; p -= POINT) {
    multiply(V, U, p + T)
    multiply(U, U, p + Z)
    multiply(p, p, V)
    multiply(p + Y, p + Y, V)
    copy(p + Z, ONE)
  }
}

function encodeLane(out: usize, p: usize, lane: usize): void {
  toBytes(out, p + Y, lane)
  store<u8>(out, load<u8>(out, 31) | (u8(isOdd(p, lane)) << 7), 31)
}

/** The lanes of `yes` where the mask has ones, those of `no` elsewhere. `out` may be either. */
function select(out: usize, mask: v128, yes: usize, no: usize): void {
  for (let at: usize = 0; at < ELEMENT; at += 16) {
    v128.store(out + at, v128.bitselect(v128.load(yes + at), v128.load(no + at), mask))
  }
}

function isSigned(bytes: usize): bool {
  return load<u8>(bytes, 31) > 0x7f
}

function isOdd(x: usize, lane: usize): bool {
  toBytes(ENCODED, x, lane)
  return bool(load<u8>(ENCODED) & 1)
}

function lanes(lane0: bool, lane1: bool): v128 {
  return i64x2.replace_lane(i64x2.splat(lane0 ? -1 : 0), 1, lane1 ? -1 : 0)
}

function laneOf(mask: v128, lane: i32): bool {
  return (lane == 0 ? i64x2.extract_lane(mask, 0) : i64x2.extract_lane(mask, 1)) != 0
}
