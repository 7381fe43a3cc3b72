import * as fc from "fast-check"
import { describe, expect, test } from "vitest"
import type { OpenBallot } from "../../src/belenios/ballot-scan.ts"
import { encryptBallot } from "../../src/belenios/encryption.ts"
import { encodePoint, generator } from "../../src/belenios/group.ts"
import { parseResult, resultBody } from "../../src/belenios/result.ts"
import { encryptedTallyBody, makeTally, parseEncryptedTally, tallyFindings } from "../../src/belenios/tally.ts"
import { utf8, utf8Text } from "../../src/core/bytes.ts"
import { right } from "../support/ceremony.ts"
import { lastBallots } from "../support/last-ballots.ts"
import { listedBallot } from "../support/listed-ballot.ts"
import { seededRandom } from "../support/seeded-random.ts"
import { questions, smallElection } from "../support/small-election.ts"

const random = seededRandom("tally")
const { election, engine, voters } = smallElection(random, [questions.chair, questions.report], 4)
const ballots: readonly OpenBallot[] = voters.map((voter, index) => {
  const body = encryptBallot(random, election, voter, [index % 2 === 0 ? "blank" : [1, 0], [index % 2]])
  return right(listedBallot(election, engine, body, () => true, "ballot"))
})

function tallyOf(weighted: readonly (readonly [OpenBallot, bigint])[]) {
  const tally = makeTally(engine, election.questions)
  for (const [ballot, weight] of weighted) tally.add(ballot, weight)
  return tally.result()
}

describe("an encrypted tally", () => {
  const weighted = fc
    .tuple(
      ...ballots.map((ballot) => fc.bigInt({ min: 0n, max: 10n ** 10n }).map((weight) => [ballot, weight] as const)),
    )
    .chain((all) =>
      fc.shuffledSubarray(all).map((some) => ({ some, sorted: all.filter((each) => some.includes(each)) })),
    )

  test("does not depend on the order of the ballots", () => {
    fc.assert(
      fc.property(weighted, ({ some, sorted }) => {
        expect(tallyOf(some)).toEqual(tallyOf(sorted))
      }),
      { numRuns: 10 },
    )
  })

  test("counts a weight as that many ballots", () => {
    const [first] = ballots as [OpenBallot]
    const { encryptedTally, numTallied, totalWeight } = tallyOf([[first, 3n]])
    expect({ numTallied, totalWeight }).toEqual({ numTallied: 1, totalWeight: 3n })
    expect(encryptedTally).toEqual(tallyOf([1n, 1n, 1n].map((weight) => [first, weight])).encryptedTally)
  })

  test("of no ballot is the identity everywhere", () => {
    const { encryptedTally, numTallied } = tallyOf([])
    const zero = `${"0".repeat(63)}1`
    expect(numTallied).toBe(0)
    expect(encryptedTally).toEqual([Array(3).fill({ alpha: zero, beta: zero }), [{ alpha: zero, beta: zero }]])
    expect(parseEncryptedTally(election.questions, encryptedTallyBody(encryptedTally), "tally").findings).toEqual([])
  })

  const made = tallyOf(ballots.map((ballot) => [ballot, 1n])).encryptedTally
  const text = utf8Text(encryptedTallyBody(made)) ?? ""

  test("that differs from the ballots is reported", () => {
    const altered = text.replace(made[0]?.[1]?.beta ?? "", encodePoint(generator))
    const stated = right(parseEncryptedTally(election.questions, utf8(altered), "tally"))
    expect(tallyFindings(made, stated, "tally")).toEqual([
      { code: "TALLY_PRODUCT", at: "tally", params: { question: 1, choice: 2 } },
    ])
    expect(tallyFindings(made, right(parseEncryptedTally(election.questions, utf8(text), "tally")), "tally")).toEqual(
      [],
    )
  })

  test.each([
    ["another number of questions", text.replace(/^\[/, "[[],"), "length"],
    ["another number of choices", text.replace(/,\{[^}]*\}\]/, "]"), "length"],
    ["a space", text.replace(",", ", "), "canonical"],
    [
      "members in another order",
      text.replace(/"alpha":("[^"]*"),"beta":("[^"]*")/, '"beta":$2,"alpha":$1'),
      "canonical",
    ],
    ["a point of small order", text.replace(/[0-9a-f]{64}/, "0".repeat(64)), "point"],
    ["a point that is none", text.replace(/[0-9a-f]{64}/, "f".repeat(64)), "point"],
  ])("with %s is refused", (_, altered, rule) => {
    expect(altered).not.toBe(text)
    const { findings } = parseEncryptedTally(election.questions, utf8(altered), "tally")
    expect(findings).toMatchObject([{ code: "TALLY_FORM", params: { rule } }])
  })
})

describe("the ballots that count", () => {
  test("are the last of each credential, in the order of casting", () => {
    const cast = fc.array(fc.record({ credential: fc.constantFrom("a", "b", "c"), number: fc.nat() }))
    fc.assert(
      fc.property(cast, (all) => {
        const expected = all.filter(
          ({ credential }, index) => !all.slice(index + 1).some((later) => later.credential === credential),
        )
        expect(lastBallots(all)).toEqual(expected)
      }),
    )
  })
})

describe("a result", () => {
  const rows = fc.tuple(fc.tuple(votes(), votes(), votes()), fc.tuple(votes()))
  test("is read as it was written, with strings above 2^30 − 1", () => {
    fc.assert(
      fc.property(rows, (result) => {
        expect(parseResult(election.questions, resultBody(result), "result").value).toEqual(result)
      }),
    )
    const borders = [[0n, 1073741823n, 1073741824n], [100000000000n]]
    expect(utf8Text(resultBody(borders))).toBe('{"result":[[0,1073741823,"1073741824"],["100000000000"]]}')
  })

  test.each([
    ["a number above 2^30 − 1", '{"result":[[0,0,1073741824],[0]]}', "canonical"],
    ["a string below 2^30", '{"result":[[0,0,"7"],[0]]}', "canonical"],
    ["a negative number", '{"result":[[0,0,-1],[0]]}', "integer"],
    ["a leading zero", '{"result":[[0,0,"01"],[0]]}', "integer"],
    ["one choice too few", '{"result":[[0,0],[0]]}', "length"],
    ["one question too many", '{"result":[[0,0,0],[0],[0]]}', "length"],
    ["another member", '{"result":[[0,0,0],[0]],"a":1}', "unknown"],
  ])("with %s is refused", (_, text, rule) => {
    const { findings } = parseResult(election.questions, utf8(text), "result")
    expect(findings).toMatchObject([{ code: "RESULT_FORM", params: { rule } }])
  })

  function votes() {
    return fc.bigInt({ min: 0n, max: 10n ** 11n })
  }
})
