/** Draws elements of the kernel's fields at their limits, and compares every operation with that on integers. */
import { type Draws, draws } from "./draws.ts"
import { rawKernel, type RawKernel } from "./raw-kernel.ts"

export const p = 2n ** 255n - 19n

/** The layout of a field's limbs, and how large they may be by its comments. */
export interface Limbs {
  /** w(0), w(1) … and 255. */
  readonly weights: readonly number[]
  /** Returns the most that limb i may be, in units of 2^w(i), with this growth. */
  readonly limit: (growth: number, i: number) => number
  readonly valueOf: (units: readonly number[]) => bigint
  /** Makes limbs of growth 1 of a number, by carries like the kernel's. */
  readonly spread: (number: bigint) => readonly number[]
  /** Draws limbs of this growth: anywhere within their limits, all at their limits, or an edge of the field. */
  readonly draw: (draw: Draws, growth: number) => readonly number[]
  /** Draws pairs of growths whose product is as large as it may be, or less. */
  readonly growths: readonly (readonly [number, number])[]
  /** The largest growth of a number that is squared or reduced. */
  readonly ofSquare: number
  readonly ofReduced: number
}

function limbs(count: number, slack: number, rest: Pick<Limbs, "growths" | "ofSquare" | "ofReduced">): Limbs {
  const weights = Array.from({ length: count + 1 }, (_, i) => Math.ceil((255 / count) * i))
  const widths = weights.slice(1).map((weight, i) => weight - (weights[i] ?? 0))
  const limit = (growth: number, i: number) => Math.floor(growth * (1 + slack) * 2 ** ((widths[i] ?? 0) - 1))
  const spread = (number: bigint) => {
    let left = number
    return widths.map((width, i) => {
      if (i === count - 1) return Number(left)
      const unit = BigInt.asIntN(width, left)
      left = (left - unit) >> BigInt(width)
      return Number(unit)
    })
  }
  return {
    ...rest,
    weights,
    limit,
    spread,
    valueOf: (units) => units.reduce((sum, unit, i) => sum + (BigInt(unit) << BigInt(weights[i] ?? 0)), 0n),
    draw(draw, growth) {
      const kind = draw.below(8)
      if (kind === 0) return spread(draw.pick(edges))
      return widths.map((_, i) => {
        const most = limit(growth, i)
        if (kind < 4) return draw.below(2) === 0 ? most : -most
        const part = (draw.below(2 ** 27) * 2 ** 26 + draw.below(2 ** 26)) / 2 ** 53
        return Math.min(most, Math.floor(part * (2 * most + 1)) - most)
      })
    },
  }
}

export const plainLimbs = limbs(12, 2 ** -8, {
  growths: [
    [1, 1],
    [1, 16],
    [16, 1],
    [2, 8],
    [8, 2],
    [4, 4],
    [3, 4],
    [4, 3],
    [3, 3],
  ],
  ofSquare: 4,
  ofReduced: 2 ** 28,
})

export const fusedLimbs = limbs(5, 2 ** -20, {
  growths: [
    [1, 1],
    [1, 3],
    [3, 1],
    [2, 1],
    [1, 2],
    [1.5, 2],
  ],
  ofSquare: 1,
  ofReduced: 7,
})

export interface Field extends Limbs {
  readonly kernel: RawKernel
  readonly free: number
  readonly elementBytes: number
  readonly packedBytes: number
  /** Reads the limbs of a lane, in units of 2^w(i). */
  readonly write: (element: number, lane: number, units: readonly number[]) => void
  /** Does the same for the element of a table. */
  readonly writePacked: (element: number, lane: number, units: readonly number[]) => void
  readonly units: (element: number, lane: number) => readonly number[]
  readonly value: (element: number, lane: number) => bigint
  /** Adds b to a, both without carries. */
  readonly addWide: (a: number, b: number) => void
}

export function kernelField(binary?: Uint8Array): Field {
  const { kernel, free } = rawKernel(binary)
  const elementBytes = kernel.pairBytes / 4
  const isFused = elementBytes === 80
  const layout = isFused ? fusedLimbs : plainLimbs
  const { buffer } = kernel.memory
  const [doubles, words, halves] = [new Float64Array(buffer), new BigInt64Array(buffer), new Int32Array(buffer)]
  const place = (element: number, lane: number, i: number) => element / 8 + 2 * i + lane
  // Limbs of the fused field are numbers of units.
  const unit = layout.weights.map((weight) => (isFused ? 1 : 2 ** weight))
  const write = (element: number, lane: number, values: readonly number[]) => {
    values.forEach((value, i) => (doubles[place(element, lane, i)] = value * (unit[i] ?? 0)))
  }
  const units = (element: number, lane: number) =>
    layout.weights.slice(1).map((_, i) => (doubles[place(element, lane, i)] ?? 0) / (unit[i] ?? 0))
  return {
    ...layout,
    kernel,
    free,
    elementBytes,
    packedBytes: isFused ? elementBytes : elementBytes / 2,
    write,
    writePacked(element, lane, values) {
      if (isFused) write(element, lane, values)
      else values.forEach((value, i) => (halves[element / 4 + 2 * i + lane] = value))
    },
    units,
    value: (element, lane) => layout.valueOf(units(element, lane)),
    addWide(a, b) {
      for (let at = 0; at < elementBytes / 8; at++) {
        const [i, j] = [a / 8 + at, b / 8 + at]
        if (isFused) words[i] = (words[i] ?? 0n) + (words[j] ?? 0n)
        else doubles[i] = (doubles[i] ?? 0) + (doubles[j] ?? 0)
      }
    },
  }
}

