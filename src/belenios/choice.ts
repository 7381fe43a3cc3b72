/** A voter's choices, before they are encrypted. */
import { finding, type Finding } from "../core/finding.ts"
import type { Question } from "./question.ts"

/** For one question: `blank`, or 0 or 1 for each answer. */
export type Choice = "blank" | readonly number[]

/** Finds what is wrong with a voter's choices, one a question. A ballot is made only where nothing is. */
export function choiceFindings(
  questions: readonly Question[],
  choices: readonly Choice[],
  at: string,
): readonly Finding[] {
  if (choices.length !== questions.length) {
    return [finding("CHOICE_COUNT", at, { questions: choices.length, wanted: questions.length })]
  }
  return questions.flatMap((question, index) => questionFindings(question, choices[index] ?? [], index + 1, at))
}

function questionFindings(
  { answers, blank, min, max }: Question,
  choice: Choice,
  question: number,
  at: string,
): readonly Finding[] {
  if (choice === "blank") return blank ? [] : [finding("CHOICE_BLANK", at, { question })]
  const wanted = answers.length
  if (choice.length !== wanted) return [finding("CHOICE_LENGTH", at, { question, answers: choice.length, wanted })]
  if (choice.some((value) => value !== 0 && value !== 1)) return [finding("CHOICE_VALUE", at, { question })]
  const chosen = choice.filter((value) => value === 1).length
  return min <= chosen && chosen <= max ? [] : [finding("CHOICE_BOUNDS", at, { question, chosen, min, max })]
}
