/** What the voters of a rehearsal choose, and the plain count of that without any encryption. */
import type { Choice } from "../belenios/choice.ts"
import type { Table } from "../belenios/per-choice.ts"
import type { Question } from "../belenios/question.ts"
import { hex } from "../core/bytes.ts"
import type { Random } from "../core/world.ts"
import type { QuestionResult } from "../tally/result.ts"

/** A member with a letter. Only the officer knows who it is. */
export interface Elector {
  readonly code: string
  readonly weight: bigint
}

/** A simulated vote in the clear, which never leaves the rehearsal. */
export interface SimulatedVote extends Elector {
  readonly choices: readonly Choice[]
}

/** One ballot in this many is blank, where the question allows it. */
const blankEvery = 32

/** Draws one voter's choices. Each answer is chosen twice as often as the next. */
export function drawChoices(random: Random, questions: readonly Question[], voter: string): readonly Choice[] {
  return questions.map((question, rank) => {
    const draw = numbers(random(64, "rehearsal.choice", `${voter}|${rank}`))
    return question.blank && draw(blankEvery) === 0 ? "blank" : drawAnswers(question, draw)
  })
}

function drawAnswers({ answers, min, max }: Question, draw: Draw): Choice {
  // Few want nothing at all: where no answer is required, one voter in eight gives none.
  const wanted = min === 0 && draw(8) === 0 ? 0 : Math.max(min, 1) + draw(max - Math.max(min, 1) + 1)
  const chosen = new Set<number>()
  while (chosen.size < wanted) {
    const left = answers.map((_, answer) => answer).filter((answer) => !chosen.has(answer))
    let at = 0
    while (at < left.length - 1 && draw(2) === 0) at++
    chosen.add(left[at] ?? 0)
  }
  return answers.map((_, answer) => (chosen.has(answer) ? 1 : 0))
}

/** Draws a number from 0 to `bound` − 1. */
type Draw = (bound: number) => number

/**
 * Draws small numbers from random bytes, which are used in a circle: a rehearsal needs variety, not freedom from bias.
 */
function numbers(bytes: Uint8Array): Draw {
  let at = 0
  return (bound) => (bytes[at++ % bytes.length] ?? 0) % bound
}

/** Draws `count` of the electors, in an order that is independent of the given one. */
export function drawElectors(random: Random, electors: readonly Elector[], count: number): readonly Elector[] {
  return electors
    .map((elector) => ({ elector, place: hex(random(16, "rehearsal.turnout", elector.code)) }))
    .sort((a, b) => (a.place < b.place ? -1 : 1))
    .slice(0, count)
    .map(({ elector }) => elector)
}

/** Computes how many of `members` a turnout in hundredths of a percent is, to the nearest. */
export function turnoutCount(members: number, turnout: number): number {
  return Math.floor((members * turnout + 5000) / 10_000)
}

/**
 * Counts the result that these votes must give: the last of each code, times its weight. It has the shape of the
 * archive's result, with blank votes first where they are allowed.
 */
export function plainCount(questions: readonly Question[], votes: readonly SimulatedVote[]): Table<bigint> {
  const counted = [...new Map(votes.map((vote) => [vote.code, vote])).values()]
  return questions.map(({ answers, blank }, rank) => {
    const chosen = counted.map(({ choices, weight }) => ({ choice: choices[rank] ?? [], weight }))
    const sum = (isOf: (choice: Choice) => boolean) =>
      chosen.reduce((total, { choice, weight }) => (isOf(choice) ? total + weight : total), 0n)
    const perAnswer = answers.map((_, answer) => sum((choice) => choice !== "blank" && choice[answer] === 1))
    return blank ? [sum((choice) => choice === "blank"), ...perAnswer] : perAnswer
  })
}

/** Whether a result is the plain count of these votes. */
export function isResultOf(
  questions: readonly Question[],
  votes: readonly SimulatedVote[],
  result: { readonly questions: readonly Pick<QuestionResult, "answers" | "blank">[] },
): boolean {
  const counted = result.questions.map(({ blank, answers }) => [
    ...(blank === null ? [] : [blank]),
    ...answers.map((answer) => answer.votes),
  ])
  const wanted = plainCount(questions, votes)
  return (
    counted.length === wanted.length &&
    wanted.every((row, rank) => row.length === counted[rank]?.length && row.every((n, i) => n === counted[rank]?.[i]))
  )
}
