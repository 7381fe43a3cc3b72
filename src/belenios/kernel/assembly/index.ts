/**
 * Group arithmetic on edwards25519. Its times depend on the data, so that nothing secret may enter it but by `secret.ts`,
 * whose steps never do. What the program calls is exported here, and below it what the tests compare with other arithmetic.
 */
export { addBases, addGenerators, makeTable } from "./comb"
export { decodePair, encodeAll, identityLanes } from "./encoding"
export { isExact } from "./field"
export { multiples, workBytes } from "./multiples"
export { addPoint, setIdentity, sumOf } from "./point"
export { addSecret, addSecretGenerators } from "./secret"

import { ARENA } from "./comb"
import { POINT } from "./point"

/** The first address that is free. */
export function arena(): usize {
  return ARENA
}

/** Bytes of a pair of points. */
export function pairBytes(): usize {
  return POINT
}

export { fromBytes, toBytes } from "./bytes"
export { carry, multiply, multiplyPackedWide, multiplyWide, pack, reduce, square, squareWide } from "./field"
export { add, subtract } from "./linear"
export { addCached, addPacked, cache, double } from "./point"
export { invert, powerForRoot } from "./power"
