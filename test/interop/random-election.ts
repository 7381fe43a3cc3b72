import type { Question } from "../../src/belenios/question.ts"
import { seededRandom } from "../support/seeded-random.ts"

/** Describes a small election of any shape whose votes are known. */
export interface RandomElection {
  readonly questions: readonly Question[]
  /** Each voter has a weight; all are 1 if the election has no weights. */
  readonly weights: readonly bigint[]
  readonly mandatory: number
  readonly threshold: { readonly needed: number; readonly holders: number } | undefined
  /** So many voters vote again. */
  readonly again: number
}

/** Draws a shape from a number, the same each time; one in four has weights, every third a threshold. */
export function randomElection(number: number): RandomElection {
  const bytes = seededRandom("random elections")(64, "shape", String(number))
  let at = 0
  const draw = (least: number, most: number) => least + ((bytes[at++] ?? 0) % (most - least + 1))
  const questions = Array.from({ length: draw(1, 3) }, (_, rank): Question => {
    const answers = draw(1, 4)
    const min = draw(0, answers)
    return {
      question: `Question ${rank + 1}, « é » \\ "?"`,
      answers: Array.from({ length: answers }, (_, answer) => `Answer ${answer + 1}`),
      blank: draw(0, 1) === 1,
      min,
      max: Math.max(1, draw(min, answers)),
    }
  })
  const weighted = number % 4 === 0
  const weights = Array.from({ length: draw(1, 6) }, () => (weighted ? BigInt(draw(1, 200)) ** BigInt(draw(1, 4)) : 1n))
  const shared = number % 3 === 0
  const holders = draw(3, 4)
  return {
    questions,
    weights,
    mandatory: draw(shared ? 0 : 1, 2),
    threshold: shared ? { needed: draw(2, holders - 1), holders } : undefined,
    again: draw(0, 1) * draw(0, weights.length),
  }
}
