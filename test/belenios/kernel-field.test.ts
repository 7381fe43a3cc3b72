import { readFileSync } from "node:fs"
import { describe, expect, test } from "vitest"
import { compile } from "../../build/compile.mjs"
import { kernelOf } from "../../src/belenios/kernel/kernel.ts"
import { draws } from "../support/draws.ts"
import { compareField, fusedLimbs, kernelField, mod, p, plainLimbs } from "../support/kernel-field.ts"
import { powerMod } from "../support/power-mod.ts"
import { namedKernels } from "../support/raw-kernel.ts"

describe("the comments of the plain field are right", () => {
  const { weights, limit, valueOf } = plainLimbs
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
    // From a column as large as it can be, each carry passes on at most one unit more than it holds of the next.
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

describe("the comments of the fused field are right", () => {
  const { limit, valueOf } = fusedLimbs
  const [HIGH, LOW] = [1.5 * 2 ** 103, 1.5 * 2 ** 52]
  const most = (growth: number) => BigInt(limit(growth, 0))

  /** The largest that column k can be of a product whose growths multiply to g, wrapped columns included. */
  function column(k: number, g: bigint): bigint {
    let sum = 0n
    for (let i = 0; i < 5; i++) {
      for (let j = 0; j < 5; j++) {
        // When a multiple of 2^51 is carried away, at most half of it remains.
        if ((i + j) % 5 === k) sum += 2n ** 50n * (i + j < 5 ? 1n : 19n)
        if ((i + j + 1) % 5 === k) sum += ((g * most(1) ** 2n) / 2n ** 51n + 1n) * (i + j + 1 < 5 ? 1n : 19n)
      }
    }
    return sum
  }

  const largest = (g: bigint) => [0, 1, 2, 3, 4].map((k) => column(k, g)).reduce((a, b) => (a > b ? a : b))

  test("products of limbs whose growths multiply to 3 split without error", () => {
    for (const [a, b] of fusedLimbs.growths) expect(a * b).toBeLessThanOrEqual(3)
    for (const [a, b] of [...fusedLimbs.growths, [2 * fusedLimbs.ofSquare, 1] as const]) {
      const product = most(a) * most(b)
      expect(product < 2n ** 102n).toBe(true)
      expect(BigInt(HIGH) - product >= 2n ** 103n && BigInt(HIGH) + product <= 2n ** 104n).toBe(true)
    }
    expect(BigInt(HIGH + LOW)).toBe(BigInt(HIGH) + BigInt(LOW))
    expect(LOW - 2 ** 50 >= 2 ** 52 && LOW + 2 ** 50 <= 2 ** 53).toBe(true)
  })

  test("between two powers of two, bits count units", () => {
    const bits = (value: number) => new BigInt64Array(Float64Array.of(value).buffer)[0] ?? 0n
    for (const n of [-(2 ** 51), -1, 0, 1, 2 ** 51 - 1]) {
      expect(bits(LOW + n) - bits(LOW)).toBe(BigInt(n))
      expect(bits(HIGH + n * 2 ** 51) - bits(HIGH)).toBe(BigInt(n))
    }
  })

  test("integers of a product are at most 77·2^50 and 47.5·2^50 times the product of the growths", () => {
    const ofHalves = (g: bigint) => 77n * 2n ** 50n + 95n * 2n ** 49n * g
    for (const g of [1n, 2n, 3n]) {
      expect(largest(g) >= ofHalves(g)).toBe(true)
      // The growths' own excess adds 2^−19.
      expect(largest(g) * 2n ** 19n <= ofHalves(g) * (2n ** 19n + 1n)).toBe(true)
    }
  })

  test("the sums of the group laws stay below 2^60 − 2^50 before their carries", () => {
    const ofDoubling = 4n * largest(1n)
    const ofAddition = [2n * largest(2n), largest(2n) + largest(1n), largest(1n) + 2n * most(1)]
    for (const sum of [ofDoubling, ...ofAddition, largest(3n)]) expect(sum < 2n ** 60n - 2n ** 50n).toBe(true)
  })

  test("what carries leave on top of 2^50 is below 2^−20 of it", () => {
    // With the bias an integer is positive and below 2^61; less its own 2^9, a carry is at most 2^9.
    const bias = 2n ** 60n + 2n ** 50n
    const ends = [1n - 2n ** 60n + 2n ** 50n, 2n ** 60n - 2n ** 50n - 1n].map((end) => end + bias)
    for (const end of ends) expect(end >= 0n && end < 2n ** 61n).toBe(true)
    const carries = ends.map((end) => (end >> 51n) - 2n ** 9n)
    for (const carry of carries) {
      expect(carry >= -(2n ** 9n) && carry <= 2n ** 9n).toBe(true)
      expect(2n ** 50n + 19n * (carry < 0n ? -carry : carry) <= most(1)).toBe(true)
      // A product of 16 bits, of either sign.
      expect(carry + 2n ** 9n < 2n ** 15n).toBe(true)
    }
    expect(2n ** 51n + 19n * 2n ** 10n < 2n ** 52n).toBe(true)
  })

  test("a reduced number is exact, and passes little on by its carries", () => {
    const growth = fusedLimbs.ofReduced
    expect(most(growth) < 2n ** 53n).toBe(true)
    const passed = most(growth) / 2n ** 51n + 1n
    expect(2n ** 50n + 19n * passed <= most(1)).toBe(true)
  })

  test("a number of growth 1 lies between −p and p, and only 0 is 0", () => {
    const all = Array.from({ length: 5 }, (_, i) => limit(1, i))
    expect(valueOf(all) < p).toBe(true)
    for (let i = 1; i < 5; i++) expect(valueOf(all.slice(0, i)) < 2n ** BigInt(51 * i)).toBe(true)
  })
})

test("the fused field is not used where engines round twice", async () => {
  const folder = new URL("../../src/belenios/kernel/assembly/", import.meta.url)
  const names = ["bytes", "comb", "encoding", "field-fused", "index", "linear", "multiples", "point", "power", "secret"]
  const sources = new Map(names.map((name) => [`${name}.ts`, readFileSync(new URL(`${name}.ts`, folder), "utf8")]))
  const field = sources.get("field-fused.ts") ?? ""
  expect(field).toContain("f64x2.relaxed_madd(")
  const twice = "@inline function rounded(x: v128, y: v128, z: v128): v128 { return f64x2.add(f64x2.mul(x, y), z) }"
  sources.set("field-fused.ts", `${field.replaceAll("f64x2.relaxed_madd(", "rounded(")}\n${twice}`)
  expect(kernelOf(await compile(sources, "fused", ["--runtime", "stub"]))).toBeUndefined()
})

describe.each(namedKernels)("on the field of %i limbs", (_, binary) => {
  const field = kernelField(binary)
  const { kernel, free, elementBytes, limit, valueOf, spread, draw: drawUnits } = field
  const [x, y, out] = [free, free + elementBytes, free + 2 * elementBytes]
  const bytes = free + 1024
  const memory = new Uint8Array(kernel.memory.buffer)
  const count = field.weights.length - 1

  test("operations equal those on integers mod p, wherever limbs lie, in both lanes, even where the result overwrites an operand", () => {
    compareField(20_000, 1, binary)
  })

  test("they do with every limb at its limit, in every pattern of signs that makes all products of a column agree", () => {
    for (const growths of field.growths) {
      for (const signs of [
        [1, 1],
        [1, -1],
        [-1, -1],
      ] as const) {
        const units = growths.map((growth, side) =>
          Array.from({ length: count }, (_, i) => (signs[side] ?? 1) * limit(growth, i)),
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

  test("they do with four products of limbs at their limits added up, and taken from zero", () => {
    const [wide, zero] = [free + 3 * elementBytes, free + 4 * elementBytes]
    memory.fill(0, zero, zero + elementBytes)
    for (const signs of [1, -1]) {
      const units = Array.from({ length: count }, (_, i) => limit(1, i))
      for (const lane of [0, 1]) {
        field.write(x, lane, units)
        field.write(
          y,
          lane,
          units.map((unit) => signs * unit),
        )
      }
      kernel.multiplyWide(wide, x, y)
      for (let twice = 0; twice < 2; twice++) field.addWide(wide, wide)
      kernel.carry(out, wide)
      for (const lane of [0, 1]) {
        expect(mod(field.value(out, lane) - 4n * BigInt(signs) * valueOf(units) ** 2n)).toBe(0n)
        field.units(out, lane).forEach((unit, i) => expect(Math.abs(unit)).toBeLessThanOrEqual(limit(1, i)))
      }
    }
    kernel.carry(out, zero)
    expect(field.units(out, 0).every((unit) => unit === 0)).toBe(true)
  })

  test("elements of a table stand for the same numbers, with growth 1", () => {
    const draw = draws(2)
    const most = Math.max(...field.growths.filter(([, second]) => second === 1).map(([first]) => first))
    const factor = Array.from({ length: count }, (_, i) => limit(most, i))
    for (let round = 0; round < 200; round++) {
      const values = [0, 1].map((lane) => {
        const units = drawUnits(draw, 2)
        field.write(x, lane, units)
        field.write(out, lane, factor)
        return valueOf(units)
      })
      kernel.pack(y, x)
      kernel.multiplyPackedWide(out, out, y)
      kernel.carry(out, out)
      values.forEach((value, lane) => expect(mod(field.value(out, lane) - value * valueOf(factor))).toBe(0n))
    }
  })

  test("inverses and the power for square roots are right", () => {
    const draw = draws(3)
    const values = [0n, 1n, 2n, p - 1n, ...Array.from({ length: 20 }, () => mod(draw.bits(256)))]
    for (const value of values) {
      field.write(x, 0, spread(value > p / 2n ? value - p : value))
      field.write(x, 1, drawUnits(draw, 1))
      const other = mod(field.value(x, 1))
      kernel.invert(out, x)
      expect(mod(field.value(out, 0))).toBe(powerMod(value, p - 2n, p))
      expect(mod(field.value(out, 1))).toBe(powerMod(other, p - 2n, p))
      kernel.powerForRoot(out, x)
      expect(mod(field.value(out, 0))).toBe(powerMod(value, (p - 5n) / 8n, p))
      expect(mod(field.value(out, 1))).toBe(powerMod(other, (p - 5n) / 8n, p))
    }
  })

  describe("bytes", () => {
    const littleEndian = (value: bigint) =>
      Uint8Array.from(Buffer.from(value.toString(16).padStart(64, "0"), "hex")).reverse()
    const draw = draws(4)
    const edges = [
      0n,
      1n,
      18n,
      19n,
      20n,
      p - 1n,
      p,
      p + 1n,
      p + 18n,
      2n ** 255n - 1n,
      2n ** 254n,
      2n ** 64n,
      2n ** 192n,
    ]
    const numbers = [...edges, ...field.weights.slice(0, -1).map((weight) => 2n ** BigInt(weight) - 1n)]

    test("are read without the highest bit", () => {
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

    test("are written for the number from 0 to p − 1 that the limbs stand for", () => {
      const signs = [1, -1, 0]
      const extremes = signs.map((sign) => Array.from({ length: count }, (_, i) => sign * limit(1, i)))
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
})
