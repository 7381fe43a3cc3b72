import { statedCredential } from "../../belenios/ballot-scan.ts"
import { pointText } from "../../belenios/point-text.ts"
import type { CredentialList } from "./credential-list.ts"

/**
 * The credentials that ballots state, 32 bytes a ballot. They tell before any ballot is checked which ballots count, so
 * that each is checked and counted in one reading. The statement is right wherever every ballot can be opened.
 */
export interface StatedVoters {
  /** Adds the next ballot of the archive, the first of which has height 1. */
  readonly add: (ballot: Uint8Array) => void
  /**
   * Returns the weight with which the ballot at a height counts, or `undefined` if it was replaced or no listed
   * credential cast it.
   */
  readonly weights: (credentials: CredentialList) => (height: number) => bigint | undefined
  /**
   * Counts the listed credentials that cast the ballots up to each of these heights, which are given in order, smallest
   * first.
   */
  readonly votersUpTo: (credentials: CredentialList, heights: readonly number[]) => readonly number[]
  /** Lists the ballots of credentials that are not in the list, with the text that they state. */
  readonly strangers: (
    credentials: CredentialList,
  ) => readonly { readonly height: number; readonly credential: string }[]
}

export function statedVoters(): StatedVoters {
  let keys = new Uint8Array(32 * 256)
  let count = 0
  return {
    add(ballot) {
      if (32 * count === keys.length) {
        const more = new Uint8Array(2 * keys.length)
        more.set(keys)
        keys = more
      }
      const key = statedCredential(ballot)
      if (key !== undefined) keys.set(key, 32 * count)
      count++
    },
    weights(credentials) {
      // Ranks count from 1 here, and 0 means a credential that is not in the list.
      const ranks = new Uint32Array(count)
      const last = new Uint32Array(credentials.size)
      for (let index = 0; index < count; index++) {
        const rank = credentials.rankOf(keys.subarray(32 * index, 32 * index + 32))
        if (rank === undefined) continue
        ranks[index] = rank + 1
        last[rank] = index + 1
      }
      return (height) => {
        const rank = (ranks[height - 1] ?? 0) - 1
        return rank >= 0 && last[rank] === height ? credentials.weightOf(rank) : undefined
      }
    },
    votersUpTo(credentials, heights) {
      const voted = new Uint8Array(credentials.size)
      let index = 0
      let voters = 0
      return heights.map((height) => {
        for (; index < Math.min(height, count); index++) {
          const rank = credentials.rankOf(keys.subarray(32 * index, 32 * index + 32))
          if (rank === undefined || voted[rank] === 1) continue
          voted[rank] = 1
          voters++
        }
        return voters
      })
    },
    strangers(credentials) {
      const found: { readonly height: number; readonly credential: string }[] = []
      for (let index = 0; index < count; index++) {
        const key = keys.subarray(32 * index, 32 * index + 32)
        if (credentials.rankOf(key) === undefined) found.push({ height: index + 1, credential: pointText(key) })
      }
      return found
    },
  }
}
