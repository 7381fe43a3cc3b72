import * as fc from "fast-check"
import { afterEach, describe, expect, test, vi } from "vitest"
import type { BallotWork } from "../../src/belenios/ballot-arithmetic.ts"
import { makeEngine } from "../../src/belenios/engine.ts"
import { encodeBytes, generator, multiplyPublic, q, scalar, scalarBytes } from "../../src/belenios/group.ts"
import { loadKernel } from "../../src/belenios/kernel/kernel.ts"
import { concat } from "../../src/core/bytes.ts"
import { draws } from "../support/draws.ts"
import { bothEngines, compareBallots, compareSums } from "../support/kernel-ballots.ts"
import { drawnPoints } from "../support/kernel-points.ts"
import { namedKernels } from "../support/raw-kernel.ts"

const { kernel, reference } = bothEngines()
const engines = namedKernels.map(([limbs, binary]) => [limbs, bothEngines(undefined, binary).kernel, binary] as const)
const pool = drawnPoints(draws(8), 6)
const ofGroup = pool.slice(10, 16)

const anyPoint = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom(...ofGroup).map((point) => Uint8Array.from(point.toBytes())) },
  { weight: 1, arbitrary: fc.constantFrom(...pool).map((point) => Uint8Array.from(point.toBytes())) },
  { weight: 1, arbitrary: fc.uint8Array({ minLength: 32, maxLength: 32 }) },
)
const number = fc
  .oneof(fc.constantFrom(0n, 1n, 127n, 128n, 2n ** 252n, q - 1n), fc.bigInt({ min: 0n, max: q - 1n }))
  .map((value) => scalarBytes(scalar(value)))
const proof = fc.tuple(number, number).map((pair) => concat(...pair))

const encodedTwice = concat(encodeBytes(generator), encodeBytes(generator))

/** Makes everything that the engine accepts, whether or not a question needs it. */
const works: fc.Arbitrary<BallotWork> = fc.integer({ min: 1, max: 5 }).chain((ciphertexts) => {
  const range = fc
    .tuple(fc.nat({ max: ciphertexts - 1 }), fc.integer({ min: 1, max: ciphertexts }))
    .map(([from, length]) => ({ from, to: Math.min(from + length, ciphertexts) }))
  const alternative = fc.tuple(range, fc.nat({ max: 5 }), proof)
  return fc
    .record({
      points: fc.array(anyPoint, { minLength: 2 * ciphertexts + 1, maxLength: 2 * ciphertexts + 1 }),
      signature: proof,
      alternatives: fc.array(alternative, { maxLength: 6 }),
      sums: fc.array(range, { maxLength: 3 }),
    })
    .map(({ points, signature, alternatives, sums }) => ({
      points: concat(...points),
      signature,
      alternatives: alternatives.map(([place, value]) => ({ ...place, value })),
      proofs: concat(...alternatives.map(([, , bytes]) => bytes)),
      sums,
    }))
})

test.each(engines)("the engines agree on whatever a ballot may hold: %i limbs", (_, each) => {
  fc.assert(
    fc.property(works, (work) => {
      expect(each.examineBallot(work)).toEqual(reference.examineBallot(work))
    }),
    { numRuns: 60 },
  )
})

test.each(engines)("the engines agree on honest ballots and on ballots spoilt in every way: %i limbs", (...each) => {
  const ways = compareBallots(800, 9, each[2])
  expect(ways.size).toBeGreaterThan(15)
})

test.each(engines)("the engines agree on sums of ciphertexts with weights: %i limbs", (...each) => {
  compareSums(30, 10, each[2])
})

test("the engines agree on points, an odd number of them and none", () => {
  for (const count of [0, 1, 2, 7]) {
    const points = concat(
      ...Array.from({ length: count }, (_, index) => encodeBytes((pool[index * 3] ?? generator) as never)),
    )
    expect(kernel.examinePoints(points)).toEqual(reference.examinePoints(points))
  }
})

test.each(engines)("an examined ballot is added up as any other, whatever came between: %i limbs", (_, each) => {
  const between = fc.constantFrom("nothing", "another sum", "points", "the same ballot")
  fc.assert(
    fc.property(
      fc.array(fc.tuple(works, between, fc.constantFrom(1n, 3n)), { minLength: 1, maxLength: 3 }),
      (steps) => {
        for (const [work, what, weight] of steps) {
          const ciphertexts = work.points.slice(32)
          const [fast, slow] = [each, reference].map((engine) => engine.accumulator(ciphertexts.length / 64))
          const { faults } = each.examineBallot(work)
          if (what === "another sum") each.accumulator(1).add(encodedTwice, 1n)
          if (what === "points") each.examinePoints(encodedTwice)
          if (what === "the same ballot") each.examineBallot(work)
          if (faults.slice(1).includes("encoding")) expect(() => fast?.add(ciphertexts, weight)).toThrow(RangeError)
          if (faults.some((fault) => fault !== undefined)) continue
          for (let times = 0; times < 2; times++) for (const sums of [fast, slow]) sums?.add(ciphertexts, weight)
          expect(fast?.sums()).toEqual(slow?.sums())
        }
      },
    ),
    { numRuns: 30 },
  )
})

test("engines of two elections do not disturb each other, and accumulators do not disturb ballots", () => {
  const otherKey = multiplyPublic(generator, scalar(77n))
  const other = bothEngines(otherKey)
  const points = concat(...ofGroup.slice(0, 3).map((point) => Uint8Array.from(point.toBytes())))
  const bytes = concat(scalarBytes(scalar(5n)), scalarBytes(scalar(6n)))
  const work = { points, signature: bytes, alternatives: [{ from: 0, to: 1, value: 1 }], proofs: bytes, sums: [] }
  const accumulators = [kernel.accumulator(1), reference.accumulator(1)] as const
  for (const [engine, expected] of [
    [kernel, reference],
    [other.kernel, other.reference],
    [kernel, reference],
  ] as const) {
    expect(engine.examineBallot(work)).toEqual(expected.examineBallot(work))
    for (const each of accumulators) each.add(points.slice(32), 3n)
  }
  expect(accumulators[0].sums()).toEqual(accumulators[1].sums())
})

describe("without WebAssembly, or without its vectors,", () => {
  afterEach(() => {
    vi.unstubAllGlobals()
    vi.resetModules()
  })

  test.each([
    ["WebAssembly", undefined],
    ["vectors", { ...WebAssembly, validate: () => false }],
  ])("%s: the reference does the work", async (_, missing) => {
    vi.resetModules()
    vi.stubGlobal("WebAssembly", missing)
    const { loadKernel: load } = await import("../../src/belenios/kernel/kernel.ts")
    const { makeEngine } = await import("../../src/belenios/engine.ts")
    expect(load()).toBeUndefined()
    const points = concat(encodeBytes(generator), new Uint8Array(32).fill(0xff))
    expect(makeEngine(generator).examinePoints(points)).toEqual([undefined, "encoding"])
  })
})

test("the kernel does the work where nothing is missing", () => {
  const loaded = loadKernel()
  if (loaded === undefined) throw new Error("WebAssembly has no vectors here")
  loaded.write(loaded.arena(), new Uint8Array(64))
  makeEngine(generator).examinePoints(encodeBytes(generator))
  expect(loaded.read(loaded.arena(), 64)).not.toEqual(new Uint8Array(64))
})
