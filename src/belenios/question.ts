/**
 * Homomorphic questions (Belenios specification, section 4.9.1), for which the voters who chose each answer are
 * counted.
 */
import type { Json } from "../core/json.ts"
import { boolean, elements, type Field, integer, members, string } from "./message.ts"

export interface Question {
  readonly question: string
  readonly answers: readonly string[]
  /** Whether a blank vote is allowed. It is then the first of the choices, and chooses no answer. */
  readonly blank: boolean
  /** How few and how many answers a vote that is not blank chooses. */
  readonly min: number
  readonly max: number
}

/** A question of a kind that is not counted here: `NonHomomorphic` (ranking, grading), `Lists`. */
export interface OtherQuestion {
  readonly type: string
}

export function isHomomorphic(question: Question | OtherQuestion): question is Question {
  return !("type" in question)
}

/** How many ciphertexts answer the question: one an answer, after one for the blank vote where that is allowed. */
export function choiceCount({ answers, blank }: Question): number {
  return answers.length + (blank ? 1 : 0)
}

/** How many ciphertexts a ballot has. */
export function ciphertextCount(questions: readonly Question[]): number {
  return questions.reduce((count, question) => count + choiceCount(question), 0)
}

export function questionJson({ question, answers, blank, min, max }: Question): Json {
  return { answers, ...(blank ? { blank } : {}), min, max, question }
}

/** @throws MessageFault */
export function readQuestion(field: Field): Question | OtherQuestion {
  if (typeof field.value === "object" && field.value !== null && "type" in field.value) {
    const { type, value } = members(field, ["type", "value"], ["extra"])
    // Belenios writes a homomorphic question in this form when it carries a hint for its display.
    return string(type) === "Homomorphic" ? readHomomorphic(value) : { type: string(type) }
  }
  return readHomomorphic(field)
}

function readHomomorphic(field: Field): Question {
  const { question, answers, blank, min, max } = members(field, ["answers", "min", "max", "question"], ["blank"])
  return {
    question: string(question),
    answers: elements(answers).map(string),
    blank: blank !== undefined && boolean(blank),
    min: integer(min, 0),
    max: integer(max, 0),
  }
}
