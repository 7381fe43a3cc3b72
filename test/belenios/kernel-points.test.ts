import { describe, expect, test } from "vitest"
import {
  CurvePoint,
  decodeCurvePoint,
  encodeBytes,
  generator,
  multiplyPublic,
  q,
  scalar,
  scalarBytes,
} from "../../src/belenios/group.ts"
import { draws } from "../support/draws.ts"
import { mod, p } from "../support/kernel-field.ts"
import { comparePoints, drawnPoints, kernelPoints, torsion } from "../support/kernel-points.ts"
import { powerMod } from "../support/power-mod.ts"
import { namedKernels } from "../support/raw-kernel.ts"

const twiceD = 2n * mod(-121665n * powerMod(121666n, p - 2n, p))
const draw = draws(5)
const pool = drawnPoints(draw, 10)

/** Returns the fault that `decodePair` reports for a lane. */
function faultOf(encoded: Uint8Array): number {
  const point = decodeCurvePoint(encoded)
  if (point === undefined) return 1
  return point.is0() ? 2 : 0
}

function littleEndian(value: bigint): Uint8Array {
  return Uint8Array.from(Buffer.from(value.toString(16).padStart(64, "0"), "hex")).reverse()
}

/** Multiplies by double and add, since @noble refuses these numbers and points. */
function multiply(point: CurvePoint, number: bigint): CurvePoint {
  let sum = CurvePoint.ZERO
  for (const bit of number.toString(2)) sum = bit === "1" ? sum.double().add(point) : sum.double()
  return sum
}

