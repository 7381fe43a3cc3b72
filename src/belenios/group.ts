/**
 * The group Ed25519 of Belenios (specification, section 5.2.1): the subgroup of prime order q of edwards25519, written
 * additively here, and the numbers mod q. A {@link Point} or a {@link Scalar} exists only once it was checked.
 */
import { etc, Point as CurvePoint } from "@noble/ed25519"
import { bigEndian } from "../core/bytes.ts"
import { type PointFault } from "../core/finding-codes.ts"
import { sha256 } from "../core/hash.ts"
import { type Random } from "../core/world.ts"
import { pointBytes, pointText } from "./point-text.ts"

export { CurvePoint }
export { pointBytes, pointText }

declare const member: unique symbol
declare const reduced: unique symbol

/** A member of the subgroup of order q; the identity is one. */
export type Point = CurvePoint & { readonly [member]: true }

/** A number from 0 to q − 1. */
export type Scalar = bigint & { readonly [reduced]: true }

/** The `group` field of an election. */
export const groupName = "Ed25519"

/** 2^255 − 19. */
const p = CurvePoint.CURVE().p

/** 2^252 + 27742317777372353535851937790883648493. */
export const q = CurvePoint.CURVE().n

export const generator = CurvePoint.BASE as Point
export const identity = CurvePoint.ZERO as Point

/**
 * Decodes the number z of section 5.2.1: 64 lower-case hexadecimal digits, the bytes of RFC 8032 in reverse order.
 * Refused as `encoding`: anything else, y ≥ p, x = 0 with the sign bit, a y that no point of the curve has. Refused as
 * `subgroup`: a point P of the curve with q·P ≠ 0. The identity passes: keys, credentials and ballots, where it may not
 * stand, are read with {@link examinePoint} or {@link decodePoint}.
 */
export function examinePointOrIdentity(text: string): Point | PointFault {
  const bytes = pointBytes(text)
  const point = bytes === undefined ? undefined : decodeCurvePoint(bytes)
  if (point === undefined) return "encoding"
  return inSubgroup(point) ? point : "subgroup"
}

/** As {@link examinePointOrIdentity}, and the identity is refused. */
export function examinePoint(text: string): Point | PointFault {
  const point = examinePointOrIdentity(text)
  return typeof point !== "string" && isIdentity(point) ? "identity" : point
}

/** A point that is not the identity, or `undefined`. */
export function decodePoint(text: string): Point | undefined {
  const point = examinePoint(text)
  return typeof point === "string" ? undefined : point
}

/** A point, the identity included, or `undefined`. For encrypted tallies and decryption factors only. */
export function decodePointOrIdentity(text: string): Point | undefined {
  const point = examinePointOrIdentity(text)
  return typeof point === "string" ? undefined : point
}

/**
 * A point of the curve from its 32 bytes (RFC 8032, section 5.1.3, strictly), which may lie outside the subgroup: for
 * callers that check that themselves.
 */
export function decodeCurvePoint(bytes: Uint8Array): CurvePoint | undefined {
  try {
    return CurvePoint.fromBytes(bytes, false)
  } catch {
    return undefined
  }
}

/** Whether q·P = 0. */
export function inSubgroup(point: CurvePoint): point is Point {
  return point.isTorsionFree()
}

/** 64 lower-case hexadecimal digits. */
export function encodePoint(point: Point): string {
  return pointText(encodeBytes(point))
}

/** The 32 bytes of RFC 8032: what public credentials are sorted by. */
export function encodeBytes(point: Point): Uint8Array {
  return Uint8Array.from(point.toBytes())
}

/** The 32 bytes of RFC 8032 of each point, one after the other. */
export function encodeAll(points: readonly CurvePoint[]): Uint8Array {
  const bytes = new Uint8Array(32 * points.length)
  compressAll(points).forEach((z, index) => {
    bytes.set(littleEndian(z), 32 * index)
  })
  return bytes
}

