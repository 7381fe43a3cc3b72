/** Plans who votes where and when in a rehearsal. */
import type { Random } from "../core/world.ts"
import type { Definition } from "../definition/definition.ts"
import { drawChoices, drawElectors, type Elector, type SimulatedVote, turnoutCount } from "./votes.ts"

/** Ballots that a channel sends together. */
export interface PlannedBatch {
  readonly channel: string
  /** Counted from 1 in each channel. */
  readonly number: number
  readonly votes: readonly SimulatedVote[]
}

export interface VotingPlan {
  /** Votes cast one by one at the booth of the terminal. */
  readonly booth: readonly SimulatedVote[]
  /** A vote at the booth that begins before the hour of closing and ends in the grace. */
  readonly late: SimulatedVote | undefined
  /** In the order in which they arrive. */
  readonly batches: readonly PlannedBatch[]
}

/** One voter in ten comes to the booth, but no more than this, since each is a transaction of its own. */
const boothLimit = 20
/** How many ballots a batch has, without replacements. */
const batchLimit = 500

/**
 * How many electors vote, and how many of those in a channel replace their vote where they may, both in hundredths of a
 * percent.
 */
export interface Shares {
  /** The share of the electors. */
  readonly turnout: number
  /** The share of the voters. */
  readonly revotes: number
}

/**
 * Distributes the voters over the booth and the channels. Each channel has at least two batches, so that one follows
 * another. The order of arrival is drawn anew, and follows neither the roll nor the list of credentials.
 */
export function planVoting(
  random: Random,
  definition: Pick<Definition, "questions" | "channels" | "revote" | "grace">,
  electors: readonly Elector[],
  { turnout, revotes }: Shares,
): VotingPlan {
  const voters = drawElectors(random, electors, turnoutCount(electors.length, turnout))
  const votes = voters.map((elector, i) => voteOf(random, definition, elector, `${i}`))
  const atBooth = Math.min(boothLimit, Math.ceil(votes.length / 10))
  const hasLate = definition.grace > 0 && atBooth > 1
  const booth = votes.slice(0, hasLate ? atBooth - 1 : atBooth)
  return {
    booth,
    late: hasLate ? votes[atBooth - 1] : undefined,
    batches: planBatches(random, definition, votes.slice(atBooth), revotes),
  }
}

/** Whether item `k`, from 0, belongs to this share of all items, which is spread evenly. */
function isAmong(k: number, share: number): boolean {
  return Math.ceil(((k + 1) * share) / 10_000) > Math.ceil((k * share) / 10_000)
}

function voteOf(
  random: Random,
  { questions }: Pick<Definition, "questions">,
  elector: Elector,
  voter: string,
): SimulatedVote {
  return { ...elector, choices: drawChoices(random, questions, voter) }
}

function planBatches(
  random: Random,
  definition: Pick<Definition, "questions" | "channels" | "revote">,
  votes: readonly SimulatedVote[],
  revotes: number,
): readonly PlannedBatch[] {
  const { channels } = definition
  const perChannel = channels.map((_, rank) => votes.filter((_, i) => i % channels.length === rank))
  const batches = channels.flatMap((channel, rank): readonly PlannedBatch[] => {
    const own = perChannel[rank] ?? []
    const count = Math.max(Math.min(2, own.length), Math.ceil(own.length / batchLimit))
    return Array.from({ length: count }, (_, i) => {
      const part = own.slice(Math.floor((i * own.length) / count), Math.floor(((i + 1) * own.length) / count))
      const last = i === count - 1
      // A vote is replaced in the channel by which it came, and the last batch brings the replacements.
      const again = last && definition.revote === "last-counts" ? own.filter((_, k) => isAmong(k, revotes)) : []
      const votesAgain = again.map((vote, k) => voteOf(random, definition, vote, `${channel} again ${k}`))
      return { channel, number: i + 1, votes: [...part, ...votesAgain] }
    })
  })
  return batches.toSorted((a, b) => a.number - b.number)
}

/** Lists every vote in the order in which the urn receives it. */
export function allVotes({ booth, batches, late }: VotingPlan): readonly SimulatedVote[] {
  return [...booth, ...batches.flatMap(({ votes }) => votes), ...(late === undefined ? [] : [late])]
}
