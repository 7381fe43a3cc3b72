/** Compares the laws of points in the kernel's memory with those of @noble/ed25519. */
import { CurvePoint, decodeCurvePoint, generator, q } from "../../src/belenios/group.ts"
import { type Draws, draws } from "./draws.ts"
import { type Field, kernelField, mod, p } from "./kernel-field.ts"

export interface Points extends Field {
  readonly write2: (address: number, lane0: CurvePoint, lane1: CurvePoint) => void
  /** Whether a lane holds this point, with the T that belongs to it. */
  readonly holds: (address: number, lane: number, point: CurvePoint) => boolean
}

export function kernelPoints(binary?: Uint8Array): Points {
  const field = kernelField(binary)
  const { elementBytes } = field
  const writeLane = (address: number, lane: number, { X, Y, Z, T }: CurvePoint) => {
    ;[X, Y, Z, T].forEach((coordinate, index) => {
      const centred = mod(coordinate) > p / 2n ? mod(coordinate) - p : mod(coordinate)
      field.write(address + elementBytes * index, lane, field.spread(centred))
    })
  }
  return {
    ...field,
    write2(address, lane0, lane1) {
      writeLane(address, 0, lane0)
      writeLane(address, 1, lane1)
    },
    holds(address, lane, point) {
      const [x = 0n, y = 0n, z = 0n, t = 0n] = [0, 1, 2, 3].map((i) =>
        mod(field.value(address + i * elementBytes, lane)),
      )
      const agree = mod(x * point.Z - point.X * z) === 0n && mod(y * point.Z - point.Y * z) === 0n
      return agree && z !== 0n && mod(t * z - x * y) === 0n
    },
  }
}

/** These eight points have an order that divides 8. */
export const torsion: readonly CurvePoint[] = (() => {
  for (let y = 2; ; y++) {
    const bytes = new Uint8Array(32)
    bytes[0] = y
    const point = decodeCurvePoint(bytes)?.multiply(q - 1n, false)
    const eighth = point === undefined ? undefined : decodeCurvePoint(bytes)?.add(point)
    if (eighth === undefined || eighth.double().double().is0()) continue
    const points = [CurvePoint.ZERO]
    for (let point: CurvePoint = eighth; points.length < 8; point = point.add(eighth)) points.push(point)
    return points
  }
})()

/** Points are drawn from here: of small order, of the group, of neither, and negatives of one another. */
export function drawnPoints(draw: Draws, count: number): readonly CurvePoint[] {
  const ofGroup = Array.from({ length: count }, () => generator.multiply((draw.bits(256) % (q - 1n)) + 1n, false))
  return [
    ...torsion,
    generator,
    generator.negate(),
    ...ofGroup,
    ...ofGroup.slice(0, 4).map((point) => point.negate()),
    ...ofGroup.map((point) => point.add(draw.pick(torsion))),
  ]
}

/** Makes `count` additions, subtractions and doublings, two at a time, and throws at the first that is not @noble's. */
export function comparePoints(count: number, seed: number, binary?: Uint8Array): void {
  const draw = draws(seed)
  const points = kernelPoints(binary)
  const { kernel, free } = points
  const [a, b, cached] = [free, free + kernel.pairBytes, free + 2 * kernel.pairBytes]
  const pool = [...drawnPoints(draw, 16)]
  for (let done = 0; done < count; done += 2) {
    const left = [draw.pick(pool), draw.pick(pool)] as const
    const kind = draw.below(8)
    // The other point is the same, its negative, or any.
    const right = left.map((each) => (kind === 0 ? each : kind === 1 ? each.negate() : draw.pick(pool)))
    points.write2(a, ...left)
    points.write2(b, right[0] ?? left[0], right[1] ?? left[1])
    const operation = draw.pick(["add", "subtract", "double", "addPoint"] as const)
    if (operation === "double") kernel.double(a, 1)
    else if (operation === "addPoint") kernel.addPoint(a, b)
    else {
      kernel.cache(cached, b)
      kernel.addCached(a, a, cached, operation === "subtract" ? 1 : 0)
    }
    left.forEach((each, lane) => {
      const other = right[lane] ?? each
      const expected =
        operation === "double" ? each.double() : operation === "subtract" ? each.subtract(other) : each.add(other)
      if (!points.holds(a, lane, expected)) throw new Error(`${operation} of ${each.toHex()} and ${other.toHex()}`)
      // Results are used again, with the coordinates that they have.
      if (draw.below(4) === 0) pool[draw.below(pool.length - 8) + 8] = expected
    })
  }
}