export function mod(value: bigint): bigint {
  return ((value % p) + p) % p
}

/** 0, 1, p − 1, p − 19 and the like, written between −p/2 and p/2. */
const edges = [0n, 1n, 2n, 19n, -1n, -2n, -19n, (p - 1n) / 2n, (1n - p) / 2n, 2n ** 254n, -(2n ** 254n)]

/**
 * Makes `count` operations on drawn elements, two at a time in the two lanes, and throws at the first result that
 * differs from the integers', has a limb that is not a multiple of its unit, or exceeds growth 1 where that is
 * promised.
 */
export function compareField(count: number, seed: number, binary?: Uint8Array): void {
  const draw = draws(seed)
  const field = kernelField(binary)
  const [x, y, out] = [0, 1, 2].map((i) => field.free + i * field.elementBytes) as [number, number, number]
  for (let done = 0; done < count; done += 2) {
    const operation = draw.pick(operations)
    const [gx, gy] = growthsOf[operation](field, draw)
    const drawn = [0, 1].map((lane) => {
      const units = [field.draw(draw, gx), field.draw(draw, gy)] as const
      field.write(x, lane, units[0])
      if (operation === "multiplyPackedWide") field.writePacked(y, lane, units[1])
      else field.write(y, lane, units[1])
      return [field.valueOf(units[0]), field.valueOf(units[1])] as const
    })
    const target = draw.pick([out, out, x, y])
    made[operation](field, target, x, y)
    const isCarried = operation !== "add" && operation !== "subtract"
    drawn.forEach(([a, b], lane) => {
      const units = field.units(target, lane)
      const wrong = units.some(
        (unit, i) => !Number.isInteger(unit) || (isCarried && Math.abs(unit) > field.limit(1, i)),
      )
      if (wrong || mod(field.valueOf(units) - expected[operation](a, b)) !== 0n) {
        throw new Error(`${operation} of ${a} and ${b} gives ${units.join(" ")}`)
      }
    })
  }
}

const operations = ["multiply", "square", "multiplyPackedWide", "carry", "reduce", "add", "subtract"] as const

type Operation = (typeof operations)[number]
type Make = (field: Field, out: number, x: number, y: number) => void

const products = (field: Field, draw: Draws) => draw.pick(field.growths)

const growthsOf: Readonly<Record<Operation, (field: Field, draw: Draws) => readonly [number, number]>> = {
  multiply: products,
  square: (field) => [field.ofSquare, 1],
  multiplyPackedWide: (field, draw) => [draw.pick(field.growths.filter(([, second]) => second === 1))[0], 1],
  carry: () => [1, 1],
  reduce: (field) => [field.ofReduced, 1],
  add: products,
  subtract: products,
}

const made: Readonly<Record<Operation, Make>> = {
  multiply: ({ kernel }, out, x, y) => {
    kernel.multiply(out, x, y)
  },
  square: ({ kernel }, out, x) => {
    kernel.square(out, x)
  },
  multiplyPackedWide({ kernel }, out, x, y) {
    kernel.multiplyPackedWide(out, x, y)
    kernel.carry(out, out)
  },
  // Twice the sum of a product and a square has as many products as the laws of points put together.
  carry({ kernel, elementBytes, addWide }, out, x, y) {
    const [product, square] = [y + 2 * elementBytes, y + 3 * elementBytes]
    kernel.multiplyWide(product, x, y)
    kernel.squareWide(square, x)
    addWide(product, square)
    addWide(product, product)
    kernel.carry(out, product)
  },
  reduce: ({ kernel }, out, x) => {
    kernel.reduce(out, x)
  },
  add: ({ kernel }, out, x, y) => {
    kernel.add(out, x, y)
  },
  subtract: ({ kernel }, out, x, y) => {
    kernel.subtract(out, x, y)
  },
}

const expected: Readonly<Record<Operation, (a: bigint, b: bigint) => bigint>> = {
  multiply: (a, b) => a * b,
  square: (a) => a * a,
  multiplyPackedWide: (a, b) => a * b,
  carry: (a, b) => 2n * (a * b + a * a),
  reduce: (a) => a,
  add: (a, b) => a + b,
  subtract: (a, b) => a - b,
}
