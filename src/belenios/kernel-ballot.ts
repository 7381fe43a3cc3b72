/** The arithmetic of one ballot on the kernel. */
import { bigEndian } from "../core/bytes.ts"
import type { PointFault } from "../core/finding-codes.ts"
import type { BallotArithmetic, BallotWork } from "./ballot-arithmetic.ts"
import { scalar, scalarBytes } from "./group.ts"
import { decodePairs, groupOrder, type Kernel } from "./kernel/kernel.ts"

/**
 * A point that proofs are about: the sum of a range of pairs of points. Pair 0 is the credential, in both lanes, and
 * pair i + 1 is α and β of ciphertext i. Proof 0 is the signature, and proof i + 1 that of alternative i.
 */
interface Base {
  readonly from: number
  readonly to: number
  readonly proofs: number[]
}

export function examineBallot(kernel: Kernel, work: BallotWork): BallotArithmetic {
  const pairs = (work.points.length / 32 + 1) / 2
  const bases = knownBases(pairs, work)
  const at = areas(kernel, work, pairs, bases)
  const faults = decodePairs(kernel, at.points, at.bytes, twice(work.points)).slice(1)

  kernel.write(at.proofs, work.signature)
  kernel.write(at.proofs + 64, work.proofs)
  const made: number[] = []
  for (const base of bases) {
    const result = at.results + made.length * kernel.pairBytes
    const inGroup = challengeMultiples(kernel, at, base, result)
    if (base.to - base.from === 1) refuse(faults, base.from, inGroup)
    base.proofs.forEach((proof, rank) => {
      kernel.addBases(result + rank * kernel.pairBytes, at.proofs + 64 * proof + 32)
    })
    made.push(...base.proofs)
  }
  if (faults.some((fault) => fault !== undefined)) {
    return { faults, commitments: new Uint8Array(), sums: new Uint8Array() }
  }
  takeValues(kernel, at, work, made)
  work.sums.forEach(({ from, to }, index) => {
    kernel.sumOf(
      at.results + (made.length + index) * kernel.pairBytes,
      at.points + (from + 1) * kernel.pairBytes,
      to - from,
    )
  })

  const count = made.length + work.sums.length
  kernel.encodeAll(at.bytes, at.results, count)
  const encoded = kernel.read(at.bytes, 64 * count)
  const commitments = new Uint8Array(64 * made.length)
  made.forEach((proof, rank) => {
    commitments.set(encoded.subarray(64 * rank, 64 * rank + 64), 64 * proof)
  })
  // Lane 1 of the signature belongs to the second copy of the credential and is of no use, so it is overwritten.
  commitments.copyWithin(32, 64)
  return { faults, commitments: commitments.slice(0, -32), sums: encoded.slice(64 * made.length) }
}

const basesOfAlternatives = new WeakMap<
  BallotWork["alternatives"],
  { readonly pairs: number; readonly bases: readonly Base[] }
>()

/** All ballots of an election have the same alternatives, so their bases are worked out once. */
function knownBases(pairs: number, work: BallotWork): readonly Base[] {
  const known = basesOfAlternatives.get(work.alternatives)
  if (known?.pairs === pairs) return known.bases
  const bases = basesOf(pairs, work)
  basesOfAlternatives.set(work.alternatives, { pairs, bases })
  return bases
}

function basesOf(pairs: number, { alternatives }: BallotWork): readonly Base[] {
  const bases: Base[] = Array.from({ length: pairs }, (_, pair) => ({ from: pair, to: pair + 1, proofs: [] }))
  bases[0]?.proofs.push(0)
  const ranges = new Map(bases.map((base) => [`${base.from} ${base.to}`, base]))
  alternatives.forEach(({ from, to }, index) => {
    if (from >= to) throw new RangeError("a proof is about one ciphertext or more")
    const key = `${from + 1} ${to + 1}`
    const base = ranges.get(key) ?? { from: from + 1, to: to + 1, proofs: [] }
    base.proofs.push(index + 1)
    ranges.set(key, base)
  })
  return [...ranges.values()]
}

