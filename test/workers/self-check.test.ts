import { expect, test } from "vitest"
import type { Engine } from "../../src/belenios/ballot-arithmetic.ts"
import { openBallot } from "../../src/belenios/ballot-scan.ts"
import { makeEngine } from "../../src/belenios/engine.ts"
import { pointBytes } from "../../src/belenios/group.ts"
import { referenceEngine } from "../../src/belenios/reference-engine.ts"
import { checkAllBallots } from "../../src/verify/ballots/ballots.ts"
import { openReport } from "../../src/verify/open-report.ts"
import { auditBallots, type AuditedBallots } from "../../src/workers/audit-ballots.ts"
import { agreeOnBallot, agreeOnPoints } from "../../src/workers/self-check.ts"
import { nobodyListed } from "../support/audits.ts"
import { right } from "../support/ceremony.ts"
import { fixtureElection } from "../support/fixture-election.ts"

const { election, ballots } = fixtureElection("blank")
const [body = new Uint8Array()] = ballots
const ballot = right(openBallot(election, body, ""))
const [fast, slow] = [makeEngine(election.publicKey), referenceEngine(election.publicKey)]

/** Makes an engine whose results are right except for one byte, which the comparison has to notice. */
function broken(change: (engine: Engine) => Partial<Engine>): Engine {
  return { ...fast, ...change(fast) }
}

test("the two engines agree on a sound ballot, and on a spoiled one", () => {
  expect(agreeOnBallot(election, [fast, slow], ballot, 3n)).toBe(true)
  const spoiled = { ...ballot, proofs: ballot.proofs.with(0, (ballot.proofs[0] ?? 0) ^ 1) }
  expect(agreeOnBallot(election, [fast, slow], spoiled, 1n)).toBe(true)
  const outside = { ...ballot, points: ballot.points.with(40, (ballot.points[40] ?? 0) ^ 1) }
  expect(agreeOnBallot(election, [fast, slow], outside, 1n)).toBe(true)
  expect(agreeOnPoints([fast, slow], ballot.points)).toBe(true)
})

test("an engine that calls a wrong proof right or a good point bad, or that adds up wrongly, is found out", () => {
  const flip = (bytes: Uint8Array) => bytes.with(0, (bytes[0] ?? 0) ^ 1)
  const wrongs = [
    broken(({ examineBallot }) => ({
      examineBallot: (work) => {
        const made = examineBallot(work)
        return { ...made, commitments: flip(made.commitments) }
      },
    })),
    broken(({ examineBallot }) => ({
      examineBallot: (work) => ({ ...examineBallot(work), faults: ["subgroup"] }),
    })),
    broken(({ accumulator }) => ({
      accumulator: (count) => {
        const { add, sums } = accumulator(count)
        return { add, sums: () => flip(sums()) }
      },
    })),
  ]
  for (const wrong of wrongs) expect(agreeOnBallot(election, [wrong, slow], ballot, 1n)).toBe(false)
  const blind = broken(() => ({ examinePoints: () => [undefined] }))
  const outside = flip(pointBytes(ballot.credential) ?? new Uint8Array())
  expect(agreeOnPoints([blind, slow], outside)).toBe(agreeOnPoints([slow, blind], outside))
  expect(agreeOnPoints([blind, slow], new Uint8Array(32).fill(255))).toBe(false)
})

test("a thread compares the ballots that it was asked to, and a disagreement ends the verification", async () => {
  const placed = { at: "archive#1", body, weight: 1n, isTrusted: false, isCompared: true }
  const audited = auditBallots({ election: election.body, ballots: [placed], key: new Uint8Array(32) })
  expect(audited.disagreed).toBeUndefined()
  async function* outputs(): AsyncGenerator<AuditedBallots> {
    yield await Promise.resolve({ ...audited, disagreed: 0 })
  }
  const context = nobodyListed(election, 1)
  await expect(checkAllBallots(outputs(), context, openReport())).rejects.toMatchObject({
    code: "engines-disagree",
    params: { at: "archive#1" },
  })
})
