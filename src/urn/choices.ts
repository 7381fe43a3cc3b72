/** Choices as scripts give them: `QUESTION=ANSWER`, each by its number or its text. */
import { UrneError } from "../core/error.ts"
import { type Choice } from "../belenios/choice.ts"
import { type Question } from "../belenios/question.ts"

/** What stands for a blank vote where no answer is called so. */
const blankWords = ["blank", "blanc"]

/**
 * One choice a question, from texts such as `1=2`, `Who should preside?=Hervé Mariton` or `1=blank`. Several answers to one
 * question are given one by one; a question without any is answered by none. Whether the questions allow what was chosen
 * is for `choiceFindings` to say.
 *
 * @throws UrneError `choice-unknown`
 */
export function parseChoices(questions: readonly Question[], texts: readonly string[]): readonly Choice[] {
  const chosen = questions.map(() => new Set<number | "blank">())
  for (const text of texts) {
    const { rank, answer } = splitChoice(questions, text)
    const value = answerOf(questions[rank] as Question, answer) ?? refuse(text, "answer")
    const answers = chosen[rank] as Set<number | "blank">
    if (answers.has(value)) refuse(text, "twice")
    if (answers.size > 0 && (value === "blank" || answers.has("blank"))) refuse(text, "answer")
    answers.add(value)
  }
  return questions.map(({ answers }, rank) =>
    chosen[rank]?.has("blank") ? "blank" : answers.map((_, index) => (chosen[rank]?.has(index) ? 1 : 0)),
  )
}

/** The answers that a choice names, for the voter to confirm; `undefined` for a blank vote. */
export function answersChosen(question: Question, choice: Choice): readonly string[] | undefined {
  return choice === "blank" ? undefined : question.answers.filter((_, index) => choice[index] === 1)
}

/** Texts may hold an equals sign: a question is recognised whole, before its number is thought of. */
function splitChoice(questions: readonly Question[], text: string): { readonly rank: number; readonly answer: string } {
  const named = questions.findIndex(({ question }) => text.startsWith(`${question}=`))
  if (named >= 0) return { rank: named, answer: text.slice((questions[named]?.question.length ?? 0) + 1) }
  const equals = text.indexOf("=")
  if (equals < 1) refuse(text, "form")
  const rank = rankOf(text.slice(0, equals), questions.length) ?? refuse(text, "question")
  return { rank, answer: text.slice(equals + 1) }
}

function answerOf({ answers, blank }: Question, text: string): number | "blank" | undefined {
  const named = answers.indexOf(text)
  if (named >= 0) return named
  if (blankWords.includes(text)) return blank ? "blank" : undefined
  return rankOf(text, answers.length)
}

/** A number from 1 to `count`, as an index. */
function rankOf(text: string, count: number): number | undefined {
  return /^[1-9]\d{0,3}$/.test(text) && Number(text) <= count ? Number(text) - 1 : undefined
}

function refuse(choice: string, rule: "form" | "question" | "answer" | "twice"): never {
  throw new UrneError("choice-unknown", { choice, rule })
}
