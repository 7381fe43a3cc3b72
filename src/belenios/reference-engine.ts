/** The {@link Engine} on @noble/ed25519. It is short rather than fast, and faster engines are compared with it. */
import { bigEndian } from "../core/bytes.ts"
import type { PointFault } from "../core/finding-codes.ts"
import type { Accumulator, BallotArithmetic, BallotWork, Engine } from "./ballot-arithmetic.ts"
import { doublings, type Doublings, multiplyDoublings } from "./doublings.ts"
import { type FixedBase, generatorBase, multiplyFixed, publicKeyBase } from "./fixed-base.ts"
import { CurvePoint, decodeCurvePoint, encodeAll, isIdentity, type Point, q, scalar } from "./group.ts"
import type { Proof } from "./schnorr.ts"

export function referenceEngine(publicKey: Point): Engine {
  const ofG = generatorBase()
  const ofY = publicKeyBase(publicKey)
  return {
    examineBallot: (work) => examineBallot(work, ofG, ofY),
    examinePoints: (points) => blocks(points).map(chainOf).map(faultOf),
    accumulator,
  }
}

function examineBallot(work: BallotWork, ofG: FixedBase, ofY: FixedBase): BallotArithmetic {
  const chains = blocks(work.points).map(chainOf)
  const faults = chains.map(faultOf)
  const [credential, ...ciphertexts] = chains.filter((chain) => chain !== undefined)
  if (credential === undefined || faults.some((fault) => fault !== undefined)) {
    return { faults, commitments: new Uint8Array(), sums: new Uint8Array() }
  }
  const sumChain = sumChains(ciphertexts)
  const commitment = (base: FixedBase, chain: Doublings, { challenge, response }: Proof) =>
    multiplyFixed(base, response).add(multiplyDoublings(chain, challenge))

  const commitments = [commitment(ofG, credential, proofAt(work.signature, 0))]
  work.alternatives.forEach(({ from, to, value }, index) => {
    const proof = proofAt(work.proofs, index)
    const b = commitment(ofY, sumChain(from, to, 1), proof)
    const shift = scalar(proof.challenge * BigInt(-value))
    commitments.push(commitment(ofG, sumChain(from, to, 0), proof), shift === 0n ? b : b.add(multiplyFixed(ofG, shift)))
  })
  const sums = work.sums.flatMap(({ from, to }) => [sumChain(from, to, 0)[0], sumChain(from, to, 1)[0]])
  return { faults, commitments: encodeAll(commitments), sums: encodeAll(sums) }
}

/** The doublings of the sum of the αs (side 0) or the βs (side 1) of a range of ciphertexts, each made once. */
function sumChains(ciphertexts: readonly Doublings[]): (from: number, to: number, side: 0 | 1) => Doublings {
  const made = new Map<string, Doublings>()
  return (from, to, side) => {
    const members = ciphertexts.slice(2 * from, 2 * to).filter((_, index) => index % 2 === side)
    const key = `${from} ${to} ${side}`
    const chain = members.length === 1 ? members[0] : made.get(key)
    if (chain !== undefined) return chain
    const sum = doublings(members.reduce((total, [point]) => total.add(point), CurvePoint.ZERO))
    made.set(key, sum)
    return sum
  }
}

function accumulator(count: number): Accumulator {
  const sums = Array.from({ length: 2 * count }, () => CurvePoint.ZERO)
  return {
    add(points, weight) {
      if (points.length !== 64 * count) throw new RangeError(`${points.length} bytes for ${count} ciphertexts`)
      blocks(points).forEach((bytes, index) => {
        const point = decodeCurvePoint(bytes)
        const sum = sums[index]
        if (point === undefined || sum === undefined) throw new RangeError("a ballot that was not checked")
        sums[index] = sum.add(weight === 1n ? point : point.multiply(weight, false))
      })
    },
    sums: () => encodeAll(sums),
  }
}

function blocks(bytes: Uint8Array): readonly Uint8Array[] {
  return Array.from({ length: bytes.length / 32 }, (_, index) => bytes.subarray(32 * index, 32 * index + 32))
}

function chainOf(bytes: Uint8Array): Doublings | undefined {
  const point = decodeCurvePoint(bytes)
  return point === undefined ? undefined : doublings(point)
}

/** The check that q·P = 0 shares the doublings with the commitments. */
function faultOf(chain: Doublings | undefined): PointFault | undefined {
  if (chain === undefined) return "encoding"
  if (isIdentity(chain[0])) return "identity"
  return isIdentity(multiplyDoublings(chain, q)) ? undefined : "subgroup"
}

function proofAt(proofs: Uint8Array, index: number): Proof {
  const number = (at: number) => scalar(bigEndian(proofs.slice(at, at + 32).reverse()))
  return { challenge: number(64 * index), response: number(64 * index + 32) }
}
