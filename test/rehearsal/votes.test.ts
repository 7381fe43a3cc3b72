import fc from "fast-check"
import { expect, test } from "vitest"
import { type Choice, choiceFindings } from "../../src/belenios/choice.ts"
import { drawChoices, drawElectors, isResultOf, plainCount, turnoutCount } from "../../src/rehearsal/votes.ts"
import { allVotes, planVoting } from "../../src/rehearsal/voting-plan.ts"
import { seededRandom } from "../support/seeded-random.ts"
import { questions } from "../support/small-election.ts"

const anyQuestion = fc
  .record({ answers: fc.integer({ min: 1, max: 6 }), blank: fc.boolean(), min: fc.nat(6), span: fc.nat(6) })
  .map(({ answers, blank, min, span }) => {
    const least = Math.min(min, answers)
    const names = Array.from({ length: answers }, (_, i) => `A${i}`)
    return { question: "?", answers: names, blank, min: least, max: Math.max(1, Math.min(answers, least + span)) }
  })

test("simulated voters choose what the questions allow", () => {
  fc.assert(
    fc.property(fc.array(anyQuestion, { minLength: 1, maxLength: 3 }), fc.string(), (asked, seed) => {
      expect(choiceFindings(asked, drawChoices(seededRandom(seed), asked, "1"), "")).toEqual([])
    }),
  )
})

test("a turnout is rounded to the nearest voter", () => {
  expect([turnoutCount(2000, 5800), turnoutCount(100, 5810), turnoutCount(3, 5000), turnoutCount(7, 10_000)]).toEqual([
    1160, 58, 2, 7,
  ])
})

const electors = Array.from({ length: 40 }, (_, i) => ({ code: `code ${i}`, weight: BigInt(1 + (i % 3)) }))

test("voters come in an order of their own", () => {
  const drawn = drawElectors(seededRandom("a"), electors, 40)
  expect(drawn).not.toEqual(electors)
  expect(new Set(drawn)).toEqual(new Set(electors))
  expect(drawElectors(seededRandom("a"), electors.toReversed(), 40)).toEqual(drawn)
})

test("the plain count weighs votes and uses the last of each code", () => {
  const vote = (code: string, weight: bigint, ...choices: Choice[]) => ({ code, weight, choices })
  const asked = [questions.chair, questions.council]
  const votes = [
    vote("a", 2n, [1, 0], [1, 0, 1]),
    vote("b", 1n, "blank", [0, 0, 0]),
    vote("c", 5n, [1, 0], [0, 1, 0]),
    vote("c", 5n, [0, 1], [0, 0, 1]),
  ]
  const count = [
    [1n, 2n, 5n],
    [2n, 0n, 7n],
  ]
  expect(plainCount(asked, votes)).toEqual(count)
  const resultOf = (rows: readonly (readonly bigint[])[]) => ({
    questions: [
      { blank: rows[0]![0]!, answers: rows[0]!.slice(1).map((n) => ({ answer: "", votes: n, share: null })) },
      { blank: null, answers: rows[1]!.map((n) => ({ answer: "", votes: n, share: null })) },
    ],
  })
  expect(isResultOf(asked, votes, resultOf(count))).toBe(true)
  expect(isResultOf(asked, votes, resultOf([[1n, 2n, 4n], count[1]!]))).toBe(false)
  expect(isResultOf(asked, votes, resultOf([count[0]!, [2n, 0n]]))).toBe(false)
})

test.each(["refused", "last-counts"] as const)(
  "a plan with revotes %s gives the urn only what it accepts",
  (revote) => {
    const definition = { questions: [questions.chair], channels: ["site", "office"], revote, grace: 30 }
    const plan = planVoting(seededRandom("plan"), definition, electors, { turnout: 9000, revotes: 800 })
    const codes = allVotes(plan).map(({ code }) => code)
    expect(new Set(codes).size).toBe(36)
    expect(codes.length > 36).toBe(revote === "last-counts")
    expect([plan.booth.length, plan.late === undefined, plan.batches.length]).toEqual([3, false, 4])
    // Each channel's batches are consecutive, and a code stays in its channel.
    const channelOf = new Map<string, string>()
    for (const channel of definition.channels) {
      const own = plan.batches.filter((batch) => batch.channel === channel)
      expect(own.map(({ number }) => number)).toEqual([1, 2])
      for (const { code } of own.flatMap(({ votes }) => votes)) {
        expect(channelOf.get(code) ?? channel).toBe(channel)
        channelOf.set(code, channel)
      }
    }
  },
)

test("as many voters of the channels vote again as are asked for", () => {
  const definition = { questions: [questions.chair], channels: ["site"], revote: "last-counts", grace: 0 } as const
  for (const [revotes, again] of [
    [0, 0],
    [800, 3],
    [3000, 11],
    [10_000, 36],
  ] as const) {
    const plan = planVoting(seededRandom("again"), definition, electors, { turnout: 10_000, revotes })
    const codes = plan.batches.flatMap(({ votes }) => votes.map(({ code }) => code))
    expect(codes.length - new Set(codes).size, String(revotes)).toBe(again)
  }
})

test("few voters need fewer batches, and an election without voters needs none", () => {
  const definition = { questions: [questions.chair], channels: ["site"], revote: "refused", grace: 0 } as const
  const few = planVoting(seededRandom("few"), definition, electors.slice(0, 2), { turnout: 10_000, revotes: 800 })
  expect([few.booth.length, few.batches.map(({ votes }) => votes.length), few.late]).toEqual([1, [1], undefined])
  expect(allVotes(planVoting(seededRandom("none"), definition, electors, { turnout: 0, revotes: 800 }))).toEqual([])
})
