import { openBallot } from "../belenios/ballot-scan.ts"
import type { Election } from "../belenios/election.ts"
import { makeEngine } from "../belenios/engine.ts"
import { pointBytes, pointText } from "../belenios/group.ts"
import { choiceCount } from "../belenios/question.ts"
import { type EncryptedTally, makeTally, type TallyMaker } from "../belenios/tally.ts"
import { concat } from "../core/bytes.ts"
import { electionOf } from "./check-ballots.ts"
import type { OfElection } from "./chunks.ts"

/** A ballot that counts and passed its checks, with the weight of its credential. */
export interface CountedBallot {
  readonly body: Uint8Array
  readonly weight: bigint
}

/** A part of the encrypted tally, or all of it. */
export interface PartialSum {
  readonly sum: EncryptedTally
  readonly ballots: number
  readonly weight: bigint
}

/** Adds up these ballots (Belenios specification, section 4.18). */
export function sumBallots({ election: body, ballots }: OfElection<CountedBallot>): PartialSum {
  const { election, engine } = electionOf(body)
  const tally = makeTally(engine, election.questions)
  for (const { body: bytes, weight } of ballots) {
    const { value: ballot } = openBallot(election, bytes, "")
    if (ballot === undefined) throw new Error("a ballot that was not checked is counted")
    tally.add(ballot, weight)
  }
  return partialSum(tally)
}

export function partialSum(tally: TallyMaker): PartialSum {
  const { encryptedTally, numTallied, totalWeight } = tally.result()
  return { sum: encryptedTally, ballots: numTallied, weight: totalWeight }
}

/**
 * Returns an object that adds up sums made apart. Neither the order of the ballots nor how they were divided makes a
 * difference.
 */
export function sumMaker({ publicKey, questions }: Pick<Election, "publicKey" | "questions">): {
  readonly add: (part: PartialSum) => void
  readonly result: () => PartialSum
} {
  const counts = questions.map(choiceCount)
  const sums = makeEngine(publicKey).accumulator(counts.reduce((total, count) => total + count, 0))
  let ballots = 0
  let weight = 0n
  return {
    add(part) {
      const points = part.sum.flatMap((row) => row.flatMap(({ alpha, beta }) => [alpha, beta]))
      sums.add(concat(...points.flatMap((text) => pointBytes(text) ?? [])), 1n)
      ballots += part.ballots
      weight += part.weight
    },
    result() {
      const bytes = sums.sums()
      let at = 0
      const next = () => pointText(bytes.subarray(at, (at += 32)))
      const sum = counts.map((count) => Array.from({ length: count }, () => ({ alpha: next(), beta: next() })))
      return { sum, ballots, weight }
    },
  }
}