type Areas = ReturnType<typeof areas>

function areas(kernel: Kernel, { alternatives, sums }: BallotWork, pairs: number, bases: readonly Base[]) {
  const proofs = alternatives.length + 1
  const most = 1 + Math.max(...bases.map((base) => base.proofs.length))
  return kernel.areas({
    points: pairs * kernel.pairBytes,
    sum: kernel.pairBytes,
    proofs: 64 * proofs,
    numbers: 32 * most,
    work: kernel.workBytes(most),
    // One more than needed, for the multiple by the order of the group.
    results: (proofs + sums.length + 1) * kernel.pairBytes,
    bytes: 64 * Math.max(pairs, proofs + sums.length),
  })
}

/** The points as pairs: the credential twice, then α and β of each ciphertext. */
function twice(points: Uint8Array): Uint8Array {
  const pairs = new Uint8Array(points.length + 32)
  pairs.set(points.subarray(0, 32))
  pairs.set(points, 32)
  return pairs
}

/** Writes c·P for each proof about a base P, and returns the lanes in which q·P = 0: 1 for α, 2 for β. */
function challengeMultiples(kernel: Kernel, at: Areas, { from, to, proofs }: Base, result: number): number {
  const count = proofs.length + 1
  proofs.forEach((proof, rank) => {
    kernel.move(at.numbers + 32 * rank, at.proofs + 64 * proof, 32)
  })
  kernel.write(at.numbers + 32 * proofs.length, groupOrder)
  const isSum = to - from > 1
  const first = at.points + from * kernel.pairBytes
  if (isSum) kernel.sumOf(at.sum, first, to - from)
  // The check that q·P = 0 shares the doublings with the commitments; a sum of members of the group is one.
  kernel.multiples(result, isSum ? at.sum : first, at.numbers, isSum ? proofs.length : count, at.work)
  return kernel.identityLanes(result + proofs.length * kernel.pairBytes)
}

function refuse(faults: (PointFault | undefined)[], pair: number, inGroup: number): void {
  for (const lane of [0, 1]) {
    const point = 2 * pair + lane - 1
    if (point >= 0 && (inGroup & (1 << lane)) === 0) faults[point] ??= "subgroup"
  }
}

/** Adds −c·M·G to the B of each alternative whose value M is not 0, two at a time. */
function takeValues(kernel: Kernel, at: Areas, { alternatives, proofs }: BallotWork, made: readonly number[]): void {
  const shifted = made.flatMap((proof, rank) => {
    const value = alternatives[proof - 1]?.value ?? 0
    return value === 0 ? [] : [{ result: at.results + rank * kernel.pairBytes, proof, value }]
  })
  const { numbers } = at
  for (let index = 0; index < shifted.length; index += 2) {
    const one = shifted[index]
    const other = shifted[index + 1]
    if (one === undefined) continue
    for (const [rank, each] of [one, other].entries()) {
      const from = 64 * ((each?.proof ?? 1) - 1)
      kernel.write(numbers + 32 * rank, negatedTimes(proofs.subarray(from, from + 32), each?.value ?? 0))
    }
    kernel.addGenerators(one.result, numbers, other?.result ?? at.sum, numbers + 32)
  }
}

/** −c·M mod q, 32 bytes, lowest first. */
function negatedTimes(challenge: Uint8Array, value: number): Uint8Array {
  if (value !== 1) return scalarBytes(scalar(bigEndian(challenge.toReversed()) * BigInt(-value)))
  // Nearly every value is 1: then it is q − c, without big integers. For c = 0 that is q, whose multiples are those of
  // 0.
  const difference = new Uint8Array(32)
  let borrow = 0
  for (let index = 0; index < 32; index++) {
    const digit = (groupOrder[index] ?? 0) - (challenge[index] ?? 0) - borrow
    difference[index] = digit
    borrow = digit < 0 ? 1 : 0
  }
  return difference
}
