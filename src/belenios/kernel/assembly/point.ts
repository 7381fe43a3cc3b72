/**
 * Points of edwards25519, −x² + y² = 1 + d·x²·y², two at a time, in extended coordinates (X : Y : Z : T), x = X/Z, y = Y/Z,
 * T = X·Y/Z, and their laws: H. Hisil, K. K.-H. Wong, G. Carter, E. Dawson, Twisted Edwards curves revisited, 2008
 * (sections 3.1 and 3.3; "add-2008-hwcd-3", "dbl-2008-hwcd" and "madd-2008-hwcd-3" of the Explicit-Formulas Database). Since −1
 * is a square and d is none, the laws hold for all points of the curve: no case is left out, Z is never 0.
 *
 * A point is four elements, whose growth is 1. Where a sum of products is a factor of others, it is made before carries,
 * so that its growth is 1 too. What growths add up to, of products or of elements, is in the comments: neither field may
 * have more than 4 for products that are put together, nor 3 for one.
 */
import {
  carry, ELEMENT, minus, multiply, multiplyPackedWide, multiplyWide, PACKED, plus, reduce, squareWide, widened,
} from "./field"
import { add, copy, negate, setSmall, subtract } from "./linear"
import { invert } from "./power"

export const POINT: usize = 4 * ELEMENT
export const Y: usize = ELEMENT
export const Z: usize = 2 * ELEMENT
export const T: usize = 3 * ELEMENT

/** d = −121665/121666, and 2·d. */
export const D: usize = memory.data(ELEMENT, 16)
export const TWICE_D: usize = memory.data(ELEMENT, 16)
setSmall(D, 121666)
invert(D, D)
setSmall(TWICE_D, -121665)
multiply(D, D, TWICE_D)
add(TWICE_D, D, D)
reduce(TWICE_D, TWICE_D)

const A: usize = memory.data(ELEMENT, 16)
const B: usize = memory.data(ELEMENT, 16)
const C: usize = memory.data(ELEMENT, 16)
const S: usize = memory.data(ELEMENT, 16)
const E: usize = memory.data(ELEMENT, 16)
const F: usize = memory.data(ELEMENT, 16)
const G: usize = memory.data(ELEMENT, 16)
const H: usize = memory.data(ELEMENT, 16)
const CACHED: usize = memory.data(POINT, 16)

export function setIdentity(p: usize): void {
  setSmall(p, 0)
  setSmall(p + Y, 1)
  setSmall(p + Z, 1)
  setSmall(p + T, 0)
}

export function copyPoint(out: usize, p: usize): void {
  memory.copy(out, p, POINT)
}

export function copyNegative(out: usize, p: usize): void {
  negate(out, p)
  copy(out + Y, p + Y)
  copy(out + Z, p + Z)
  negate(out + T, p + T)
}

/** p = 2·p. T, which no doubling needs, is made only where asked for. */
export function double(p: usize, withT: bool): void {
  squareWide(A, p)
  squareWide(B, p + Y)
  squareWide(C, p + Z)
  multiplyWide(E, p, p + Y)
  // E = 2·X·Y, G = B − A, F = 2·C − G, H = A + B, of 2, 2, 4, 2 products of growth 1. The source has (X + Y)² − A − B for
  // E, whose factor would have growth 2. The signs of F and H are turned, which changes those of all four coordinates.
  for (let at: usize = 0; at < ELEMENT; at += 16) {
    const a = v128.load(A + at)
    const b = v128.load(B + at)
    const c = v128.load(C + at)
    const e = v128.load(E + at)
    const g = minus(b, a)
    v128.store(E + at, plus(e, e))
    v128.store(F + at, minus(plus(c, c), g))
    v128.store(G + at, g)
    v128.store(H + at, plus(a, b))
  }
  products(p, withT)
}

/** Makes of p what {@link addCached} takes: Y − X, Y + X, 2·Z, 2·d·T, of growth 1, 1, 2, 1. */
export function cache(out: usize, p: usize): void {
  subtract(out, p + Y, p)
  reduce(out, out)
  add(out + Y, p + Y, p)
  reduce(out + Y, out + Y)
  add(out + Z, p + Z, p + Z)
  multiply(out + T, p + T, TWICE_D)
}

/** out = p + q, or p − q, for q as {@link cache} makes it. */
export function addCached(out: usize, p: usize, q: usize, subtracts: bool): void {
  differenceAndSum(p)
  // −q is (−x, y): Y − X and Y + X change places, and T its sign.
  multiplyWide(A, E, subtracts ? q + Y : q) // growths 2·1
  multiplyWide(B, H, subtracts ? q : q + Y) // 2·1
  multiplyWide(C, p + T, q + T) // 1·1
  multiplyWide(S, p + Z, q + Z) // 1·2
  for (let at: usize = 0; at < ELEMENT; at += 16) finish(at, v128.load(S + at), subtracts)
  products(out, true)
}

/** p = p + q. */
export function addPoint(p: usize, q: usize): void {
  cache(CACHED, q)
  addCached(p, p, CACHED, false)
}

/** out = the sum of `count` points. */
export function sumOf(out: usize, points: usize, count: i32): void {
  copyPoint(out, points)
  for (let i = 1; i < count; i++) addPoint(out, points + usize(i) * POINT)
}

/** p = p + q, or p − q, for an entry q of a table: y + x, y − x, 2·d·x·y, packed; Z is 1. */
export function addPacked(p: usize, q: usize, subtracts: bool): void {
  differenceAndSum(p)
  multiplyPackedWide(A, E, subtracts ? q : q + PACKED) // growths 2·1
  multiplyPackedWide(B, H, subtracts ? q + PACKED : q) // 2·1
  multiplyPackedWide(C, p + T, q + 2 * PACKED) // 1·1
  for (let at: usize = 0; at < ELEMENT; at += 16) {
    const z = widened(v128.load(p + Z + at))
    finish(at, plus(z, z), subtracts)
  }
  products(p, true)
}

/** E = Y − X and H = Y + X of p, of growth 2. */
@inline
function differenceAndSum(p: usize): void {
  for (let at: usize = 0; at < ELEMENT; at += 16) {
    const x = v128.load(p + at)
    const y = v128.load(p + Y + at)
    v128.store(E + at, f64x2.sub(y, x))
    v128.store(H + at, f64x2.add(y, x))
  }
}

/** E = B − A, F = D − C, G = D + C, H = B + A, where s is the limb of D, of 4, 3, 3, 4 products of growth 1 at most. */
@inline
function finish(at: usize, s: v128, subtracts: bool): void {
  const a = v128.load(A + at)
  const b = v128.load(B + at)
  const c = v128.load(C + at)
  v128.store(E + at, minus(b, a))
  v128.store(H + at, plus(b, a))
  v128.store((subtracts ? G : F) + at, minus(s, c))
  v128.store((subtracts ? F : G) + at, plus(s, c))
}

/** The coordinates of a point from E, F, G, H before carries: growths 1·1. */
@inline
function products(out: usize, withT: bool): void {
  carry(E, E)
  carry(F, F)
  carry(G, G)
  carry(H, H)
  multiply(out, E, F)
  multiply(out + Y, G, H)
  multiply(out + Z, F, G)
  if (withT) multiply(out + T, E, H)
}
