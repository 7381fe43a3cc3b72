/** Finds a number of votes n from n·G, by baby steps and giant steps (D. Shanks, 1971). */
import {
  add,
  compressAll,
  generator,
  identity,
  multiplyPublic,
  type Point,
  samePoint,
  scalar,
  subtract,
} from "./group.ts"

/** The table never grows beyond this: 10 MB. A total of 10^11 then takes at most 400,000 giant steps, some seconds. */
const maxBabySteps = 1 << 18

/** How many steps are encoded together, for one inversion. */
const batch = 1024

/** Finds n with n·G = point, from 0 to the limit of its table, or returns `undefined` if there is none. */
export type Logarithm = (point: Point) => bigint | undefined

/** Makes the table for numbers up to `limit`, which serves any number of points. */
export function logarithmUpTo(limit: bigint): Logarithm {
  const babySteps = Math.min(Math.ceil(Math.sqrt(Number(limit) + 1)), maxBabySteps)
  const known = babyTable(babySteps)
  const stride = multiplyPublic(generator, scalar(BigInt(babySteps)))
  const giantSteps = Number(limit) / babySteps

  return (point) => {
    let current = point
    for (let first = 0; first <= giantSteps; first += batch) {
      const points = walk(current, Math.min(batch, Math.floor(giantSteps) - first + 1), (last) =>
        subtract(last, stride),
      )
      const fingerprints = fingerprintsOf(points)
      for (const [index, fingerprint] of fingerprints.entries()) {
        const baby = known.get(fingerprint)
        if (baby === undefined) continue
        const found = BigInt(first + index) * BigInt(babySteps) + BigInt(baby)
        // Equal fingerprints may belong to opposite points, and a number above the limit does not count.
        if (found <= limit && samePoint(multiplyPublic(generator, scalar(found)), point)) return found
      }
      current = subtract(points.at(-1) ?? identity, stride)
    }
    return undefined
  }
}

function babyTable(steps: number): ReadonlyMap<number, number> {
  const known = new Map<number, number>()
  let current = identity
  for (let first = 0; first < steps; first += batch) {
    const points = walk(current, Math.min(batch, steps - first), (last) => add(last, generator))
    for (const [index, fingerprint] of fingerprintsOf(points).entries()) {
      // The multiples are the same for everybody, and none of the first 2^18 collide: see the tests.
      if (known.has(fingerprint)) throw new Error(`multiples ${known.get(fingerprint)} and ${first + index} collide`)
      known.set(fingerprint, first + index)
    }
    current = add(points.at(-1) ?? identity, generator)
  }
  return known
}

function walk(from: Point, count: number, next: (last: Point) => Point): readonly Point[] {
  const points = [from]
  for (let last = from; points.length < count; points.push(last)) last = next(last)
  return points
}

/** The 52 lowest bits of each point's number, which a JavaScript number holds. */
function fingerprintsOf(points: readonly Point[]): readonly number[] {
  return compressAll(points).map((z) => Number(z & 0xf_ffff_ffff_ffffn))
}
