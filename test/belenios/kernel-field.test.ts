import { describe, expect, test } from "vitest"
import { runnableKernels } from "../../src/belenios/kernel/kernel.ts"
import { draws } from "../support/draws.ts"
import {
  compareField,
  drawUnits,
  kernelField,
  limit,
  mod,
  p,
  spread,
  valueOf,
  weights,
} from "../support/kernel-field.ts"
import { powerMod } from "../support/power-mod.ts"

const field = kernelField()
const { kernel, free } = field
const [x, y, out] = [free, free + 192, free + 384]
const bytes = free + 1024
const memory = new Uint8Array(kernel.memory.buffer)

const half = (i: number) => 2n ** BigInt((weights[i + 1] ?? 0) - 1)
const w = (i: number) => BigInt(weights[i] ?? 0)

/** The largest that column k of a product of two elements of growth 1 can be, in units of 2^w(k), and less the 2^−8. */
function column(k: number): bigint {
  let most = 0n
  for (let i = 0; i < 12; i++) {
    const j = (k - i + 12) % 12
    const product = half(i) * half(j)
    most += i <= k ? product >> w(k) : (19n * product) >> (255n + w(k))
  }
  return most
}

const columns = Array.from({ length: 12 }, (_, k) => column(k))

describe("the comments of the kernel's field are right", () => {
  test("a unit divides every product that goes into its column", () => {
    for (let i = 0; i < 12; i++) {
      for (let j = 0; j < 12; j++) {
        const unit = i + j < 12 ? w(i + j) : w(i + j - 12) + 255n
        expect(w(i) + w(j) >= unit).toBe(true)
      }
    }
  })

  test("column 0 is the largest, 249·2^41 units, and sixteen times it fits below 2^53", () => {
    expect(columns[0]).toBe(249n * 2n ** 41n)
    expect(columns.every((most) => most <= (columns[0] ?? 0n))).toBe(true)
    // (1 + 2^−8)² for the two factors.
    expect(16n * (columns[0] ?? 0n) * 257n ** 2n < 2n ** 53n * 256n ** 2n).toBe(true)
  })

  test("nineteen times a limb of growth 16 is exact", () => {
    for (let i = 0; i < 12; i++) expect(19 * limit(16, i)).toBeLessThan(2 ** 53)
  })

  test("what carries leave on top of half a unit of limbs 1 and 7 is below 2^−8 of it", () => {
    // Of a column as large as it can be, each carry passes on at most one unit more than it holds of the next.
    const passed = (from: number, to: number) => {
      let high = 0n
      for (let k = from; k < to; k++) high = (16n * (columns[k] ?? 0n) + high) / 2n ** (w(k + 1) - w(k)) + 1n
      return high
    }
    const intoSeven = (passed(0, 6) + 2n ** 20n) / 2n ** (w(7) - w(6)) + 1n
    const intoOne = (19n * passed(6, 12) + 2n ** 21n) / 2n ** (w(1) - w(0)) + 1n
    expect(256n * intoSeven < 2n ** (w(8) - w(7) - 1n)).toBe(true)
    expect(256n * intoOne < 2n ** (w(2) - w(1) - 1n)).toBe(true)
    // The rounding of a column is right up to 2^51 units of the next.
    for (let k = 0; k < 12; k++) expect(2n ** 54n <= 2n ** (51n + w(k + 1) - w(k))).toBe(true)
  })

  test("a number of growth 1 lies between −p and p", () => {
    expect(valueOf(Array.from({ length: 12 }, (_, i) => limit(1, i))) < p).toBe(true)
  })
})

