/** Multiples of one point by many numbers, from a table: the generator and the election's public key. */
import { add, generator, identity, negate, type Point, type Scalar, scalarBytes } from "./group.ts"

/** 32 windows of one byte each: entry d of window i is (d + 1)·2^(8i)·P. */
export interface FixedBase {
  readonly windows: readonly (readonly Point[])[]
  /** −Σ 2^(8i)·P, which cancels the "+ 1" of every window. */
  readonly correction: Point
}

const windows = 32
const windowSize = 256

/** Builds the table: 8,192 additions, some tens of milliseconds, and about 2 MB. */
export function fixedBase(point: Point): FixedBase {
  const table: Point[][] = []
  let unit = point
  let surplus = identity
  for (let window = 0; window < windows; window++) {
    const entries = [unit]
    let entry = unit
    for (let digit = 1; digit < windowSize; digit++) {
      entry = add(entry, unit)
      entries.push(entry)
    }
    table.push(entries)
    surplus = add(surplus, unit)
    unit = entry
  }
  return { windows: table, correction: negate(surplus) }
}

/**
 * Computes n·P for a public or a secret n. Whatever n is, one entry of every window is added and none of them is the
 * identity, so the sequence of group operations does not depend on n (with the reservation of `multiplySecret` about
 * big integers).
 */
export function multiplyFixed(base: FixedBase, n: Scalar): Point {
  let sum = base.correction
  scalarBytes(n).forEach((digit, window) => {
    sum = add(sum, base.windows[window]?.[digit] ?? identity)
  })
  return sum
}

let ofGenerator: FixedBase | undefined

/** The table of the generator, built when it is first used. */
export function generatorBase(): FixedBase {
  ofGenerator ??= fixedBase(generator)
  return ofGenerator
}

const ofPoints = new WeakMap<Point, FixedBase>()

/** The table of an election's public key, built when it is first used and kept as long as that point is. */
export function publicKeyBase(publicKey: Point): FixedBase {
  const known = ofPoints.get(publicKey)
  if (known !== undefined) return known
  const base = fixedBase(publicKey)
  ofPoints.set(publicKey, base)
  return base
}