/** The number z of each point, for a single inversion in the field: a quarter of the time. */
export function compressAll(points: readonly CurvePoint[]): readonly bigint[] {
  // products[i] is the product of the first i denominators; walking back, `inverse` is 1 over the product of the rest.
  const products = [1n]
  for (const { Z } of points) products.push(((products.at(-1) ?? 1n) * Z) % p)
  let inverse = etc.invert(products.at(-1) ?? 1n, p)
  return points
    .map(({ X, Y, Z }, index) => ({ X, Y, Z, before: products[index] ?? 1n }))
    .reverse()
    .map(({ X, Y, Z, before }) => {
      const overZ = (before * inverse) % p
      inverse = (inverse * Z) % p
      const sign = ((X * overZ) % p) & 1n
      return ((Y * overZ) % p) | (sign << 255n)
    })
    .reverse()
}

export function isIdentity(point: CurvePoint): boolean {
  return point.is0()
}

export function samePoint(a: Point, b: Point): boolean {
  return a.equals(b)
}

export function add(...points: readonly Point[]): Point {
  return points.reduce<CurvePoint>((sum, point) => sum.add(point), CurvePoint.ZERO) as Point
}

export function negate(point: Point): Point {
  return point.negate() as Point
}

export function subtract(a: Point, b: Point): Point {
  return a.subtract(b) as Point
}

/** n·P in a time that depends on n: for public numbers only. */
export function multiplyPublic(point: Point, n: Scalar): Point {
  return point.multiply(n, false) as Point
}

/** Σ nᵢ·Pᵢ in a time that depends on the nᵢ: for public numbers only. The doublings are shared. */
export function combinePublic(terms: readonly (readonly [Scalar, Point])[]): Point {
  let sum: CurvePoint = CurvePoint.ZERO
  const length = terms.reduce((longest, [n]) => Math.max(longest, n.toString(2).length), 0)
  for (let bit = BigInt(length - 1); bit >= 0n; bit--) {
    sum = sum.double()
    for (const [n, point] of terms) if (((n >> bit) & 1n) === 1n) sum = sum.add(point)
  }
  return sum as Point
}

/**
 * x·P for a secret x: the sequence of group operations does not depend on x. Arithmetic on JavaScript's big integers is
 * not of constant time, so an observer who can time single field operations on this machine may still learn from it.
 */
export function multiplySecret(point: Point, x: Scalar): Point {
  return x === 0n ? identity : (point.multiply(x, true) as Point)
}

/** The residue mod q of any integer. */
export function scalar(value: bigint): Scalar {
  const rest = value % q
  return (rest < 0n ? rest + q : rest) as Scalar
}

/** 1/n mod q, for a public n other than 0. */
export function invertPublic(n: Scalar): Scalar {
  return etc.invert(n, q) as Scalar
}

/** A number mod q as Belenios writes it: decimal, without sign or leading zero, below q; else `undefined`. */
export function parseScalar(text: string): Scalar | undefined {
  if (text.length > 76 || !/^(?:0|[1-9][0-9]*)$/.test(text)) return undefined
  const value = BigInt(text)
  return value < q ? (value as Scalar) : undefined
}

/** 32 bytes, the lowest first. */
export function scalarBytes(value: Scalar): Uint8Array {
  return littleEndian(value)
}

/** 32 bytes of a number below 2^256, the lowest first. */
function littleEndian(value: bigint): Uint8Array {
  const bytes = new Uint8Array(32)
  const words = new DataView(bytes.buffer)
  for (let at = 0, rest = value; at < 32; at += 8, rest >>= 64n)
    words.setBigUint64(at, rest & 0xffffffffffffffffn, true)
  return bytes
}

/** Decimal. */
export function scalarText(value: Scalar): string {
  return value.toString()
}

/**
 * A number mod q from 512 random bits, so that its bias is below 2^-250.
 *
 * @param purpose - a short fixed name of the draw
 * @param message - what the number will bind, different at each draw of one purpose (see {@link Random})
 */
export function randomScalar(random: Random, purpose: string, message: Uint8Array | string): Scalar {
  const value = scalar(bigEndian(random(64, purpose, message)))
  // A source that answers with zeros must stop everything: a nonce of zero publishes the key.
  if (value === 0n) throw new Error("the random source returned zeros")
  return value
}

/** SHA-256 of the text, as a big-endian number mod q: the challenges of every proof. */
export function hashToScalar(text: string): Scalar {
  return scalar(bigEndian(sha256(text)))
}
