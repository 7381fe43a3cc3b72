import { makeEngine } from "../belenios/engine.ts"
import type { Election } from "../belenios/election.ts"
import { pointBytes, pointText } from "../belenios/group.ts"
import { choiceCount } from "../belenios/question.ts"
import type { EncryptedTally } from "../belenios/tally.ts"
import { concat } from "../core/bytes.ts"
import type { PartialSum } from "../workers/sum-ballots.ts"

/** The encrypted tally and what it counts. */
export interface CountedSum {
  readonly tally: EncryptedTally
  readonly counted: number
  readonly weight: bigint
}

/** Adds up sums that were made apart: the order of the ballots, and how they were divided, make no difference. */
export function sumMaker({ publicKey, questions }: Election): {
  readonly add: (part: PartialSum) => void
  readonly result: () => CountedSum
} {
  const counts = questions.map(choiceCount)
  const sums = makeEngine(publicKey).accumulator(counts.reduce((total, count) => total + count, 0))
  let counted = 0
  let weight = 0n
  return {
    add(part) {
      const points = part.sum.flatMap((row) => row.flatMap(({ alpha, beta }) => [alpha, beta]))
      sums.add(concat(...points.flatMap((text) => pointBytes(text) ?? [])), 1n)
      counted += part.ballots
      weight += part.weight
    },
    result() {
      const bytes = sums.sums()
      let at = 0
      const next = () => pointText(bytes.subarray(at, (at += 32)))
      const tally = counts.map((count) => Array.from({ length: count }, () => ({ alpha: next(), beta: next() })))
      return { tally, counted, weight }
    },
  }
}
