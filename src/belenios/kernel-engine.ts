/** The {@link Engine} on the kernel: α and β of a ciphertext, which meet the same numbers, go through it as one pair. */
import { type Accumulator, type Engine } from "./engine.ts"
import { encodeBytes, q, scalar, scalarBytes, type Point } from "./group.ts"
import { examineBallot } from "./kernel-ballot.ts"
import { examinePoints } from "./kernel-group.ts"
import { coinsOf, examineManyPoints, fewestPoints } from "./kernel-subgroup.ts"
import { decodePairs, openTable, type Kernel } from "./kernel/kernel.ts"

export function kernelEngine(publicKey: Point, kernel: Kernel): Engine {
  const key = encodeBytes(publicKey)
  return {
    examineBallot(work) {
      openTable(kernel, key)
      return examineBallot(kernel, work)
    },
    examinePoints: (points, seed) =>
      seed === undefined || points.length < 32 * fewestPoints
        ? examinePoints(kernel, points)
        : examineManyPoints(kernel, points, coinsOf(seed, points)),
    accumulator: (count) => accumulator(kernel, count),
  }
}

function accumulator(kernel: Kernel, count: number): Accumulator {
  const length = count * kernel.pairBytes
  const layout = { sums: length, bytes: 64 * count, pairs: length, number: 32, work: kernel.workBytes(1) }
  const start = kernel.areas(layout)
  for (let index = 0; index < count; index++) kernel.setIdentity(start.sums + index * kernel.pairBytes)
  let sums = kernel.read(start.sums, length)
  return {
    add(points, weight) {
      if (points.length !== 64 * count) throw new RangeError(`${points.length} bytes for ${count} ciphertexts`)
      if (weight < 0n || weight >= q) throw new RangeError("a weight is below the order of the group")
      const at = kernel.areas(layout)
      const faults = decodePairs(kernel, at.pairs, at.bytes, points)
      if (faults.includes("encoding")) throw new RangeError("a ballot that was not checked")
      kernel.write(at.sums, sums)
      kernel.write(at.number, scalarBytes(scalar(weight)))
      for (let offset = 0; offset < length; offset += kernel.pairBytes) {
        const pair = at.pairs + offset
        if (weight !== 1n) kernel.multiples(pair, pair, at.number, 1, at.work)
        kernel.addPoint(at.sums + offset, pair)
      }
      sums = kernel.read(at.sums, length)
    },
    sums() {
      const at = kernel.areas(layout)
      kernel.write(at.sums, sums)
      kernel.encodeAll(at.bytes, at.sums, count)
      return kernel.read(at.bytes, 64 * count)
    },
  }
}
