import { describe, expect, test } from "vitest"
import type { Question } from "../../src/belenios/question.ts"
import type { UrneError } from "../../src/core/error.ts"
import { parseChoices } from "../../src/urn/choices.ts"

const question = (text: string, answers: readonly string[], blank = true): Question => ({
  ...{ kind: "homomorphic", question: text, answers, blank, min: 1, max: 1 },
})
const numbers = question("Combien ?", ["3", "2", "1", "12"])
const names = question("Qui ?", ["Blanc", "Noir"])
const plain = question("Où ?", ["Paris", "Lyon"])

const chosen = (questions: readonly Question[], ...texts: readonly string[]) => parseChoices(questions, texts)
function refusal(questions: readonly Question[], text: string): unknown {
  try {
    parseChoices(questions, [text])
  } catch (error) {
    const { code, params } = error as UrneError<"choice-unknown">
    return [code, params.rule]
  }
  return "accepted"
}

describe("an answer whose name is a number", () => {
  test.each(["1=3", "1=1"])("is not guessed at: %s", (text) => {
    expect(refusal([numbers], text)).toEqual(["choice-unknown", "ambiguous"])
  })
  test("is accepted if number and name agree, or if no answer has that number", () => {
    expect(chosen([numbers], "1=2")).toEqual([[0, 1, 0, 0]])
    expect(chosen([numbers], "1=12")).toEqual([[0, 0, 0, 1]])
    expect(chosen([numbers], "1=4")).toEqual([[0, 0, 0, 1]])
  })
  test("can be given by its number with a #", () => {
    expect(chosen([numbers], "1=#1")).toEqual([[1, 0, 0, 0]])
    expect(chosen([numbers], "#1=#3")).toEqual([[0, 0, 1, 0]])
    expect(refusal([numbers], "1=#5")).toEqual(["choice-unknown", "answer"])
    expect(refusal([numbers], "1=#0")).toEqual(["choice-unknown", "answer"])
  })
})

describe("a candidate with the name of a blank vote", () => {
  test.each(["1=blanc", "1=Blanc", "1=BLANC", "1=blank"])("is not guessed at: %s", (text) => {
    expect(refusal([names], text)).toEqual(["choice-unknown", "ambiguous"])
  })
  test("can be given by number", () => {
    expect(chosen([names], "1=1")).toEqual([[1, 0]])
    expect(chosen([names], "1=#1")).toEqual([[1, 0]])
  })
  test("is accepted by name if no blank vote is possible", () => {
    expect(chosen([question("Qui ?", ["Blanc", "Noir"], false)], "1=Blanc")).toEqual([[1, 0]])
  })
})

test("a question with the name of another's number is not guessed at", () => {
  const questions = [question("2", ["a", "b"]), question("1", ["c", "d"])]
  expect(refusal(questions, "1=a")).toEqual(["choice-unknown", "ambiguous"])
  expect(chosen(questions, "#1=a", "#2=d")).toEqual([
    [1, 0],
    [0, 1],
  ])
})

describe("answers that people may confuse:", () => {
  const versions = question("Quelle version ?", ["2.0", "2", "02"])
  test("a number with a leading zero is another answer than the number", () => {
    expect(chosen([versions], "1=02")).toEqual([[0, 0, 1]])
    expect(chosen([versions], "1=2.0")).toEqual([[1, 0, 0]])
    expect(chosen([versions], "1=2")).toEqual([[0, 1, 0]])
  })
  test("an answer with the name of another's number is not guessed at, whatever its place", () => {
    expect(refusal([question("Qui ?", ["Liste 2", "Liste 1", "1"])], "1=1")).toEqual(["choice-unknown", "ambiguous"])
    expect(chosen([question("Qui ?", ["Liste 2", "Liste 1", "1"])], "1=Liste 1")).toEqual([[0, 1, 0]])
  })
  test("a candidate called White counts as a blank vote where blank votes are called blank", () => {
    expect(chosen([question("Qui ?", ["White", "Noir"])], "1=White")).toEqual([[1, 0]])
  })
})

test("every other answer is accepted as before", () => {
  expect(chosen([plain], "1=2")).toEqual([[0, 1]])
  expect(chosen([plain], "Où ?=Paris")).toEqual([[1, 0]])
  expect(chosen([plain], "1=blank")).toEqual(["blank"])
  expect(chosen([plain], "1=Blanc")).toEqual(["blank"])
  expect(refusal([plain], "1=Rome")).toEqual(["choice-unknown", "answer"])
  expect(refusal([plain], "3=Paris")).toEqual(["choice-unknown", "question"])
  expect(refusal([plain], "Paris")).toEqual(["choice-unknown", "form"])
})
