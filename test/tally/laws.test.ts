import fc from "fast-check"
import { expect, test } from "vitest"
import { makeElection } from "../../src/belenios/election.ts"
import { encodePoint, generator, multiplyPublic, scalar } from "../../src/belenios/group.ts"
import { balanceOf, questionResults } from "../../src/tally/result.ts"
import { sumMaker } from "../../src/workers/sum-ballots.ts"

const question = { question: "Who?", answers: ["Ada", "Bo"], blank: true, min: 1, max: 1 }
const election = makeElection({
  description: "",
  name: "Board",
  publicKey: multiplyPublic(generator, scalar(5n)),
  questions: [question],
  uuid: "9xDrMnXn4cUuGk",
})
const point = (n: number) => encodePoint(multiplyPublic(generator, scalar(BigInt(n + 1))))

test("ballots have one sum, however they are divided and in whatever order they come", () => {
  const part = fc.record({
    points: fc.array(fc.nat(1000), { minLength: 6, maxLength: 6 }),
    ballots: fc.nat(9),
    weight: fc.nat(99),
  })
  const parts = fc
    .array(part, { maxLength: 5 })
    .chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length })),
    )
  fc.assert(
    fc.property(parts, ([all, shuffled]) => {
      const [one, other] = [all, shuffled].map((order) => {
        const sum = sumMaker(election)
        for (const { points, ballots, weight } of order) {
          const row = [0, 2, 4].map((i) => ({ alpha: point(points[i] ?? 0), beta: point(points[i + 1] ?? 0) }))
          sum.add({ sum: [row], ballots, weight: BigInt(weight) })
        }
        return sum.result()
      })
      expect(one).toEqual(other)
      expect(one?.sum[0]?.[0]?.alpha).toBe(
        encodePoint(
          multiplyPublic(generator, scalar(all.reduce((n, { points }) => n + BigInt(points[0] ?? 0) + 1n, 0n))),
        ),
      )
    }),
    { numRuns: 20 },
  )
})

const figuresOf = (votes: readonly bigint[]) => {
  const weight = votes.reduce((sum, each) => sum + each, 0n)
  return { voters: 9, accepted: 11, replaced: 2, counted: 9, weightOfVoters: weight, weight }
}
const someVotes = fc.tuple(fc.bigInt(0n, 10n ** 11n), fc.bigInt(0n, 10n ** 11n), fc.bigInt(0n, 10n ** 11n))

test("the percentages of a choice are of the valid votes, and add up to a hundred except for rounding", () => {
  fc.assert(
    fc.property(someVotes, (votes) => {
      const { weight } = figuresOf(votes)
      const [result] = questionResults([question], [votes], weight)
      const shares = result?.answers.map(({ share }) => share) ?? []
      expect(result?.valid).toBe(votes[1] + votes[2])
      if (result?.valid === 0n) expect(shares).toEqual([null, null])
      else
        expect(Math.abs(shares.reduce<number>((sum, share) => sum + (share ?? 0), 0) - 10_000)).toBeLessThanOrEqual(1)
    }),
  )
})

test("an honest count balances, and one vote or ballot more or less does not", () => {
  fc.assert(
    fc.property(someVotes, fc.constantFrom(1n, -1n), (votes, off) => {
      const figures = figuresOf(votes)
      const holds = (changed: Partial<typeof figures>, of: readonly bigint[] = votes) => {
        const all = { ...figures, ...changed }
        const balance = balanceOf(all, [question], questionResults([question], [of], all.weight))
        return balance.filter((each) => !each.holds).map(({ name }) => name)
      }
      expect(holds({})).toEqual([])
      expect(holds({ voters: 9 + Number(off) })).toEqual(["voters"])
      expect(holds({ replaced: 2 + Number(off) })).toEqual(["ballots"])
      expect(holds({ weightOfVoters: figures.weight + off })).toEqual(["weight"])
      expect(holds({}, [votes[0], votes[1] + off, votes[2]])).toEqual(["answers"])
    }),
  )
})