describe.each(namedKernels)("on the field of %i limbs", (_, binary) => {
  const points = kernelPoints(binary)
  const { kernel, free } = points
  const { pairBytes } = kernel
  const [a, out, bytes, numbers, work] = [free, free + pairBytes, free + 65_536, free + 70_000, free + 131_072]
  const memory = new Uint8Array(kernel.memory.buffer)

  test("laws agree with @noble wherever points lie: additions, subtractions, doublings", () => {
    comparePoints(4000, 6, binary)
  })

  test("laws are right with every limb at its limit, whatever the signs, and results within theirs", () => {
    const { elementBytes, packedBytes, write, writePacked, limit, valueOf, weights } = points
    const [b, cached, entry] = [a + pairBytes, a + 2 * pairBytes, a + 3 * pairBytes]
    const units = weights.slice(1).map((_, i) => limit(1, i))
    const extreme = valueOf(units)
    const patterns = Array.from({ length: 16 }, (_, bits) => [0, 1, 2, 3].map((i) => ((bits >> i) & 1 ? -1n : 1n)))
    const writeAll = (address: number, bytesOf: number, signs: readonly bigint[], put: typeof write) => {
      signs.forEach((sign, index) => {
        const signed = units.map((unit) => Number(sign) * unit)
        for (const lane of [0, 1]) put(address + index * bytesOf, lane, signed)
      })
    }
    const check = (e: bigint, f: bigint, g: bigint, h: bigint) => {
      ;[e * f, g * h, f * g, e * h].forEach((expected, index) => {
        const at = a + index * elementBytes
        expect(mod(points.value(at, 1) - expected)).toBe(0n)
        points.units(at, 0).forEach((unit, i) => expect(Math.abs(unit)).toBeLessThanOrEqual(limit(1, i)))
      })
    }
    // Neither is a point of the curve: the laws are compared as polynomials.
    for (const left of patterns) {
      const [x = 0n, y = 0n, z = 0n, t = 0n] = left.map((sign) => sign * extreme)
      writeAll(a, elementBytes, left, write)
      kernel.double(a, 1)
      check(2n * x * y, 2n * z * z - y * y + x * x, y * y - x * x, x * x + y * y)
      for (const right of patterns) {
        const [u = 0n, v = 0n, w = 0n, s = 0n] = right.map((sign) => sign * extreme)
        for (const sign of [1n, -1n]) {
          writeAll(a, elementBytes, left, write)
          writeAll(b, elementBytes, right, write)
          kernel.cache(cached, b)
          kernel.addCached(a, a, cached, sign < 0n ? 1 : 0)
          const [aa, bb] = [(y - x) * (v - sign * u), (y + x) * (v + sign * u)]
          const [cc, dd] = [sign * twiceD * t * s, 2n * z * w]
          check(bb - aa, dd - cc, dd + cc, bb + aa)

          writeAll(a, elementBytes, left, write)
          writeAll(entry, packedBytes, right.slice(0, 3), writePacked)
          kernel.addPacked(a, entry, sign < 0n ? 1 : 0)
          const [plus, minus] = sign > 0n ? [u, v] : [v, u]
          const product = sign * t * w
          check((y + x) * plus - (y - x) * minus, 2n * z - product, 2n * z + product, (y + x) * plus + (y - x) * minus)
        }
      }
    }
  })

  test("the sum of every two points of small order is right", () => {
    for (const left of torsion) {
      for (const right of torsion) {
        points.write2(a, left, right)
        points.write2(out, right, left)
        kernel.addPoint(out, a)
        for (const lane of [0, 1]) expect(points.holds(out, lane, left.add(right))).toBe(true)
      }
    }
  })

  test("a doubling may leave T out", () => {
    points.write2(a, generator, torsion[1] ?? generator)
    kernel.double(a, 0)
    expect(points.holds(a, 0, generator.double())).toBe(false)
    kernel.double(a, 1)
    expect(points.holds(a, 0, generator.double().double())).toBe(true)
  })

  test("the sum of several points is right", () => {
    pool.slice(0, 5).forEach((point, index) => points.write2(a + pairBytes * index, point, pool[index + 9] ?? point))
    for (let count = 1; count <= 5; count++) {
      kernel.sumOf(work, a, count)
      const sum = (from: number) =>
        pool.slice(from, from + count).reduce((total, each) => total.add(each), CurvePoint.ZERO)
      expect(points.holds(work, 0, sum(0))).toBe(true)
      expect(points.holds(work, 1, sum(9))).toBe(true)
    }
  })

  describe("decoding is strict, in both lanes", () => {
    const around = [0n, p, 2n ** 255n].flatMap((at) =>
      Array.from({ length: 50 }, (_, index) => at - 25n + BigInt(index)),
    )
    const ys = [...around.filter((y) => y >= 0n && y < 2n ** 255n), 2n ** 254n, (p - 1n) / 2n, 2n ** 64n - 1n]
    const withSigns = ys.flatMap((y) => [littleEndian(y), littleEndian(y + 2n ** 255n)])
    const drawn = Array.from({ length: 300 }, () => littleEndian(draw.bits(256)))
    const cases = [...withSigns, ...drawn, ...pool.map((point) => Uint8Array.from(point.toBytes()))]

    test.each([0, 1])("in lane %i", (lane) => {
      for (const encoded of cases) {
        const other = draw.pick(cases)
        memory.set(encoded, bytes + 32 * lane)
        memory.set(other, bytes + 32 * (1 - lane))
        const faults = kernel.decodePair(a, bytes)
        expect((faults >> (2 * lane)) & 3, Buffer.from(encoded).toString("hex")).toBe(faultOf(encoded))
        expect((faults >> (2 - 2 * lane)) & 3).toBe(faultOf(other))
        // Bytes that are no point give the identity.
        expect(points.holds(a, lane, decodeCurvePoint(encoded) ?? CurvePoint.ZERO)).toBe(true)
        expect(points.holds(a, 1 - lane, decodeCurvePoint(other) ?? CurvePoint.ZERO)).toBe(true)
      }
    })
  })

  test("encoding gives the bytes of each point, however many", () => {
    for (const count of [1, 2, 20]) {
      const pairs = Array.from({ length: count }, () => [draw.pick(pool), draw.pick(pool)] as const)
      pairs.forEach((pair, index) => points.write2(a + pairBytes * index, ...pair))
      kernel.encodeAll(work, a, count)
      const expected = Buffer.concat(pairs.flat().map((point) => point.toBytes()))
      expect(Buffer.from(memory.subarray(work, work + 64 * count))).toEqual(expected)
    }
  })

  test("the identity is recognised in each lane", () => {
    points.write2(a, CurvePoint.ZERO, generator)
    expect(kernel.identityLanes(a)).toBe(1)
    // (0, −1) has x = 0 too.
    points.write2(a, torsion[4] ?? generator, CurvePoint.ZERO)
    expect(kernel.identityLanes(a)).toBe(2)
    points.write2(a, generator.subtract(generator), CurvePoint.ZERO)
    expect(kernel.identityLanes(a)).toBe(3)
    kernel.setIdentity(a)
    expect(kernel.identityLanes(a)).toBe(3)
  })

  const edges = [0n, 1n, 2n, 15n, 16n, 17n, 31n, 32n, 127n, 128n, 129n, 255n, 256n, 2n ** 128n, 2n ** 252n, q - 1n]
  const drawnNumbers = Array.from({ length: 12 }, () => draw.bits(256) % q)

  function writeNumbers(values: readonly bigint[]): void {
    values.forEach((value, index) => memory.set(littleEndian(value), numbers + 32 * index))
  }

  test("multiples of a point by several numbers are those of the group, q included", () => {
    const values = [...edges, q, ...drawnNumbers]
    for (let index = 0; index < values.length; index += 3) {
      const some = values.slice(index, index + 3)
      const pair = [draw.pick(pool), draw.pick(pool)] as const
      points.write2(a, ...pair)
      writeNumbers(some)
      kernel.multiples(out, a, numbers, some.length, work)
      some.forEach((value, rank) =>
        pair.forEach((point, lane) => {
          const expected = value === 0n ? CurvePoint.ZERO : multiply(point, value)
          expect(points.holds(out + pairBytes * rank, lane, expected), `${value}`).toBe(true)
        }),
      )
    }
  })

  describe("multiples", () => {
    const key = multiplyPublic(generator, scalar(123456789n ** 5n))
    memory.set(encodeBytes(key), bytes)
    kernel.makeTable(bytes, work)

    test("of the generator and of a key are added to a point", () => {
      for (const value of [...edges, ...drawnNumbers]) {
        const pair = [draw.pick(pool), draw.pick(pool)] as const
        points.write2(a, ...pair)
        memory.set(scalarBytes(scalar(value)), numbers)
        kernel.addBases(a, numbers)
        expect(points.holds(a, 0, pair[0].add(multiply(generator, value))), `${value}`).toBe(true)
        expect(points.holds(a, 1, pair[1].add(multiply(key, value)))).toBe(true)
      }
    })

    test("of the generator alone are added to the second lanes of two points", () => {
      const values = [...edges, ...drawnNumbers]
      values.forEach((value, index) => {
        const other = values[values.length - 1 - index] ?? 0n
        const [first, second] = [draw.pick(pool), draw.pick(pool)]
        points.write2(a, first, second)
        points.write2(out, second, first)
        writeNumbers([value, other])
        kernel.addGenerators(a, numbers, out, numbers + 32)
        expect(points.holds(a, 0, first)).toBe(true)
        expect(points.holds(out, 0, second)).toBe(true)
        expect(points.holds(a, 1, second.add(multiply(generator, value))), `${value}`).toBe(true)
        expect(points.holds(out, 1, first.add(multiply(generator, other))), `${other}`).toBe(true)
      })
    })
  })
})
