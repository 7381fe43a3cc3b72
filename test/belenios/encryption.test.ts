import * as fc from "fast-check"
import { describe, expect, test } from "vitest"
import { type Choice, choiceFindings } from "../../src/belenios/choice.ts"
import type { VotingKey } from "../../src/belenios/credential.ts"
import { encryptBallot } from "../../src/belenios/encryption.ts"
import { multiplySecret, subtract } from "../../src/belenios/group.ts"
import { logarithmUpTo } from "../../src/belenios/logarithm.ts"
import type { Question } from "../../src/belenios/question.ts"
import { encryptedTallyBody, makeTally, parseEncryptedTally } from "../../src/belenios/tally.ts"
import type { Random } from "../../src/core/world.ts"
import { right } from "../support/ceremony.ts"
import { listedBallot } from "../support/listed-ballot.ts"
import { seededRandom } from "../support/seeded-random.ts"
import { questions, smallElection, type SmallElection } from "../support/small-election.ts"

const random = seededRandom("encryption")
const asked: readonly Question[] = [questions.chair, questions.council, questions.report]
const small = smallElection(random, asked, 2)
const [voter] = small.voters as [VotingKey, VotingKey]

/** Lists every choice that a question allows. */
function allowed(question: Question): readonly Choice[] {
  const all = Array.from({ length: 2 ** question.answers.length }, (_, bits) =>
    question.answers.map((_, index) => (bits >> index) & 1),
  )
  return [...all, "blank" as const].filter((choice) => choiceFindings([question], [choice], "").length === 0)
}

/** Decrypts one ballot alone, which no trustee of a real election does. */
function choicesIn(
  { election, engine, key }: SmallElection,
  body: Uint8Array,
): readonly (readonly (bigint | undefined)[])[] {
  const ballot = right(listedBallot(election, engine, body, () => true, "ballot"))
  const sum = makeTally(engine, election.questions)
  sum.add(ballot, 1n)
  const tally = right(parseEncryptedTally(election.questions, encryptedTallyBody(sum.result().encryptedTally), "tally"))
  const logarithm = logarithmUpTo(1n)
  return tally.map((row) => row.map(({ alpha, beta }) => logarithm(subtract(beta, multiplySecret(alpha, key.secret)))))
}

describe("a ballot", () => {
  test("passes every check and holds what was chosen, whatever is chosen", () => {
    const choices = fc.tuple(...asked.map((question) => fc.constantFrom(...allowed(question))))
    fc.assert(
      fc.property(choices, fc.string(), (chosen, seed) => {
        const body = encryptBallot(seededRandom(seed), small.election, voter, chosen)
        expect(choicesIn(small, body)).toEqual(
          asked.map(({ answers, blank }, index) => {
            const choice = chosen[index] ?? []
            const values = answers.map((_, rank) => BigInt(choice === "blank" ? 0 : (choice[rank] ?? 0)))
            return blank ? [choice === "blank" ? 1n : 0n, ...values] : values
          }),
        )
      }),
      { numRuns: 12 },
    )
  })

  test.each([
    { min: 0, max: 0 },
    { min: 0, max: 3 },
    { min: 3, max: 3 },
    { min: 2, max: 3 },
    { min: 0, max: 1 },
  ])("passes with bounds from $min to $max, with a blank vote and without", ({ min, max }) => {
    for (const blank of [false, true]) {
      const question = { ...questions.council, blank, min, max }
      const one = smallElection(random, [question], 1)
      for (const choice of allowed(question).slice(-3)) {
        const body = encryptBallot(random, one.election, voter, [choice])
        expect(listedBallot(one.election, one.engine, body, () => true, "ballot").findings).toEqual([])
      }
    }
  })

  test("is the same for the same draws, and shares no number with another", () => {
    const make = (seed: string, choice: Choice) =>
      Buffer.from(encryptBallot(seededRandom(seed), small.election, voter, [choice, [0, 0, 0], [0]])).toString()
    expect(make("a", "blank")).toBe(make("a", "blank"))
    const numbers = (ballot: string) => ballot.match(/"[0-9]{60,}"/g) ?? []
    const [one, two, three] = [make("a", [1, 0]), make("a", [0, 1]), make("b", [1, 0])].map(numbers)
    expect(one).toHaveLength(48)
    // Two votes use one replayed source. Each draw is bound to the vote, so nothing repeats.
    expect(new Set([...(one ?? []), ...(two ?? []), ...(three ?? [])]).size).toBe(3 * 48)
  })

  test("draws each number for a purpose and message of its own", () => {
    const drawn: string[] = []
    const recording: Random = (length, purpose, message = "") => {
      drawn.push(`${purpose}|${String(message)}`)
      return random(length, purpose, message)
    }
    encryptBallot(recording, small.election, voter, ["blank", [1, 1, 0], [1]])
    expect(new Set(drawn).size).toBe(drawn.length)
    expect(drawn.length).toBeGreaterThan(70)
  })

  test("makes as many draws whatever is chosen", () => {
    const count = (choice: Choice) => {
      let draws = 0
      const counting: Random = (length, purpose, message) => {
        draws += 1
        return random(length, purpose, message)
      }
      encryptBallot(counting, small.election, voter, [choice, [0, 0, 0], [0]])
      return draws
    }
    expect(count("blank")).toBe(count([0, 1]))
  })
})

describe("choices", () => {
  const cases: readonly (readonly [string, readonly Choice[], readonly object[]])[] = [
    ["for too few questions", [[1, 0]], [{ code: "CHOICE_COUNT", params: { questions: 1, wanted: 3 } }]],
    [
      "with too few answers",
      [[1], [0, 0, 0], [0]],
      [{ code: "CHOICE_LENGTH", params: { question: 1, answers: 1, wanted: 2 } }],
    ],
    ["that count twice", [[2, -1], [0, 0, 0], [0]], [{ code: "CHOICE_VALUE", params: { question: 1 } }]],
    ["that count half", [[0.5, 0.5], [0, 0, 0], [0]], [{ code: "CHOICE_VALUE", params: { question: 1 } }]],
    ["that are blank where none may be", [[1, 0], "blank", [0]], [{ code: "CHOICE_BLANK", params: { question: 2 } }]],
    [
      "that are too few and too many",
      [[0, 0], [1, 1, 1], [0]],
      [
        { code: "CHOICE_BOUNDS", params: { question: 1, chosen: 0, min: 1, max: 1 } },
        { code: "CHOICE_BOUNDS", params: { question: 2, chosen: 3, min: 0, max: 2 } },
      ],
    ],
  ]
  test.each(cases)("%s are reported, and make no ballot", (_, choices, expected) => {
    expect(choiceFindings(asked, choices, "choices")).toMatchObject(expected)
    expect(() => encryptBallot(random, small.election, voter, choices)).toThrow(RangeError)
  })

  test("a ballot has the credential of its voter", () => {
    const body = encryptBallot(random, small.election, voter, ["blank", [0, 0, 0], [0]])
    expect(right(listedBallot(small.election, small.engine, body, () => true, "")).credential).toBe(
      voter.publicCredential,
    )
  })
})
