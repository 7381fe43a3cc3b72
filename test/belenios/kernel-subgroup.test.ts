import { createHash } from "node:crypto"
import { Point } from "@noble/ed25519"
import { describe, expect, test } from "vitest"
import { generator } from "../../src/belenios/group.ts"
import { coinsOf, examineManyPoints, fewestPoints } from "../../src/belenios/kernel-subgroup.ts"
import { loadKernel } from "../../src/belenios/kernel/kernel.ts"
import { concat } from "../../src/core/bytes.ts"
import { bothEngines } from "../support/kernel-ballots.ts"
import { namedKernels } from "../support/raw-kernel.ts"

const seed = (rank: number) => Uint8Array.from(createHash("sha256").update(`coins ${rank}`).digest())
const kernels = namedKernels.map(([limbs, binary]) => [limbs, bothEngines(generator, binary).kernel] as const)
const { reference } = bothEngines(generator)

// A point of order eight: its multiples are all the points of small order.
const ofOrder8 = Point.fromHex("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a")
const torsion = (multiple: number) => ofOrder8.multiply(BigInt(multiple), false)

const count = fewestPoints + 89
const sound: Point[] = [Point.BASE]
while (sound.length < count) sound.push((sound.at(-1) ?? Point.BASE).add(Point.BASE))
const bytesOf = (points: readonly Point[]) => concat(...points.map((point) => point.toBytes()))
const withAt = (changes: Readonly<Record<number, Uint8Array>>) => {
  const bytes = bytesOf(sound)
  for (const [rank, point] of Object.entries(changes)) bytes.set(point, 32 * Number(rank))
  return bytes
}
const moved = (rank: number, multiple: number) => (sound[rank] ?? Point.BASE).add(torsion(multiple)).toBytes()

describe.each(kernels)("many points checked together: %i limbs", (_, engine) => {
  test("an odd number of sound points passes", () => {
    expect(engine.examinePoints(bytesOf(sound), seed(0))).toEqual(sound.map(() => undefined))
  })

  test.each([1, 2, 3, 4, 5, 6, 7])(
    "a point with a component of small order, %i/8, is found wherever it is",
    (multiple) => {
      for (const rank of [0, 1, 300, count - 1]) {
        const faults = engine.examinePoints(withAt({ [rank]: moved(rank, multiple) }), seed(multiple))
        expect(faults.flatMap((fault, at) => (fault === undefined ? [] : [[at, fault]]))).toEqual([[rank, "subgroup"]])
      }
    },
  )

  test("components that cancel each other in the sum of all points are found", () => {
    const points = withAt({ 10: moved(10, 4), 12: moved(12, 4), 21: moved(21, 1), 23: moved(23, 7) })
    const faults = engine.examinePoints(points, seed(9))
    expect(faults.flatMap((fault, at) => (fault === "subgroup" ? [at] : []))).toEqual([10, 12, 21, 23])
  })

  test("bytes that are no point, and the identity, are named whether or not another point is outside the group", () => {
    const bad = { 4: new Uint8Array(32).fill(0xff), 5: Point.ZERO.toBytes() }
    const around = (points: Uint8Array) => engine.examinePoints(points, seed(1)).slice(3, 8)
    expect(around(withAt(bad))).toEqual([undefined, "encoding", "identity", undefined, undefined])
    const more = { ...bad, 6: torsion(4).toBytes() }
    expect(around(withAt(more))).toEqual([undefined, "encoding", "identity", "subgroup", undefined])
  })

  test("a few points are checked as the reference does", () => {
    const points = withAt({ 2: moved(2, 2) }).subarray(0, 32 * 5)
    expect(engine.examinePoints(points, seed(2))).toEqual(reference.examinePoints(points))
  })
})

test("each of the 128 sums is made and checked: one coin of one outsider is enough", () => {
  const kernel = loadKernel()
  if (kernel === undefined) throw new Error("WebAssembly has no vectors here")
  const points = bytesOf([...sound.slice(0, 8), torsion(4)])
  for (let coin = 0; coin < 128; coin++) {
    const coins = coinsOf(seed(coin), points)
    coins.fill(0, 16 * 4)
    coins[16 * 4 + (coin >> 3)] = 1 << (coin & 7)
    expect(examineManyPoints(kernel, points, coins)[8]).toBe("subgroup")
    coins.fill(0, 16 * 4)
    expect(examineManyPoints(kernel, points, coins)[8]).toBeUndefined()
  }
})

test("bytes that are not points, and coins for other points, are refused", () => {
  const [, engine] = kernels[0] ?? []
  const kernel = loadKernel()
  if (engine === undefined || kernel === undefined) throw new Error("WebAssembly has no vectors here")
  const points = bytesOf(sound)
  expect(() => engine.examinePoints(concat(points, new Uint8Array(8)), seed(0))).toThrow(RangeError)
  expect(() => examineManyPoints(kernel, points, new Uint8Array(16))).toThrow(RangeError)
})

test("coins are 16 bytes a pair, differ with the seed, and show heads and tails equally often", () => {
  const points = bytesOf(sound)
  const coins = coinsOf(seed(0), points)
  expect(coins).toHaveLength(16 * Math.ceil(count / 2))
  expect(coinsOf(seed(1), points)).not.toEqual(coins)
  for (let bit = 0; bit < 8; bit++) {
    const heads = coins.reduce((sum, byte) => sum + ((byte >> bit) & 1), 0) / coins.length
    expect(Math.abs(heads - 0.5)).toBeLessThan(0.05)
  }
})
