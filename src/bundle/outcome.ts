import type { Json } from "../core/json.ts"
import type { Fraction, Majority, MajorityBase, MajorityRule } from "../core/majority.ts"

/** The counts of one question. Votes are sums of weights. */
export interface CountedQuestion {
  readonly answers: readonly string[]
  /** The votes of each answer, in the order of the answers. */
  readonly votes: readonly bigint[]
  /** The weight of all ballots counted, and that of the blank ones. */
  readonly cast: bigint
  readonly blank: bigint
}

/** Members who may vote and members who did, each as one, whatever they weigh. */
export interface Turnout {
  readonly registered: number
  readonly voted: number
}

/** What the counts give under a rule. Nothing that the rule leaves open is decided here: ties are named, never broken. */
export interface Outcome {
  readonly majority: Majority
  readonly of: MajorityBase
  readonly seats: number
  /** The fewest votes that are an absolute majority; `null` under the relative one. */
  readonly needed: bigint | null
  readonly quorum: ReachedQuorum | null
  /** Whoever is elected, by votes. */
  readonly elected: readonly string[]
  /** Answers with equal votes, of which only so many have a seat. */
  readonly tie: Tie | null
  /** The seats that are neither filled nor tied for. */
  readonly vacant: number
  readonly secondRound: SecondRound | null
}

interface ReachedQuorum extends Turnout {
  readonly needed: number
  readonly reached: boolean
}

interface Tie {
  readonly places: number
  readonly answers: readonly string[]
}

/** Between whom the second round is, by votes. Those who tie for its last places are named apart. */
interface SecondRound {
  readonly answers: readonly string[]
  readonly tie: Tie | null
}

/**
 * Applies the rule of a question to its counts. Seats go to the answers with most votes, under the absolute majority to
 * those alone that have it. An answer without a vote is neither elected nor in a second round. Where too few members
 * voted, nobody is elected, and whether there is another round is not for the counts to say.
 */
export function outcomeOf(rule: MajorityRule, counted: CountedQuestion, turnout: Turnout): Outcome {
  const { majority, of, seats } = rule
  const { answers, votes, cast, blank } = counted
  const base = of === "cast" ? cast : cast - blank
  const needed = majority === "absolute" ? base / 2n + 1n : null
  const quorum = rule.quorum === null ? null : reachedQuorum(rule.quorum, turnout)
  const rated = { majority, of, seats, needed, quorum }
  if (quorum?.reached === false) return { ...rated, elected: [], tie: null, vacant: seats, secondRound: null }
  const standing = answers
    .map((answer, index) => ({ answer, votes: votes[index] ?? 0n }))
    .filter((one) => one.votes > 0n)
  const { first: elected, tie } = firstOf(
    standing.filter((one) => one.votes >= (needed ?? 1n)),
    seats,
  )
  const vacant = tie === null ? seats - elected.length : 0
  const others = standing.filter(({ answer }) => !elected.includes(answer))
  const next = vacant > 0 && rule.secondRound !== null ? firstOf(others, rule.secondRound) : undefined
  return {
    ...rated,
    elected,
    tie,
    vacant,
    secondRound: next === undefined || others.length === 0 ? null : { answers: next.first, tie: next.tie },
  }
}

function reachedQuorum({ numerator, denominator }: Fraction, { registered, voted }: Turnout): ReachedQuorum {
  const [part, whole] = [BigInt(numerator), BigInt(denominator)]
  // Rounded up: a part of a person is a person.
  const needed = Number((BigInt(registered) * part + whole - 1n) / whole)
  return { registered, voted, needed, reached: voted >= needed }
}

interface Rated {
  readonly answer: string
  readonly votes: bigint
}

/** Returns those with most votes who surely have one of the places, and those who tie for the rest of them. */
function firstOf(
  rated: readonly Rated[],
  places: number,
): { readonly first: readonly string[]; readonly tie: Tie | null } {
  const ranked = rated.toSorted((a, b) => (a.votes === b.votes ? 0 : a.votes < b.votes ? 1 : -1))
  const [last, next] = [ranked[places - 1], ranked[places]]
  const names = (chosen: readonly Rated[]) => chosen.map(({ answer }) => answer)
  if (last === undefined || next?.votes !== last.votes) return { first: names(ranked.slice(0, places)), tie: null }
  const first = ranked.filter(({ votes }) => votes > last.votes)
  const tied = ranked.filter(({ votes }) => votes === last.votes)
  return { first: names(first), tie: { places: places - first.length, answers: names(tied) } }
}

/** Writes the outcome as it stands in a published result: votes are decimal strings, as all votes there. */
export function outcomeJson({ needed, quorum, elected, tie, secondRound, ...rest }: Outcome): Json {
  const tied = (one: Tie | null): Json => (one === null ? null : { places: one.places, answers: [...one.answers] })
  return {
    majority: rest.majority,
    of: rest.of,
    seats: rest.seats,
    needed: needed === null ? null : String(needed),
    quorum:
      quorum === null
        ? null
        : { registered: quorum.registered, needed: quorum.needed, voted: quorum.voted, reached: quorum.reached },
    elected: [...elected],
    tie: tied(tie),
    vacant: rest.vacant,
    secondRound: secondRound === null ? null : { answers: [...secondRound.answers], tie: tied(secondRound.tie) },
  }
}
