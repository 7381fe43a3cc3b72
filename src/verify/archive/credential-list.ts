import { pointBytes } from "../../belenios/group.ts"
import type { PublicCredential } from "../../belenios/public-credentials.ts"
import { compareBytes } from "../../core/bytes.ts"

/**
 * The credentials of an election and what each of them did, by rank from 0. A credential takes 41 bytes, or 49 where
 * the list has weights.
 */
export interface CredentialList {
  readonly size: number
  /** Returns the points of a range of ranks, 32 bytes each (RFC 8032). */
  readonly points: (from: number, to: number) => Uint8Array
  /**
   * Returns the rank of a credential, given as the text or the bytes of a point, or `undefined` if it is not in the
   * list.
   */
  readonly rankOf: (key: string | Uint8Array) => number | undefined
  readonly weightOf: (rank: number) => bigint
  /** Marks a credential as one in reserve, whose ballots do not count. */
  readonly putInReserve: (rank: number) => void
  readonly isInReserve: (rank: number) => boolean
  /** Returns the height of the last ballot of a credential, or 0. */
  readonly lastBallot: (rank: number) => number
  readonly cast: (rank: number, height: number) => void
  /** Counts the credentials that have a ballot, and adds up their weights. */
  readonly voters: () => { readonly count: number; readonly weight: bigint }
}

/** @param credentials - sorted by their bytes, each once */
export function credentialList(credentials: readonly PublicCredential[]): CredentialList {
  const size = credentials.length
  const keys = new Uint8Array(32 * size)
  const last = new Uint32Array(size)
  const reserve = new Uint8Array(size)
  const weighted = credentials.some(({ weight }) => weight !== 1n)
  const weights = weighted ? BigUint64Array.from(credentials, ({ weight }) => weight) : undefined
  for (const [rank, { key }] of credentials.entries()) keys.set(pointBytes(key) ?? new Uint8Array(32), 32 * rank)
  const weightOf = (rank: number) => weights?.[rank] ?? 1n
  return {
    size,
    points: (from, to) => keys.slice(32 * from, 32 * to),
    weightOf,
    rankOf(key) {
      const wanted = typeof key === "string" ? pointBytes(key) : key
      let [low, high] = [0, size]
      while (wanted !== undefined && low < high) {
        const middle = Math.floor((low + high) / 2)
        const order = compareBytes(keys.subarray(32 * middle, 32 * middle + 32), wanted)
        if (order === 0) return middle
        if (order < 0) low = middle + 1
        else high = middle
      }
      return undefined
    },
    putInReserve: (rank) => void (reserve[rank] = 1),
    isInReserve: (rank) => reserve[rank] === 1,
    lastBallot: (rank) => last[rank] ?? 0,
    cast: (rank, height) => void (last[rank] = height),
    voters() {
      let count = 0
      let weight = 0n
      for (let rank = 0; rank < size; rank++) {
        if (last[rank] === 0) continue
        count++
        weight += weightOf(rank)
      }
      return { count, weight }
    },
  }
}
