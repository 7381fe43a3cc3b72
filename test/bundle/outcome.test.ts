import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { type Outcome, outcomeJson, outcomeOf } from "../../src/bundle/outcome.ts"
import type { MajorityRule } from "../../src/core/majority.ts"

const absolute: MajorityRule = { majority: "absolute", of: "valid", seats: 1, quorum: null, secondRound: null }
const relative: MajorityRule = { ...absolute, majority: "relative" }
const names = ["Ada", "Bo", "Cy", "Di", "Ed"]

/**
 * Returns what `outcome` makes of votes for Ada, Bo, Cy …; each ballot has one answer or is blank, unless `cast`
 * differs.
 */
function outcome(
  rule: MajorityRule,
  votes: readonly number[],
  {
    blank = 0,
    cast,
    voted = 0,
    registered = 0,
  }: Partial<Record<"blank" | "cast" | "voted" | "registered", number>> = {},
): Outcome {
  const all = cast ?? votes.reduce((sum, one) => sum + one, blank)
  const counted = { answers: names.slice(0, votes.length), votes: votes.map(BigInt) }
  return outcomeOf(rule, { ...counted, cast: BigInt(all), blank: BigInt(blank) }, { registered, voted })
}

type Wanted = Partial<Pick<Outcome, "elected" | "tie" | "vacant" | "secondRound" | "needed">>
const nobody: Wanted = { elected: [], tie: null, vacant: 1, secondRound: null }
const ada: Wanted = { elected: ["Ada"], tie: null, vacant: 0, secondRound: null }
const two = { ...absolute, secondRound: 2 }

describe("one seat", () => {
  const cases: readonly (readonly [string, MajorityRule, readonly number[], number, Wanted])[] = [
    ["exactly half is no majority", absolute, [50, 30, 20], 0, { ...nobody, needed: 51n }],
    ["half and one vote is one", absolute, [51, 30, 20], 0, { ...ada, needed: 51n }],
    ["of an odd total, the larger half is one", absolute, [51, 50], 0, { ...ada, needed: 51n }],
    ["of an odd total, the smaller half is none", absolute, [50, 50, 1], 0, { ...nobody, needed: 51n }],
    ["blank ballots are no valid votes", absolute, [51, 49], 40, { ...ada, needed: 51n }],
    ["they count where the rule takes all votes", { ...absolute, of: "cast" }, [51, 49], 2, { ...nobody, needed: 52n }],
    ["and may still be too few", { ...absolute, of: "cast" }, [51, 49], 1, { ...ada, needed: 51n }],
    ["one vote alone is a majority", absolute, [1, 0], 9, { ...ada, needed: 1n }],
    ["no vote elects nobody", absolute, [0, 0], 0, { ...nobody, needed: 1n }],
    ["nor do blank ones", two, [0, 0], 7, { ...nobody, needed: 1n }],
    ["nor under the relative majority", relative, [0, 0, 0], 3, { ...nobody, needed: null }],
    ["the most votes are a relative majority", relative, [34, 33, 33], 0, { ...ada, needed: null }],
    [
      "a tie for it is named",
      relative,
      [20, 40, 40],
      0,
      { elected: [], tie: { places: 1, answers: ["Bo", "Cy"] }, vacant: 0, secondRound: null },
    ],
    ["a tie below it is nothing", relative, [40, 30, 30], 0, ada],
    ["no second round where somebody is elected", two, [51, 49], 0, ada],
    [
      "a second round between the first two, by votes",
      two,
      [30, 20, 50],
      0,
      { ...nobody, secondRound: { answers: ["Cy", "Ada"], tie: null } },
    ],
    ["halves meet again", two, [50, 50], 0, { ...nobody, secondRound: { answers: ["Ada", "Bo"], tie: null } }],
    [
      "a tie for the second place of it is named",
      two,
      [40, 30, 30],
      0,
      { ...nobody, secondRound: { answers: ["Ada"], tie: { places: 1, answers: ["Bo", "Cy"] } } },
    ],
    [
      "so is one for both places",
      two,
      [30, 30, 30, 10],
      0,
      { ...nobody, secondRound: { answers: [], tie: { places: 2, answers: ["Ada", "Bo", "Cy"] } } },
    ],
    [
      "a tie for the first place of it is nothing",
      two,
      [40, 40, 20],
      0,
      { ...nobody, secondRound: { answers: ["Ada", "Bo"], tie: null } },
    ],
    [
      "whoever has no vote is not in it",
      { ...two, of: "cast" },
      [5, 0, 0],
      5,
      { ...nobody, secondRound: { answers: ["Ada"], tie: null } },
    ],
    [
      "three may go to it",
      { ...absolute, secondRound: 3 },
      [40, 30, 20, 10],
      0,
      { ...nobody, secondRound: { answers: ["Ada", "Bo", "Cy"], tie: null } },
    ],
  ]
  test.each(cases)("%s", (_, rule, votes, blank, wanted) => {
    expect(outcome(rule, votes, { blank })).toMatchObject(wanted)
  })

  test("weights beyond 2^53 are compared to the last vote", () => {
    const half = 2n ** 60n
    const of = (ada: bigint, bo: bigint) =>
      outcomeOf(
        absolute,
        { answers: ["Ada", "Bo"], votes: [ada, bo], cast: ada + bo, blank: 0n },
        { registered: 9, voted: 2 },
      )
    expect(of(half, half)).toMatchObject({ elected: [], needed: half + 1n })
    expect(of(half + 1n, half)).toMatchObject({ elected: ["Ada"], needed: half + 1n })
    expect(of(half + 1n, half + 2n)).toMatchObject({ elected: ["Bo"], needed: half + 2n })
    expect(
      outcomeOf(
        relative,
        { answers: ["Ada", "Bo"], votes: [half, half + 1n], cast: 2n * half + 1n, blank: 0n },
        { registered: 9, voted: 2 },
      ).elected,
    ).toEqual(["Bo"])
  })
})

