/**
 * Points of edwards25519, −x² + y² = 1 + d·x²·y², two at a time, in extended coordinates (X : Y : Z : T), x = X/Z, y = Y/Z,
 * T = X·Y/Z, and their laws: H. Hisil, K. K.-H. Wong, G. Carter, E. Dawson, Twisted Edwards curves revisited, 2008
 * (sections 3.1 and 3.3; "add-2008-hwcd-3", "dbl-2008-hwcd" and "madd-2008-hwcd-3" of the Explicit-Formulas Database). Since −1
 * is a square and d is none, the laws hold for all points of the curve: no case is left out, Z is never 0.
 *
 * A point is four elements, 768 bytes. Coordinates have growth 1.
 */
import { add, copy, ELEMENT, multiply, multiplyPacked, reduce, setSmall, square, squareOfSum, subtract } from "./field"
import { invert } from "./power"

/** Bytes of a packed element: see `multiplyPacked`. */
export const PACKED: usize = 96

export const POINT: usize = 4 * ELEMENT
export const Y: usize = ELEMENT
export const Z: usize = 2 * ELEMENT
export const T: usize = 3 * ELEMENT

/** d = −121665/121666, and 2·d. */
export const D: usize = memory.data(192, 16)
export const TWICE_D: usize = memory.data(192, 16)
setSmall(D, 121666)
invert(D, D)
setSmall(TWICE_D, -121665)
multiply(D, D, TWICE_D)
add(TWICE_D, D, D)
reduce(TWICE_D, TWICE_D)

const A: usize = memory.data(192, 16)
const B: usize = memory.data(192, 16)
const C: usize = memory.data(192, 16)
const S: usize = memory.data(192, 16)
const E: usize = memory.data(192, 16)
const F: usize = memory.data(192, 16)
const G: usize = memory.data(192, 16)
const H: usize = memory.data(192, 16)
const CACHED: usize = memory.data(768, 16)

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

function negate(out: usize, x: usize): void {
  for (let at: usize = 0; at < ELEMENT; at += 16) v128.store(out + at, f64x2.neg(v128.load(x + at)))
}

/** p = 2·p. T, which no doubling needs, is made only where asked for. */
export function double(p: usize, withT: bool): void {
  square(A, p)
  square(B, p + Y)
  square(C, p + Z)
  squareOfSum(S, p, p + Y)
  // E = S − A − B, G = B − A, F = 2·C − G, H = A + B, of growth 3, 2, 4, 2: every sign of the source but that of E and
  // G is turned, which changes the sign of all four coordinates.
  for (let at: usize = 0; at < ELEMENT; at += 16) {
    const a = v128.load(A + at)
    const b = v128.load(B + at)
    const c = v128.load(C + at)
    const g = f64x2.sub(b, a)
    const h = f64x2.add(a, b)
    v128.store(E + at, f64x2.sub(v128.load(S + at), h))
    v128.store(F + at, f64x2.sub(f64x2.add(c, c), g))
    v128.store(G + at, g)
    v128.store(H + at, h)
  }
  multiply(p, E, F) // growths 3·4
  multiply(p + Y, G, H) // 2·2
  multiply(p + Z, F, G) // 4·2
  if (withT) multiply(p + T, E, H) // 3·2
}

/** Makes of p what {@link addCached} takes: Y − X, Y + X, 2·Z, 2·d·T, of growth 2, 2, 2, 1. */
export function cache(out: usize, p: usize): void {
  subtract(out, p + Y, p)
  add(out + Y, p + Y, p)
  add(out + Z, p + Z, p + Z)
  multiply(out + T, p + T, TWICE_D)
}

/** out = p + q, or p − q, for q as {@link cache} makes it. */
export function addCached(out: usize, p: usize, q: usize, minus: bool): void {
  differenceAndSum(p)
  // −q is (−x, y): Y − X and Y + X change places, and T its sign.
  multiply(A, E, minus ? q + Y : q) // growths 2·2
  multiply(B, H, minus ? q : q + Y) // 2·2
  multiply(C, p + T, q + T) // 1·1
  multiply(S, p + Z, q + Z) // 1·2
  for (let at: usize = 0; at < ELEMENT; at += 16) {
    const s = v128.load(S + at)
    finish(at, s, minus)
  }
  product(out)
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
export function addPacked(p: usize, q: usize, minus: bool): void {
  differenceAndSum(p)
  multiplyPacked(A, E, minus ? q : q + PACKED)
  multiplyPacked(B, H, minus ? q + PACKED : q)
  multiplyPacked(C, p + T, q + 2 * PACKED)
  for (let at: usize = 0; at < ELEMENT; at += 16) {
    const z = v128.load(p + Z + at)
    finish(at, f64x2.add(z, z), minus)
  }
  product(p)
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

/** E = B − A, F = D − C, G = D + C, H = B + A, where s is the limb of D. F and G have growth 3 at most, the others 2. */
@inline
function finish(at: usize, s: v128, minus: bool): void {
  const a = v128.load(A + at)
  const b = v128.load(B + at)
  const c = v128.load(C + at)
  v128.store(E + at, f64x2.sub(b, a))
  v128.store(H + at, f64x2.add(b, a))
  v128.store((minus ? G : F) + at, f64x2.sub(s, c))
  v128.store((minus ? F : G) + at, f64x2.add(s, c))
}

@inline
function product(out: usize): void {
  multiply(out, E, F) // growths 2·3
  multiply(out + Y, G, H) // 3·2
  multiply(out + Z, F, G) // 3·3
  multiply(out + T, E, H) // 2·2
}
