import { expect, test } from "vitest"
import { alphaAt, openBallot } from "../../src/belenios/ballot-scan.ts"
import { pointText } from "../../src/belenios/group.ts"
import { utf8, utf8Text } from "../../src/core/bytes.ts"
import { copyFinder } from "../../src/verify/ballots/copies.ts"
import { right } from "../support/ceremony.ts"
import { fixtureElection } from "../support/fixture-election.ts"

const { election, ballots } = fixtureElection("blank")
const [one = new Uint8Array(), other = new Uint8Array()] = ballots

function alphasOf(body: Uint8Array): readonly string[] {
  const { points } = right(openBallot(election, body, ""))
  const count = (points.length - 32) / 64
  return Array.from({ length: count }, (_, index) => pointText(points.subarray(alphaAt(index), alphaAt(index) + 32)))
}

const perBallot = alphasOf(one).length

/** Finds copies among ballots that have these fingerprints: one per ballot, and one per α. */
async function found(bodies: readonly Uint8Array[], ofBallots: readonly number[], ofAlphas: readonly number[]) {
  const readings: number[] = []
  const copies = copyFinder(election, async function* (wanted) {
    readings.push(wanted.size)
    for (const [index, ballot] of bodies.entries()) {
      if (wanted.has(index + 1)) yield await Promise.resolve({ height: index + 1, ballot })
    }
  })
  copies.add({
    ballots: BigUint64Array.from(ofBallots, BigInt),
    alphas: BigUint64Array.from(ofAlphas, BigInt),
    credentials: bodies.map(() => "a credential"),
  })
  const findings = []
  for await (const each of copies.findings()) findings.push(each)
  return { findings, readings }
}

const different = (count: number) => Array.from({ length: count }, (_, index) => index)

test("if all fingerprints differ, no ballot is read again", async () => {
  expect(await found([one, other], [1, 2], different(2 * perBallot))).toEqual({ findings: [], readings: [] })
})

test("two different ballots that share a fingerprint by chance are not reported as copies", async () => {
  const { findings, readings } = await found([one, other], [7, 7], different(2 * perBallot))
  expect(findings).toEqual([])
  expect(readings).toEqual([2])
})

test("two different ciphertexts that share a fingerprint by chance are not reported as copies, in one ballot or in two", async () => {
  expect((await found([one, other], [1, 2], different(2 * perBallot).with(perBallot, 0))).findings).toEqual([])
  expect((await found([one, other], [1, 2], different(2 * perBallot).with(1, 0))).findings).toEqual([])
})

test("a ballot that occurs twice is reported once, though its ciphertexts occur twice too", async () => {
  const alphas = [...different(perBallot), ...different(perBallot)]
  expect((await found([one, one], [7, 7], alphas)).findings).toEqual([
    { code: "BALLOT_REPLAYED", at: "archive#2", params: { height: 1 } },
  ])
})

test("two equal ballots are found behind a third that shares their fingerprint by chance", async () => {
  expect((await found([other, one, one], [7, 7, 7], different(3 * perBallot))).findings).toEqual([
    { code: "BALLOT_REPLAYED", at: "archive#3", params: { height: 2 } },
  ])
})

test("a ciphertext copied from another ballot is found, wherever it is in both", async () => {
  const [own = "", copied = ""] = [alphasOf(other)[1], alphasOf(one)[2]]
  const copy = utf8((utf8Text(other) ?? "").replace(own, copied))
  expect(alphasOf(copy)[1]).toBe(copied)
  const alphas = different(2 * perBallot).with(perBallot + 1, 2)
  expect((await found([one, copy], [1, 2], alphas)).findings).toEqual([
    { code: "BALLOT_COPIED", at: "archive#2", params: { ciphertext: 2 } },
  ])
  // The second reading decides, not the place of the equal fingerprint.
  expect((await found([one, other], [1, 2], alphas)).findings).toEqual([])
})

test("of very many candidates, the first thousand are looked at before the archive is read for more", async () => {
  const bodies = Array.from({ length: 1501 }, () => one)
  const { findings, readings } = await found(
    bodies,
    bodies.map(() => 7),
    different(1501 * perBallot),
  )
  expect(findings).toHaveLength(1500)
  expect(readings).toEqual([1001, 501])
})