describe("operations on elements are those on integers mod p", () => {
  test("wherever their limbs lie, in both lanes, also over an operand", () => {
    for (const binary of runnableKernels()) compareField(20_000, 1, binary)
  })

  test("with every limb at its limit, in every pattern of signs that makes all products of a column agree", () => {
    for (const growths of [
      [1, 16],
      [2, 8],
      [4, 4],
      [3, 4],
      [16, 1],
    ] as const) {
      for (const signs of [
        [1, 1],
        [1, -1],
        [-1, -1],
      ] as const) {
        const units = growths.map((growth, side) =>
          Array.from({ length: 12 }, (_, i) => (signs[side] ?? 1) * limit(growth, i)),
        )
        for (const lane of [0, 1]) {
          field.write(x, lane, units[0] ?? [])
          field.write(y, lane, units[1] ?? [])
        }
        kernel.multiply(out, x, y)
        for (const lane of [0, 1]) {
          expect(mod(field.value(out, lane) - valueOf(units[0] ?? []) * valueOf(units[1] ?? []))).toBe(0n)
        }
      }
    }
  })

  test("products with an element of a table", () => {
    const draw = draws(2)
    const packed = free + 2048
    const integers = new Int32Array(kernel.memory.buffer, packed, 24)
    for (let round = 0; round < 2000; round++) {
      const pairs = [0, 1].map((lane) => {
        const [a, b] = [drawUnits(draw, 16), drawUnits(draw, 1)]
        field.write(x, lane, a)
        b.forEach((unit, i) => (integers[2 * i + lane] = unit))
        return [valueOf(a), valueOf(b)] as const
      })
      kernel.multiplyPacked(out, x, packed)
      pairs.forEach(([a, b], lane) => expect(mod(field.value(out, lane) - a * b)).toBe(0n))
    }
  })

  test("inverses, and the power for square roots", () => {
    const draw = draws(3)
    const values = [0n, 1n, 2n, p - 1n, ...Array.from({ length: 20 }, () => mod(draw.bits(256)))]
    for (const value of values) {
      field.write(x, 0, spread(value > p / 2n ? value - p : value))
      field.write(x, 1, drawUnits(draw, 4))
      const other = mod(field.value(x, 1))
      kernel.invert(out, x)
      expect(mod(field.value(out, 0))).toBe(powerMod(value, p - 2n, p))
      expect(mod(field.value(out, 1))).toBe(powerMod(other, p - 2n, p))
      kernel.powerForRoot(out, x)
      expect(mod(field.value(out, 0))).toBe(powerMod(value, (p - 5n) / 8n, p))
      expect(mod(field.value(out, 1))).toBe(powerMod(other, (p - 5n) / 8n, p))
    }
  })
})

describe("bytes", () => {
  const littleEndian = (value: bigint) =>
    Uint8Array.from(Buffer.from(value.toString(16).padStart(64, "0"), "hex")).reverse()
  const draw = draws(4)
  const edges = [0n, 1n, 18n, 19n, 20n, p - 1n, p, p + 1n, p + 18n, 2n ** 255n - 1n, 2n ** 254n, 2n ** 64n, 2n ** 192n]
  const numbers = [...edges, ...weights.slice(0, 12).map((weight) => 2n ** BigInt(weight) - 1n)]

  test("are read as they are, the highest bit passed over", () => {
    for (const number of [...numbers, ...Array.from({ length: 200 }, () => draw.bits(256))]) {
      const other = draw.bits(256)
      memory.set(littleEndian(number), bytes)
      memory.set(littleEndian(other), bytes + 32)
      kernel.fromBytes(out, bytes, bytes + 32)
      expect(mod(field.value(out, 0))).toBe(mod(number % 2n ** 255n))
      expect(mod(field.value(out, 1))).toBe(mod(other % 2n ** 255n))
      field.units(out, 0).forEach((unit, i) => expect(Math.abs(unit)).toBeLessThanOrEqual(limit(1, i)))
    }
  })

  test("are written for the number from 0 to p − 1, whatever the limbs", () => {
    const signs = [1, -1, 0]
    const extremes = signs.map((sign) => Array.from({ length: 12 }, (_, i) => sign * limit(1, i)))
    const borders = [1n, 18n, 19n, 20n, 2n ** 64n, 2n ** 128n, 2n ** 192n].flatMap((each) => [
      spread(each),
      spread(-each),
    ])
    const drawn = Array.from({ length: 500 }, () => drawUnits(draw, 1))
    for (const units of [...extremes, ...borders, ...drawn]) {
      for (const lane of [0, 1]) {
        field.write(x, lane, units)
        field.write(x, 1 - lane, drawUnits(draw, 1))
        kernel.toBytes(bytes, x, lane)
        expect(memory.slice(bytes, bytes + 32)).toEqual(littleEndian(mod(valueOf(units))))
      }
    }
  })
})
