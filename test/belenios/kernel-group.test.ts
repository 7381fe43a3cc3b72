import * as fc from "fast-check"
import { afterEach, describe, expect, test, vi } from "vitest"
import {
  combinePairsPublic,
  combinePublic,
  CurvePoint,
  encodePoint,
  generator,
  type Point,
  pointText,
  q,
  scalar,
  type Scalar,
  scalarBytes,
} from "../../src/belenios/group.ts"
import { combinePairs, isInGroup } from "../../src/belenios/kernel-group.ts"
import { kernelOf } from "../../src/belenios/kernel/kernel.ts"
import { concat, hex } from "../../src/core/bytes.ts"
import { draws } from "../support/draws.ts"
import { drawnPoints } from "../support/kernel-points.ts"
import { namedKernels } from "../support/raw-kernel.ts"

const pool = drawnPoints(draws(11), 6)
/** These points are on the curve; ten have small order, and some are outside the group. */
const anyPoint = fc.constantFrom(...pool)
const number = fc.oneof(fc.constantFrom(0n, 1n, 2n, q - 1n), fc.bigInt({ min: 0n, max: q - 1n }))

function multiple(point: CurvePoint, n: bigint): CurvePoint {
  return n === 0n ? CurvePoint.ZERO : point.multiply(n, false)
}

describe.each(namedKernels)("the kernel of %i limbs", (_, binary) => {
  const kernel = kernelOf(binary)
  if (kernel === undefined) throw new Error("a kernel that does not run")

  test("says of every point whether it is in the group, as @noble/ed25519 does", () => {
    const said = pool.map((point) => isInGroup(kernel, Uint8Array.from(point.toBytes())))
    expect(said).toEqual(pool.map((point) => point.isTorsionFree()))
    expect(new Set(said)).toEqual(new Set([true, false]))
  })

  test("adds up multiples of pairs as @noble/ed25519 does", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(number, anyPoint, anyPoint), { maxLength: 4 }), (terms) => {
        const bytes = combinePairs(
          kernel,
          concat(...terms.flatMap(([, one, other]) => [one, other].map((each) => Uint8Array.from(each.toBytes())))),
          terms.map(([n]) => scalarBytes(n as Scalar)),
        )
        const sum = (side: 1 | 2) =>
          terms.reduce((total, term) => total.add(multiple(term[side], term[0])), CurvePoint.ZERO)
        expect(hex(bytes)).toBe(hex(concat(...[sum(1), sum(2)].map((each) => Uint8Array.from(each.toBytes())))))
      }),
      { numRuns: 60 },
    )
  })
})

const three = multiple(generator, 3n) as Point
const terms = [[scalar(5n), generator] as const, [scalar(-7n), three] as const]
const pairs = terms.map(([n, point]) => [n, point, three] as const)
const texts = [q - 16n, q - 6n].map((n) => encodePoint(multiple(generator, n) as Point))

test("sums of multiples are points of the group, whose texts they give in pairs", () => {
  expect(encodePoint(combinePublic(terms))).toBe(texts[0])
  expect(combinePairsPublic(pairs)).toEqual(texts)
  expect(combinePublic([])).toEqual(CurvePoint.ZERO)
})

describe("where WebAssembly is missing", () => {
  afterEach(() => {
    vi.unstubAllGlobals()
    vi.resetModules()
  })

  test("@noble/ed25519 does the work", async () => {
    vi.resetModules()
    vi.stubGlobal("WebAssembly", undefined)
    const group = await import("../../src/belenios/group.ts")
    const again = pairs.map(([n, ...points]) => {
      const [one, other] = points.map((point) => group.decodePoint(encodePoint(point)) as Point)
      return [n, one as Point, other as Point] as const
    })
    expect(group.combinePairsPublic(again)).toEqual(texts)
    expect(encodePoint(group.combinePublic([]))).toBe(encodePoint(CurvePoint.ZERO as Point))
    const outside = pool.find((point) => !point.isTorsionFree()) as CurvePoint
    expect(group.examinePoint(pointText(Uint8Array.from(outside.toBytes())))).toBe("subgroup")
  })
})
