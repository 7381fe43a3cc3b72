import * as fc from "fast-check"
import { describe, expect, test } from "vitest"
import { doublings, multiplyDoublings } from "../../src/belenios/doublings.ts"
import { makeEngine } from "../../src/belenios/engine.ts"
import { fixedBase, multiplyFixed } from "../../src/belenios/fixed-base.ts"
import {
  add,
  combinePublic,
  decodeCurvePoint,
  encodeBytes,
  generator,
  identity,
  isIdentity,
  multiplyPublic,
  type Point,
  q,
  samePoint,
  scalar,
  scalarBytes,
  subtract,
} from "../../src/belenios/group.ts"
import { referenceEngine } from "../../src/belenios/reference-engine.ts"
import { concat } from "../../src/core/bytes.ts"

const borders = [0n, 1n, 2n, 15n, 16n, 17n, 31n, 32n, 255n, 256n, 2n ** 252n, 2n ** 252n - 1n, q - 2n, q - 1n]
const numbers = fc
  .oneof(fc.constantFrom(...borders), fc.bigInt({ min: 0n, max: q - 1n }), fc.bigInt({ min: 0n, max: 2n ** 40n }))
  .map(scalar)
const publicKey = multiplyPublic(generator, scalar(123456789n ** 5n))
const base = fixedBase(publicKey)
const engines = [
  ["the engine", makeEngine(publicKey)],
  ["the reference", referenceEngine(publicKey)],
] as const

describe("multiples", () => {
  test("made with a table equal those of the group", () => {
    fc.assert(
      fc.property(numbers, (n) => {
        expect(samePoint(multiplyFixed(base, n), multiplyPublic(publicKey, n))).toBe(true)
      }),
      { numRuns: 40 },
    )
  })

  test("made by doubling equal those of the group", () => {
    const chain = doublings(publicKey)
    for (const n of borders) {
      const product = multiplyDoublings(chain, n) as Point
      expect(samePoint(product, multiplyPublic(publicKey, scalar(n)))).toBe(true)
    }
    fc.assert(
      fc.property(numbers, (n) => {
        expect(samePoint(multiplyDoublings(chain, n) as Point, multiplyPublic(publicKey, n))).toBe(true)
      }),
      { numRuns: 40 },
    )
    expect(isIdentity(multiplyDoublings(chain, q))).toBe(true)
    expect(() => multiplyDoublings(chain, 2n ** 255n)).toThrow(RangeError)
  })
})

describe.each(engines)("a ballot's arithmetic, by %s,", (_, engine) => {
  const pairs = fc.record({ challenge: numbers, response: numbers })

  test("computes what the definitions say", () => {
    const ciphertexts = [3n, 5n, 7n].map((r) => ({
      alpha: multiplyPublic(generator, scalar(r)),
      beta: multiplyPublic(publicKey, scalar(r + 1n)),
    }))
    const credential = multiplyPublic(generator, scalar(99n))
    const ranges = fc.constantFrom({ from: 0, to: 1 }, { from: 1, to: 2 }, { from: 0, to: 3 }, { from: 1, to: 3 })
    const alternatives = fc.record({ range: ranges, value: fc.nat({ max: 4 }), proof: pairs })
    fc.assert(
      fc.property(fc.array(alternatives, { maxLength: 3 }), pairs, (wanted, signature) => {
        const { faults, commitments, sums } = engine.examineBallot({
          points: concat(...[credential, ...ciphertexts.flatMap(({ alpha, beta }) => [alpha, beta])].map(encodeBytes)),
          signature: bytesOf(signature),
          alternatives: wanted.map(({ range, value }) => ({ ...range, value })),
          proofs: concat(...wanted.map(({ proof }) => bytesOf(proof))),
          sums: wanted.map(({ range }) => range),
        })
        const sumOf = (range: { from: number; to: number }, side: "alpha" | "beta") =>
          add(...ciphertexts.slice(range.from, range.to).map((each) => each[side]))
        const commit = ({ challenge, response }: typeof signature, first: Point, second: Point) =>
          combinePublic([
            [response, first],
            [challenge, second],
          ])
        const expected = wanted.flatMap(({ range, value, proof }) => {
          const shift = multiplyPublic(generator, scalar(BigInt(value)))
          return [
            commit(proof, generator, sumOf(range, "alpha")),
            commit(proof, publicKey, subtract(sumOf(range, "beta"), shift)),
          ]
        })
        expect(faults.every((fault) => fault === undefined)).toBe(true)
        expect(commitments).toEqual(concat(...[commit(signature, generator, credential), ...expected].map(encodeBytes)))
        const sumPoints = wanted.flatMap(({ range }) => [sumOf(range, "alpha"), sumOf(range, "beta")])
        expect(sums).toEqual(concat(...sumPoints.map(encodeBytes)))
      }),
      { numRuns: 10 },
    )
  })

  test("stops at faulty points and names them", () => {
    const torsion = decodeCurvePoint(Uint8Array.from([0xec, ...Array<number>(30).fill(0xff), 0x7f]))
    if (torsion === undefined) throw new Error("not on the curve")
    const points = concat(
      encodeBytes(generator),
      encodeBytes(identity),
      Uint8Array.from(generator.add(torsion).toBytes()),
      new Uint8Array(32).fill(0xff),
      encodeBytes(publicKey),
    )
    const zero = bytesOf({ challenge: scalar(1n), response: scalar(1n) })
    const work = { points, signature: zero, alternatives: [{ from: 0, to: 1, value: 0 }], proofs: zero, sums: [] }
    const faults = [undefined, "identity", "subgroup", "encoding", undefined]
    expect(engine.examineBallot(work)).toEqual({ faults, commitments: new Uint8Array(), sums: new Uint8Array() })
    expect(engine.examinePoints(points)).toEqual(faults)
  })
})

describe.each(engines)("an accumulator of %s", (_, engine) => {
  test("adds points by their weights, starting from the identity", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(numbers, fc.bigInt({ min: 0n, max: 10n ** 11n })), { maxLength: 4 }), (ballots) => {
        const sums = engine.accumulator(1)
        for (const [n, weight] of ballots) {
          const point = encodeBytes(multiplyPublic(generator, n))
          sums.add(concat(point, point), weight)
        }
        const total = ballots.reduce((sum, [n, weight]) => sum + n * weight, 0n)
        const expected = encodeBytes(multiplyPublic(generator, scalar(total)))
        expect(sums.sums()).toEqual(concat(expected, expected))
      }),
      { numRuns: 15 },
    )
    expect(engine.accumulator(1).sums()).toEqual(concat(encodeBytes(identity), encodeBytes(identity)))
  })

  test.each([-1n, q, q + 1n, 2n ** 300n])(
    "refuses a weight of %s, which the group cannot tell from another",
    (weight) => {
      const point = encodeBytes(generator)
      expect(() => engine.accumulator(1).add(concat(point, point), weight)).toThrow()
    },
  )

  test("refuses what is not a ballot of its shape", () => {
    const sums = engine.accumulator(2)
    expect(() => {
      sums.add(encodeBytes(generator), 1n)
    }).toThrow(RangeError)
    expect(() => {
      sums.add(new Uint8Array(128).fill(0xff), 1n)
    }).toThrow(RangeError)
  })
})

function bytesOf({ challenge, response }: { challenge: bigint; response: bigint }): Uint8Array {
  return concat(scalarBytes(scalar(challenge)), scalarBytes(scalar(response)))
}
