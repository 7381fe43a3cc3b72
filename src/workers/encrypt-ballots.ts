import type { Choice } from "../belenios/choice.ts"
import { votingKey } from "../belenios/credential.ts"
import { type Election, parseElection } from "../belenios/election.ts"
import { encryptBallot } from "../belenios/encryption.ts"
import { equalBytes } from "../core/bytes.ts"
import type { Random } from "../core/world.ts"

/** Some votes of one election. */
export interface VoteChunk {
  /** The bytes of the election, as the archive holds them. */
  readonly election: Uint8Array
  readonly votes: readonly Vote[]
}

export interface Vote {
  readonly code: string
  /** Choices that the questions allow, one a question. */
  readonly choices: readonly Choice[]
  /** Random bytes for this vote and no other, as many as its ballot draws. */
  readonly tape: Uint8Array
}

/**
 * Makes the ballots of some votes. A random source cannot be shared between threads, so each vote brings its own bytes,
 * drawn where the order of draws is known.
 */
export function encryptBallots({ election, votes }: VoteChunk): readonly Uint8Array[] {
  const known = electionOf(election)
  return votes.map(({ code, choices, tape }) =>
    encryptBallot(playing(tape), known, votingKey(known.uuid, code), choices),
  )
}

/** Returns a source that gives the bytes of a tape in order, each once. @throws RangeError at its end */
function playing(tape: Uint8Array): Random {
  let at = 0
  return (length) => {
    if (at + length > tape.length) throw new RangeError("a tape that is too short")
    return tape.slice(at, (at += length))
  }
}

let last: Election | undefined

/** Returns the election, whose tables each thread makes once. */
function electionOf(body: Uint8Array): Election {
  if (last !== undefined && equalBytes(last.body, body)) return last
  const { value: election } = parseElection(body, "election")
  if (election === undefined) throw new Error("ballots are made for an election that was read")
  last = election
  return election
}
