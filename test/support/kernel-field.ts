/** Elements of the kernel's field as integers, drawn at their limits, and every operation compared with that on integers. */
import { type Draws, draws } from "./draws.ts"
import { rawKernel } from "./raw-kernel.ts"

export const p = 2n ** 255n - 19n

/** w(0) … w(12). */
export const weights = Array.from({ length: 13 }, (_, i) => Math.ceil(21.25 * i))

/** Half the unit of the limb above: what limb i is measured by, in units of 2^w(i). */
const halves = weights.slice(0, 12).map((weight, i) => 2 ** ((weights[i + 1] ?? 0) - weight - 1))

/** The most that limb i may be, in units of 2^w(i), with this growth. */
export function limit(growth: number, i: number): number {
  return Math.floor(growth * (1 + 2 ** -8) * (halves[i] ?? 0))
}

export interface Field {
  readonly kernel: ReturnType<typeof rawKernel>["kernel"]
  readonly free: number
  /** Limbs of a lane, in units of 2^w(i). */
  readonly write: (element: number, lane: number, units: readonly number[]) => void
  readonly units: (element: number, lane: number) => readonly number[]
  readonly value: (element: number, lane: number) => bigint
}

export function kernelField(binary?: Uint8Array): Field {
  const { kernel, free } = rawKernel(binary)
  const memory = new Float64Array(kernel.memory.buffer)
  const place = (element: number, lane: number, i: number) => element / 8 + 2 * i + lane
  const units = (element: number, lane: number) =>
    halves.map((_, i) => (memory[place(element, lane, i)] ?? 0) / 2 ** (weights[i] ?? 0))
  return {
    kernel,
    free,
    write(element, lane, values) {
      values.forEach((value, i) => {
        memory[place(element, lane, i)] = value * 2 ** (weights[i] ?? 0)
      })
    },
    units,
    value: (element, lane) => valueOf(units(element, lane)),
  }
}

export function valueOf(units: readonly number[]): bigint {
  return units.reduce((sum, unit, i) => sum + (BigInt(unit) << BigInt(weights[i] ?? 0)), 0n)
}

export function mod(value: bigint): bigint {
  return ((value % p) + p) % p
}

/** 0, 1, p − 1, p − 19 and the like, written between −p/2 and p/2. */
const edges = [0n, 1n, 2n, 19n, -1n, -2n, -19n, (p - 1n) / 2n, (1n - p) / 2n, 2n ** 254n, -(2n ** 254n)]

/** Limbs of this growth: anywhere within their limits, all at their limits, or an edge of the field. */
export function drawUnits(draw: Draws, growth: number): readonly number[] {
  const kind = draw.below(8)
  if (kind === 0) return spread(draw.pick(edges))
  return halves.map((_, i) => {
    const most = limit(growth, i)
    if (kind < 4) return draw.below(2) === 0 ? most : -most
    return draw.below(2 * most + 1) - most
  })
}

/** Limbs of growth 1 of a number, by carries as the kernel's. */
export function spread(number: bigint): readonly number[] {
  let rest = number
  const units = halves.map((half, i) => {
    if (i === 11) return Number(rest)
    const unit = BigInt.asIntN(1 + Math.log2(half), rest)
    rest = (rest - unit) >> BigInt(1 + Math.log2(half))
    return Number(unit)
  })
  return units
}

/** Pairs of growths whose products fill what a column can hold, or less. */
const growths = [
  [1, 1],
  [1, 16],
  [16, 1],
  [2, 8],
  [8, 2],
  [4, 4],
  [3, 4],
  [4, 3],
  [3, 3],
] as const

/**
 * Makes `count` operations on drawn elements, two at a time in the two lanes, and throws at the first result that is not
 * that of the integers, has a limb that is not a multiple of its unit, or exceeds growth 1 where that is promised.
 */
export function compareField(count: number, seed: number, binary?: Uint8Array): void {
  const draw = draws(seed)
  const field = kernelField(binary)
  const { kernel } = field
  const [x, y, out] = [field.free, field.free + 192, field.free + 384]
  for (let done = 0; done < count; done += 2) {
    const [gx, gy] = draw.pick(growths)
    const [operation, carried] = draw.pick(operations)
    const ofX = operation === "square" ? 4 : operation === "squareOfSum" ? 2 : operation === "reduce" ? 2 ** 28 : gx
    const ofY = operation === "squareOfSum" ? 2 : gy
    const drawn = [0, 1].map((lane) => {
      const units = [drawUnits(draw, ofX), drawUnits(draw, ofY)] as const
      field.write(x, lane, units[0])
      field.write(y, lane, units[1])
      return [valueOf(units[0]), valueOf(units[1])] as const
    })
    const target = draw.pick([out, out, x, y])
    kernel[operation](target, x, y)
    drawn.forEach(([a, b], lane) => {
      const units = field.units(target, lane)
      const wrong = units.some((unit, i) => !Number.isInteger(unit) || (carried && Math.abs(unit) > limit(1, i)))
      if (wrong || mod(valueOf(units) - expected[operation](a, b)) !== 0n) {
        throw new Error(`${operation} of ${a} and ${b} gives ${units.join(" ")}`)
      }
    })
  }
}

const operations = [
  ["multiply", true],
  ["multiply", true],
  ["square", true],
  ["squareOfSum", true],
  ["reduce", true],
  ["add", false],
  ["subtract", false],
] as const

const expected = {
  multiply: (a: bigint, b: bigint) => a * b,
  square: (a: bigint) => a * a,
  squareOfSum: (a: bigint, b: bigint) => (a + b) ** 2n,
  reduce: (a: bigint) => a,
  add: (a: bigint, b: bigint) => a + b,
  subtract: (a: bigint, b: bigint) => a - b,
} as const