describe("several seats", () => {
  const cases: readonly (readonly [string, MajorityRule, readonly number[], number, Wanted])[] = [
    [
      "go to the first by votes",
      { ...relative, seats: 2 },
      [10, 30, 20],
      40,
      { elected: ["Bo", "Cy"], tie: null, vacant: 0 },
    ],
    [
      "under the absolute majority to those alone that have it",
      { ...absolute, seats: 3 },
      [60, 51, 50, 20],
      100,
      { elected: ["Ada", "Bo"], tie: null, vacant: 1, secondRound: null, needed: 51n },
    ],
    [
      "and to no more than there are seats for, whoever has it",
      { ...absolute, seats: 2 },
      [90, 80, 70],
      100,
      { elected: ["Ada", "Bo"], tie: null, vacant: 0 },
    ],
    [
      "a tie for the last seat is named, and takes no seat from those above it",
      { ...absolute, seats: 2 },
      [90, 80, 80, 10],
      100,
      { elected: ["Ada"], tie: { places: 1, answers: ["Bo", "Cy"] }, vacant: 0, secondRound: null },
    ],
    [
      "a tie for several seats is named with their number",
      { ...relative, seats: 3 },
      [90, 80, 80, 80],
      100,
      { elected: ["Ada"], tie: { places: 2, answers: ["Bo", "Cy", "Di"] }, vacant: 0 },
    ],
    [
      "equal votes that all get a seat are no tie",
      { ...relative, seats: 3 },
      [90, 80, 80, 10],
      100,
      { elected: ["Ada", "Bo", "Cy"], tie: null },
    ],
    [
      "fewer answers with a vote than seats leave some vacant",
      { ...relative, seats: 3 },
      [5, 0, 3],
      5,
      { elected: ["Ada", "Cy"], tie: null, vacant: 1, secondRound: null },
    ],
    [
      "those who are elected are not in the second round",
      { ...absolute, seats: 2, secondRound: 3 },
      [60, 40, 30, 20, 10],
      100,
      { elected: ["Ada"], vacant: 1, secondRound: { answers: ["Bo", "Cy", "Di"], tie: null } },
    ],
    [
      "a tie with the majority for the last seat leaves no second round",
      { ...absolute, seats: 1, secondRound: 2 },
      [60, 60, 10],
      100,
      { elected: [], tie: { places: 1, answers: ["Ada", "Bo"] }, vacant: 0, secondRound: null },
    ],
  ]
  test.each(cases)("%s", (_, rule, votes, cast, wanted) => {
    expect(outcome(rule, votes, { cast })).toMatchObject(wanted)
  })
})

describe("the turnout quorum", () => {
  const quarter = { ...relative, quorum: { numerator: 25, denominator: 100 } }
  const third = { ...relative, quorum: { numerator: 1, denominator: 3 } }
  const all = { ...relative, quorum: { numerator: 1, denominator: 1 } }

  test.each([
    ["is reached by exactly as many as are needed", quarter, 25, 100, 25, true],
    ["is not reached by one less", quarter, 24, 100, 25, false],
    ["counts a part of a member as a member", quarter, 25, 101, 26, false],
    ["is reached by as many as are needed with that part", quarter, 26, 101, 26, true],
    ["can be exactly a third", third, 100_000_000, 300_000_000, 100_000_000, true],
    ["is above a third by the smallest part, too", third, 100_000_000, 300_000_001, 100_000_001, false],
    ["is reached by all members where it is all of them", all, 9, 9, 9, true],
    ["is not reached by all but one of them", all, 8, 9, 9, false],
  ])("%s", (_, rule, voted, registered, needed, reached) => {
    const found = outcome(rule, [6, 2], { voted, registered })
    expect(found.quorum).toEqual({ registered, needed, voted, reached })
    expect(found).toMatchObject(reached ? ada : nobody)
  })

  test("suppresses tie and second round if it is not reached", () => {
    const rule = { ...two, seats: 1, quorum: { numerator: 1, denominator: 2 } }
    expect(outcome(rule, [5, 5, 5], { voted: 15, registered: 31 })).toMatchObject(nobody)
    expect(outcome(rule, [5, 4], { voted: 15, registered: 30 }).secondRound).toBeNull()
    expect(outcome(rule, [5, 4], { voted: 15, registered: 30 }).elected).toEqual(["Ada"])
  })

  test("is a share of the members, whatever their votes weigh", () => {
    expect(outcome(quarter, [6_000_000, 2], { voted: 24, registered: 100 }).elected).toEqual([])
  })
})

