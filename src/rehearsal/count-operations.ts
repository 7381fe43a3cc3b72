import type { ComputedTally } from "../tally/computed-queries.ts"
import { decryptHere, type DecryptionProgress } from "../tally/decrypt-operations.ts"
import { computeTally } from "../tally/operations.ts"
import { electionResult } from "../tally/result-queries.ts"
import type { ElectionResult } from "../tally/result.ts"
import { decide } from "./act-operations.ts"
import { hour, minute, type Stage } from "./stage.ts"
import { holderAccess } from "./vote-operations.ts"

/** Adds up the ballots that count, still encrypted. */
export async function addUp({ file, world, clock }: Stage): Promise<ComputedTally> {
  clock.pass(10 * minute)
  return computeTally(file, world)
}

/**
 * Lets the authority unseal the urn, and as many holders decrypt as are needed: all mandatory ones, and some of the
 * threshold.
 */
export async function decryptUrn(stage: Stage): Promise<DecryptionProgress> {
  const { file, world, clock, definition } = stage
  clock.pass(10 * minute)
  await decide(stage, "unseal")
  const { mandatory, threshold } = definition.trustees
  const holders = [...mandatory, ...(threshold?.holders.slice(0, threshold.needed) ?? [])]
  clock.pass(10 * minute)
  return decryptHere(
    file,
    holders.map((holder) => holderAccess(stage, holder)),
    world,
  )
}

/** Lets the authority look at the result and proclaim it. */
export async function proclaim(stage: Stage): Promise<ElectionResult> {
  const { file, clock } = stage
  clock.pass(hour)
  await decide(stage, "proclaim")
  return electionResult(file, clock.now())
}
