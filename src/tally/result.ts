import type { Table } from "../belenios/per-choice.ts"
import { parseResult } from "../belenios/result.ts"
import { type Outcome, outcomeOf } from "../bundle/outcome.ts"
import { utf8 } from "../core/bytes.ts"
import type { MajorityRule } from "../core/majority.ts"
import type { Question } from "../definition/definition.ts"

/**
 * The result for readers. Votes are sums of weights; where every ballot weighs 1, they are numbers of ballots. Until
 * the authority has proclaimed the result it is provisional, and everything that shows it says so.
 */
export interface ElectionResult {
  readonly uuid: string
  readonly name: string
  readonly rehearsal: boolean
  readonly provisional: boolean
  /** How many members of the roll may vote. */
  readonly members: number
  /** How many credentials voted. */
  readonly voters: number
  readonly ballots: { readonly accepted: number; readonly replaced: number; readonly counted: number }
  readonly weight: bigint
  readonly questions: readonly QuestionResult[]
  readonly balance: readonly Equation[]
}

export interface QuestionResult {
  readonly question: string
  readonly answers: readonly AnswerResult[]
  /** How many votes are blank; `null` where the question allows none. */
  readonly blank: bigint | null
  /** How many votes are not blank. Shares are parts of these. */
  readonly valid: bigint
  /** The answers that share the most votes. It is empty where a single answer has the most, or none has any. */
  readonly tie: readonly string[]
  /** Who is elected, where the definition states a majority; `null` where it does not, and nothing is said of it. */
  readonly outcome: Outcome | null
}

interface AnswerResult {
  readonly answer: string
  readonly votes: bigint
  /** The part of the valid votes, in hundredths of a percent, rounded half up; `null` where there are none. */
  readonly share: number | null
}

/** Two figures that were found independently and must agree, or one that must lie between two others. */
export interface Equation {
  readonly name: "voters" | "ballots" | "weight" | "answers"
  /** The number of the question, from 1, if it is about one. */
  readonly question: number | null
  readonly least: bigint
  readonly value: bigint
  readonly most: bigint
  readonly holds: boolean
}

/** What the balance compares: the urn's own figures, and those of the encrypted tally. */
export interface UrnFigures {
  readonly voters: number
  readonly accepted: number
  readonly replaced: number
  /** The sum of the weights of those who voted. */
  readonly weightOfVoters: bigint
  /** What the encrypted tally states. */
  readonly counted: number
  readonly weight: bigint
}

/** What decides who is elected, besides the votes. */
export interface Deciding {
  /** The majority rule of each question that has one. */
  readonly rules: readonly (MajorityRule | undefined)[]
  /** How many members may vote. */
  readonly registered: number
  /** How many did. */
  readonly voted: number
}

const undecided: Deciding = { rules: [], registered: 0, voted: 0 }

/**
 * Computes the result of each question.
 *
 * @param votes - one row a question: blank votes first where they are allowed, then the answers in order
 * @param weight - of all ballots counted
 */
export function questionResults(
  questions: readonly Question[],
  votes: Table<bigint>,
  weight: bigint,
  { rules, ...turnout }: Deciding = undecided,
): readonly QuestionResult[] {
  return questions.map(({ question, answers, blank }, rank) => {
    const row = votes[rank] ?? []
    const [blanks, chosen] = blank ? [row[0] ?? 0n, row.slice(1)] : [null, row]
    const valid = weight - (blanks ?? 0n)
    const rule = rules[rank]
    const counted = { answers, votes: chosen, cast: weight, blank: blanks ?? 0n }
    return {
      question,
      answers: answers.map((answer, i) => ({ answer, votes: chosen[i] ?? 0n, share: shareOf(chosen[i] ?? 0n, valid) })),
      blank: blanks,
      valid,
      tie: tiedAnswers(answers, chosen),
      outcome: rule === undefined ? null : outcomeOf(rule, counted, turnout),
    }
  })
}

/**
 * Reads the result of each question from the archive's result, or returns `undefined` where it does not fit them.
 *
 * @param result - the bytes as the archive has them, the sum of the weights of all ballots counted, and how many members
 * may vote and did
 */
export function votesOf(
  questions: readonly Question[],
  { text, weight, ...turnout }: CountedText,
): readonly QuestionResult[] | undefined {
  const { value } = parseResult(questions, utf8(text), "result")
  const rules = questions.map(({ rule }) => rule)
  return value === undefined ? undefined : questionResults(questions, value, weight, { rules, ...turnout })
}

interface CountedText extends Omit<Deciding, "rules"> {
  readonly text: string
  readonly weight: bigint
}

function tiedAnswers(answers: readonly string[], votes: readonly bigint[]): readonly string[] {
  const most = votes.reduce((highest, one) => (one > highest ? one : highest), 0n)
  const first = answers.filter((_, i) => most > 0n && votes[i] === most)
  return first.length > 1 ? first : []
}

/** In hundredths of a percent, rounded half up. */
function shareOf(votes: bigint, valid: bigint): number | null {
  return valid === 0n ? null : Number((votes * 20_000n + valid) / (2n * valid))
}

/**
 * Makes the balance of the count: there are as many voters as ballots counted once replaced ballots are subtracted,
 * every weight is counted once, and each question has as many answers as its valid votes allow.
 */
export function balanceOf(
  figures: UrnFigures,
  questions: readonly Question[],
  results: readonly QuestionResult[],
): readonly Equation[] {
  const { voters, accepted, replaced, weightOfVoters, counted, weight } = figures
  return [
    equation("voters", null, BigInt(voters), BigInt(counted)),
    equation("ballots", null, BigInt(accepted - replaced), BigInt(counted)),
    equation("weight", null, weightOfVoters, weight),
    ...questions.map(({ min, max }, i) => {
      const { answers = [], valid = 0n } = results[i] ?? {}
      const sum = answers.reduce((total, { votes }) => total + votes, 0n)
      return equation("answers", i + 1, valid * BigInt(min), sum, valid * BigInt(max))
    }),
  ]
}

function equation(
  name: Equation["name"],
  question: number | null,
  least: bigint,
  value: bigint,
  most = least,
): Equation {
  return { name, question, least, value, most, holds: least <= value && value <= most }
}
