/**
 * The group Ed25519 of Belenios (specification, section 5.2.1): the subgroup of prime order q of edwards25519, written
 * additively here, and the numbers mod q. A {@link Point} or a {@link Scalar} exists only after it was checked.
 */
import { etc, Point as CurvePoint } from "@noble/ed25519"
import type { PointFault } from "../core/finding-codes.ts"
import { combinePairs, isInGroup } from "./kernel-group.ts"
import { loadKernel } from "./kernel/kernel.ts"
import { pointBytes, pointText } from "./point-text.ts"
import { littleEndian, type Scalar, scalarBytes } from "./scalar.ts"

export { CurvePoint }
export { pointBytes, pointText }
export { hashToScalar, invertPublic, parseScalar, q, randomScalar, scalar, scalarBytes, scalarText } from "./scalar.ts"
export { type Scalar }

declare const member: unique symbol

/** A member of the subgroup of order q; the identity is one. */
export type Point = CurvePoint & { readonly [member]: true }

/** The `group` field of an election. */
export const groupName = "Ed25519"

/** 2^255 − 19. */
const p = CurvePoint.CURVE().p

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
  if (bytes === undefined || point === undefined) return "encoding"
  return inSubgroup(point, bytes) ? point : "subgroup"
}

/** Decodes as {@link examinePointOrIdentity} does, but refuses the identity. */
export function examinePoint(text: string): Point | PointFault {
  const point = examinePointOrIdentity(text)
  return typeof point !== "string" && isIdentity(point) ? "identity" : point
}

/** Decodes a point that is not the identity, or returns `undefined`. */
export function decodePoint(text: string): Point | undefined {
  const point = examinePoint(text)
  return typeof point === "string" ? undefined : point
}

/**
 * Decodes a point, the identity included, or returns `undefined`. Only encrypted tallies and decryption factors use it.
 */
export function decodePointOrIdentity(text: string): Point | undefined {
  const point = examinePointOrIdentity(text)
  return typeof point === "string" ? undefined : point
}

/**
 * Decodes a point of the curve from its 32 bytes (RFC 8032, section 5.1.3, strictly). It may lie outside the subgroup,
 * which callers check themselves.
 */
export function decodeCurvePoint(bytes: Uint8Array): CurvePoint | undefined {
  try {
    return CurvePoint.fromBytes(bytes, false)
  } catch {
    return undefined
  }
}

/** Whether q·P = 0, P being the point of these bytes. */
function inSubgroup(point: CurvePoint, bytes: Uint8Array): point is Point {
  const kernel = loadKernel()
  return kernel === undefined ? point.isTorsionFree() : isInGroup(kernel, bytes)
}

/** 64 lower-case hexadecimal digits. */
export function encodePoint(point: Point): string {
  return pointText(encodeBytes(point))
}

/** The 32 bytes of RFC 8032, by which public credentials are sorted. */
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

/** The number z of each point. One inversion in the field serves all of them, which takes a quarter of the time. */
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
  return combinePublic([[n, point]])
}

/** Σ nᵢ·Pᵢ in a time that depends on the nᵢ: for public numbers only. */
export function combinePublic(terms: readonly (readonly [Scalar, Point])[]): Point {
  const [first] = sumsPublic(terms.map(([n, point]) => [n, point, point]))
  return decodeCurvePoint(first) as Point
}

/** The texts of Σ nᵢ·Pᵢ and Σ nᵢ·Qᵢ, in a time that depends on the nᵢ: for public numbers only. */
export function combinePairsPublic(terms: readonly (readonly [Scalar, Point, Point])[]): readonly [string, string] {
  const [p, q] = sumsPublic(terms)
  return [pointText(p), pointText(q)]
}

function sumsPublic(terms: readonly (readonly [Scalar, Point, Point])[]): readonly [Uint8Array, Uint8Array] {
  const kernel = loadKernel()
  const points = terms.flatMap(([, p, q]) => [p, q])
  const bytes =
    kernel === undefined
      ? encodeAll([0, 1].map((side) => sumOfMultiples(terms.map((term) => [term[0], term[side === 0 ? 1 : 2]]))))
      : combinePairs(
          kernel,
          encodeAll(points),
          terms.map(([n]) => scalarBytes(n)),
        )
  return [bytes.subarray(0, 32), bytes.subarray(32)]
}

/** The terms share their doublings. */
function sumOfMultiples(terms: readonly (readonly [Scalar, Point])[]): CurvePoint {
  let sum: CurvePoint = CurvePoint.ZERO
  const length = terms.reduce((longest, [n]) => Math.max(longest, n.toString(2).length), 0)
  for (let bit = BigInt(length - 1); bit >= 0n; bit--) {
    sum = sum.double()
    for (const [n, point] of terms) if (((n >> bit) & 1n) === 1n) sum = sum.add(point)
  }
  return sum
}

/**
 * Computes x·P for a secret x. The sequence of group operations does not depend on x, but arithmetic on JavaScript's
 * big integers is not of constant time, so an observer who can time single field operations on this machine may still
 * learn from it.
 */
export function multiplySecret(point: Point, x: Scalar): Point {
  return x === 0n ? identity : (point.multiply(x, true) as Point)
}
