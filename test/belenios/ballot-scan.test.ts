import * as fc from "fast-check"
import { describe, expect, test } from "vitest"
import { openBallot, openedBallot, scanBallot } from "../../src/belenios/ballot-scan.ts"
import { type Ballot, parseBallot } from "../../src/belenios/ballot.ts"
import type { VotingKey } from "../../src/belenios/credential.ts"
import { encryptBallot } from "../../src/belenios/encryption.ts"
import { q } from "../../src/belenios/group.ts"
import { utf8, utf8Text } from "../../src/core/bytes.ts"
import { right } from "../support/ceremony.ts"
import { seededRandom } from "../support/seeded-random.ts"
import { questions, smallElection } from "../support/small-election.ts"

const random = seededRandom("scan")
const { election, voters } = smallElection(random, [questions.chair, questions.council, questions.report], 2)
const bodies = voters.map((voter: VotingKey) => encryptBallot(random, election, voter, [[1, 0], [1, 0, 1], [1]]))
const [body = new Uint8Array()] = bodies
const text = utf8Text(body) ?? ""

/**
 * Compares what both readers make of the same bytes: the scan accepts nothing that the parser refuses, and reads the
 * rest alike.
 */
function compare(bytes: Uint8Array): "scanned" | "parsed" | "refused" {
  const scanned = scanBallot(election, bytes)
  const { value } = parseBallot(election, bytes, "")
  if (scanned !== undefined) {
    expect(value).toBeDefined()
    expect(scanned).toEqual(openedBallot(value as Ballot))
    return "scanned"
  }
  return value === undefined ? "refused" : "parsed"
}

test("the scan makes of a ballot what the parser makes of it", () => {
  expect(bodies.map(compare)).toEqual(["scanned", "scanned"])
})

test("whichever byte is changed, the scan accepts no ballot that the parser refuses", () => {
  const seen = new Set<string>()
  // One bit is changed in each byte of the frame, and in every seventh byte of the many numbers and points.
  for (let at = 0; at < body.length; at += at < 300 || at > body.length - 300 ? 1 : 7) {
    const bytes = Uint8Array.from(body)
    bytes[at] = (bytes[at] ?? 0) ^ (1 << (at % 8))
    seen.add(compare(bytes))
    seen.add(compare(body.slice(0, at)))
  }
  expect(seen).toEqual(new Set(["scanned", "parsed", "refused"]))
})

test("the scan accepts no bytes that the parser refuses after some are left out, inserted or doubled", () => {
  const place = fc.nat({ max: body.length })
  fc.assert(
    fc.property(place, place, fc.string({ unit: "grapheme-ascii", maxLength: 3 }), (from, to, between) => {
      const changed = utf8(text.slice(0, from) + between + text.slice(to))
      compare(changed)
      if (from < to) compare(utf8(text.slice(0, to) + between + text.slice(from)))
    }),
    { numRuns: 300 },
  )
})

describe("numbers", () => {
  const stated = `"${right(parseBallot(election, body, "")).signature.proof.challenge}"`
  const powers = Array.from({ length: 76 }, (_, digits) => 10n ** BigInt(digits))
  const below = [0n, 1n, 9n, 10n, 2n ** 24n - 1n, 2n ** 24n, 2n ** 248n - 1n, 2n ** 252n, q - 2n, q - 1n, ...powers]

  test.each([...below, ...powers.map((power) => power - 1n)].map(String))("below q are read: %s", (number) => {
    expect(compare(utf8(text.replace(stated, `"${number}"`)))).toBe("scanned")
  })

  const others = [q, q + 1n, 2n ** 253n, 10n ** 76n - 1n, 10n ** 76n, 10n ** 100n].map(String)
  test.each([...others, "", "00", "01", "-1", "+1", " 1", "1 ", "1.0", "1e3", "0x1", "١"])(
    "'%s' is not a number",
    (number) => {
      expect(compare(utf8(text.replace(stated, `"${number}"`)))).toBe("refused")
    },
  )

  test("of any size are read alike by both", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 254n }), (number) => {
        expect(compare(utf8(text.replace(stated, `"${number}"`)))).toBe(number < q ? "scanned" : "refused")
      }),
      { numRuns: 300 },
    )
  })
})

test("the scan leaves invalid points and hashes to the checks that name them", () => {
  const upper = utf8(text.replace(/"alpha":"([0-9a-f]{64})"/, (_, point: string) => `"alpha":"${point.toUpperCase()}"`))
  expect(compare(upper)).toBe("parsed")
  expect(right(openBallot(election, upper, "")).unread).toEqual([1])
  expect(compare(utf8(text.replace(/"hash":"[^"]*"/, '"hash":"é"')))).toBe("parsed")
})
