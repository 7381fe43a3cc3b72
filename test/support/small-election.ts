import type { Engine } from "../../src/belenios/ballot-arithmetic.ts"
import { drawCredential, type VotingKey, votingKey } from "../../src/belenios/credential.ts"
import { type Election, makeElection } from "../../src/belenios/election.ts"
import { makeEngine } from "../../src/belenios/engine.ts"
import { randomScalar } from "../../src/belenios/group.ts"
import type { Question } from "../../src/belenios/question.ts"
import { keyPair, type KeyPair } from "../../src/belenios/schnorr.ts"
import { proveTrusteeKey } from "../../src/belenios/trustee-key.ts"
import { electionKey, type TrusteeItem } from "../../src/belenios/trustees.ts"
import type { Random } from "../../src/core/world.ts"

/** An election with one trustee and some voters, all of whose secrets are known. */
export interface SmallElection {
  readonly election: Election
  readonly engine: Engine
  readonly trustees: readonly TrusteeItem[]
  /** The key of the only trustee. */
  readonly key: KeyPair
  readonly voters: readonly VotingKey[]
}

export const questions = {
  chair: { question: "Who chairs?", answers: ["Ada", "Bo"], blank: true, min: 1, max: 1 },
  council: { question: "Who sits?", answers: ["Di", "Ed", "Fay"], blank: false, min: 0, max: 2 },
  report: { question: "Approve?", answers: ["Yes"], blank: false, min: 0, max: 1 },
} satisfies Record<string, Question>

export function smallElection(
  random: Random,
  asked: readonly Question[],
  voters: number,
  trustees?: readonly TrusteeItem[],
): SmallElection {
  const key = keyPair(randomScalar(random, "trustee", ""))
  const items = trustees ?? [{ kind: "Single", key: proveTrusteeKey(random, key) }]
  const uuid = "9xDrMnXn4cUuGk"
  const election = makeElection({
    description: "Élection de démonstration",
    name: "Small",
    publicKey: electionKey(items),
    questions: asked,
    uuid,
  })
  return {
    election,
    engine: makeEngine(election.publicKey),
    trustees: items,
    key,
    voters: Array.from({ length: voters }, (_, index) => votingKey(uuid, drawCredential(random, String(index)))),
  }
}