test("law: a second computation, answer by answer, gives the same outcome", () => {
  const votes = fc.array(fc.oneof(fc.bigInt(0n, 6n), fc.bigInt(0n, 2n ** 80n)), { minLength: 1, maxLength: 7 })
  const rules = fc.record({
    majority: fc.constantFrom("absolute" as const, "relative" as const),
    of: fc.constantFrom("valid" as const, "cast" as const),
    seats: fc.integer({ min: 1, max: 4 }),
    quorum: fc.option(fc.constantFrom({ numerator: 1, denominator: 3 }, { numerator: 50, denominator: 100 })),
    secondRound: fc.option(fc.integer({ min: 2, max: 5 })),
  })
  const settings = fc.record({
    rule: rules,
    votes,
    blank: fc.bigInt(0n, 8n),
    empty: fc.bigInt(0n, 8n),
    voted: fc.nat(40),
    registered: fc.nat(100),
  })
  fc.assert(
    fc.property(settings, ({ rule, votes, blank, empty, voted, registered }) => {
      const answers = votes.map((_, index) => `Answer ${index}`)
      const cast = votes.reduce((sum, one) => sum + one, blank + empty)
      const found = outcomeOf(rule, { answers, votes, cast, blank }, { registered, voted })
      const votesOf = (answer: string) => votes[answers.indexOf(answer)] ?? 0n
      /**
       * Finds who is surely among the first so many, and who may be, by counting who has more votes and who as many.
       */
      const among = (these: readonly string[], places: number) => {
        const above = (answer: string) => these.filter((other) => votesOf(other) > votesOf(answer)).length
        const level = (answer: string) => these.filter((other) => votesOf(other) === votesOf(answer)).length
        const sure = these.filter((answer) => above(answer) + level(answer) <= places)
        const maybe = these.filter((answer) => above(answer) < places && !sure.includes(answer))
        return { sure: new Set(sure), maybe: new Set(maybe), open: maybe.length === 0 ? 0 : places - sure.length }
      }
      const isQuorate = rule.quorum === null || voted * rule.quorum.denominator >= rule.quorum.numerator * registered
      const half = rule.of === "valid" ? cast - blank : cast
      const standing = isQuorate ? answers.filter((answer) => votesOf(answer) > 0n) : []
      const seated = among(
        standing.filter((answer) => rule.majority === "relative" || 2n * votesOf(answer) > half),
        rule.seats,
      )
      expect(new Set(found.elected)).toEqual(seated.sure)
      expect(new Set(found.tie?.answers)).toEqual(seated.maybe)
      expect(found.tie?.places ?? 0).toBe(seated.open)
      expect(found.vacant).toBe(seated.maybe.size > 0 ? 0 : rule.seats - seated.sure.size)
      const others = standing.filter((answer) => !seated.sure.has(answer))
      const next = among(found.vacant > 0 ? others : [], rule.secondRound ?? 0)
      expect(new Set(found.secondRound?.answers)).toEqual(next.sure)
      expect(new Set(found.secondRound?.tie?.answers)).toEqual(next.maybe)
      expect(found.secondRound?.tie?.places ?? 0).toBe(next.open)
      if (found.needed !== null)
        expect([2n * found.needed > half, 2n * (found.needed - 1n) > half]).toEqual([true, false])
    }),
    { numRuns: 500 },
  )
})

test("an outcome is written with its fields in a fixed order, and votes as text", () => {
  const rule = { ...two, quorum: { numerator: 1, denominator: 2 } }
  expect(JSON.stringify(outcomeJson(outcome(rule, [40, 30, 30], { voted: 100, registered: 200 })))).toBe(
    '{"majority":"absolute","of":"valid","seats":1,"needed":"51",' +
      '"quorum":{"registered":200,"needed":100,"voted":100,"reached":true},"elected":[],"tie":null,"vacant":1,' +
      '"secondRound":{"answers":["Ada"],"tie":{"places":1,"answers":["Bo","Cy"]}}}',
  )
  expect(JSON.stringify(outcomeJson(outcome({ ...relative, seats: 2 }, [4, 4, 4])))).toBe(
    '{"majority":"relative","of":"valid","seats":2,"needed":null,"quorum":null,"elected":[],' +
      '"tie":{"places":2,"answers":["Ada","Bo","Cy"]},"vacant":0,"secondRound":null}',
  )
})
