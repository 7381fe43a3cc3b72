/**
 * What an engine does with the public data of ballots. It takes bytes and returns bytes, so callers do not notice which
 * engine it is.
 */
import type { PointFault } from "../core/finding-codes.ts"
import type { Alternative } from "./claim.ts"

/** Everything about one ballot that needs the group. */
export interface BallotWork {
  /** 32 bytes each (RFC 8032): the credential, then α and β of each ciphertext. */
  readonly points: Uint8Array
  /** The signature: its challenge c and response r, 32 bytes each, lowest first, below q. */
  readonly signature: Uint8Array
  /**
   * The alternatives of the proofs, whose ciphertexts are numbered in the whole ballot. For an alternative about the
   * sum (α, β) and the value M, the commitments are A = r·G + c·α and B = r·Y + c·(β − M·G), where Y is the election's
   * public key.
   */
  readonly alternatives: readonly Alternative[]
  /** c and r of each alternative, 32 bytes each, lowest first, below q. */
  readonly proofs: Uint8Array
  /** Ranges of ciphertexts whose sums the caller needs. None is empty, and none is a range that a proof is about. */
  readonly sums: readonly { readonly from: number; readonly to: number }[]
}

export interface BallotArithmetic {
  /** What is wrong with each point, where the identity counts as a fault. If any point is faulty, the rest is empty. */
  readonly faults: readonly (PointFault | undefined)[]
  /** 32 bytes each (RFC 8032): r·G + c·S for the signature and the credential S, then A and B of each alternative. */
  readonly commitments: Uint8Array
  /** α and β of each sum, 32 bytes each. */
  readonly sums: Uint8Array
}

/** Sums of ciphertexts, each multiplied by a weight. */
export interface Accumulator {
  /**
   * Adds a ballot that passed its checks: α and β of each ciphertext, 32 bytes each. The weight is below q and not
   * negative.
   */
  readonly add: (points: Uint8Array, weight: bigint) => void
  /** α and β of each sum, 32 bytes each. */
  readonly sums: () => Uint8Array
}

export interface Engine {
  readonly examineBallot: (work: BallotWork) => BallotArithmetic
  /**
   * Says what is wrong with each point of 32 bytes, where the identity counts as a fault. With a seed, many points are
   * checked together: 32 bytes that nobody could foresee when the points were chosen.
   */
  readonly examinePoints: (points: Uint8Array, seed?: Uint8Array) => readonly (PointFault | undefined)[]
  /** Makes sums of `count` ciphertexts, all zero at first. */
  readonly accumulator: (count: number) => Accumulator
}
