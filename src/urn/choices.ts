/** Reads choices as scripts give them: `QUESTION=ANSWER`, each by its number or its text. */
import type { Choice } from "../belenios/choice.ts"
import type { Question } from "../belenios/question.ts"
import { UrneError } from "../core/error.ts"

/** Words for a blank vote, where no answer has that name. */
const blankWords = ["blank", "blanc"]

/**
 * Reads one choice a question, from texts such as `1=2`, `#1=#2`, `Who should preside?=Hervé Mariton` or `1=blank`. A
 * text that could mean two answers is refused. Several answers to one question are given one by one; a question without
 * any gets no answer. `choiceFindings` says whether the questions allow the choices.
 *
 * @throws UrneError `choice-unknown`
 */
export function parseChoices(questions: readonly Question[], texts: readonly string[]): readonly Choice[] {
  const chosen = questions.map(() => new Set<number | "blank">())
  for (const text of texts) {
    const { rank, answer } = splitChoice(questions, text)
    const value = answerOf(questions[rank] as Question, answer, text) ?? refuse(text, "answer")
    const answers = chosen[rank] as Set<number | "blank">
    if (answers.has(value)) refuse(text, "twice")
    if (answers.size > 0 && (value === "blank" || answers.has("blank"))) refuse(text, "answer")
    answers.add(value)
  }
  return questions.map(({ answers }, rank) =>
    chosen[rank]?.has("blank") ? "blank" : answers.map((_, index) => (chosen[rank]?.has(index) ? 1 : 0)),
  )
}

/**
 * Splits at the question, which is matched as a whole because texts may contain an equals sign. A text that could be
 * one question's wording and another's number matches neither.
 */
function splitChoice(questions: readonly Question[], text: string): { readonly rank: number; readonly answer: string } {
  const named = questions.findIndex(({ question }) => text.startsWith(`${question}=`))
  const equals = text.indexOf("=")
  const number = numberOf(text.slice(0, equals), questions.length)
  if (named >= 0) {
    const { question } = questions[named] as Question
    if (number !== undefined && number !== named && equals === question.length) refuse(text, "ambiguous")
    return { rank: named, answer: text.slice(question.length + 1) }
  }
  if (equals < 1) refuse(text, "form")
  return { rank: number ?? refuse(text, "question"), answer: text.slice(equals + 1) }
}

/**
 * Finds the answer that a text names or numbers; `#2` is always the number. @throws UrneError `choice-unknown` where it
 * could mean two
 */
function answerOf({ answers, blank }: Question, text: string, choice: string): number | "blank" | undefined {
  const named = answers.indexOf(text)
  const number = numberOf(text, answers.length)
  const isBlank = blankWords.includes(text.toLowerCase())
  const isCalledBlank = answers.some((answer) => blankWords.includes(answer.trim().toLowerCase()))
  if (isBlank && blank && isCalledBlank) refuse(choice, "ambiguous")
  if (named >= 0) return number !== undefined && number !== named ? refuse(choice, "ambiguous") : named
  if (isBlank) return blank ? "blank" : undefined
  return number
}

/** Reads a number from 1 to `count` as an index: `2`, or `#2` where `2` could mean something else. */
function numberOf(text: string, count: number): number | undefined {
  const digits = /^#?([1-9]\d{0,3})$/.exec(text)?.[1]
  return digits !== undefined && Number(digits) <= count ? Number(digits) - 1 : undefined
}

function refuse(choice: string, rule: "form" | "question" | "answer" | "twice" | "ambiguous"): never {
  throw new UrneError("choice-unknown", { choice, rule })
}
