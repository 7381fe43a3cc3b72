/**
 * The {@link Engine} on the kernel. α and β of a ciphertext are multiplied by the same numbers, so they go through it
 * as one pair.
 */
import { equalBytes } from "../core/bytes.ts"
import type { Accumulator, Engine } from "./ballot-arithmetic.ts"
import { encodeBytes, type Point, q, scalar, scalarBytes } from "./group.ts"
import { examineBallot } from "./kernel-ballot.ts"
import { examinePoints } from "./kernel-group.ts"
import { coinsOf, examineManyPoints, fewestPoints } from "./kernel-subgroup.ts"
import { decodePairs, type Kernel, openTable } from "./kernel/kernel.ts"

export function kernelEngine(publicKey: Point, kernel: Kernel): Engine {
  const key = encodeBytes(publicKey)
  const last: Last = { ciphertexts: new Uint8Array(), turn: -1 }
  return {
    examineBallot(work) {
      openTable(kernel, key)
      const made = examineBallot(kernel, work)
      // A ballot with a faulty point is never added up, so its points do not count as decoded.
      last.turn = made.faults.some((fault) => fault !== undefined) ? -1 : kernel.turn()
      last.ciphertexts = work.points.slice(32)
      return made
    },
    examinePoints: (points, seed) =>
      seed === undefined || points.length < 32 * fewestPoints
        ? examinePoints(kernel, points)
        : examineManyPoints(kernel, points, coinsOf(seed, points)),
    accumulator: (count) => accumulator(kernel, count, last),
  }
}

/** The ciphertexts examined last, which stay decoded in the kernel until it is used for something else. */
interface Last {
  ciphertexts: Uint8Array
  turn: number
}

function accumulator(kernel: Kernel, count: number, last: Last): Accumulator {
  const length = count * kernel.pairBytes
  // The points of a ballot lie where `examineBallot` puts them, after the pair of its credential.
  const layout = {
    points: kernel.pairBytes + length,
    sums: length,
    bytes: 64 * count,
    number: 32,
    work: kernel.workBytes(1),
  }
  const start = kernel.areas(layout)
  for (let index = 0; index < count; index++) kernel.setIdentity(start.sums + index * kernel.pairBytes)
  let sums = kernel.read(start.sums, length)
  return {
    add(points, weight) {
      if (points.length !== 64 * count) throw new RangeError(`${points.length} bytes for ${count} ciphertexts`)
      if (weight < 0n || weight >= q) throw new RangeError("a weight is below the order of the group")
      const isDecoded = last.turn === kernel.turn() && equalBytes(last.ciphertexts, points)
      const at = kernel.areas(layout)
      const pairs = at.points + kernel.pairBytes
      if (!isDecoded && decodePairs(kernel, pairs, at.bytes, points).includes("encoding")) {
        throw new RangeError("a ballot that was not checked")
      }
      kernel.write(at.sums, sums)
      kernel.write(at.number, scalarBytes(scalar(weight)))
      for (let offset = 0; offset < length; offset += kernel.pairBytes) {
        const pair = pairs + offset
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
