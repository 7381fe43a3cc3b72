import * as fc from "fast-check"
import { describe, expect, test } from "vitest"
import { enteredSilence, silenceFault } from "../../src/availability/entered.ts"
import { plannedTime } from "../../src/availability/planned-time.ts"
import { findSilences, silenceRule, slot } from "../../src/availability/silence.ts"
import { binLength } from "../../src/urn/arrival-operations.ts"
import type { ArrivalBin } from "../../src/urn/arrival-queries.ts"
import { nights, stored, tryNights } from "../support/evenings.ts"

const minute = 60_000
const one = Array.from({ length: 24 }, () => 1)

/** Makes the bins of an urn that opened at 0, from the length of each in minutes and its ballots. */
function bins(...given: readonly (readonly [minutes: number, ballots: number])[]): readonly ArrivalBin[] {
  let from = 0
  return given.map(([minutes, ballots]) => {
    const bin = { from, to: from + minutes * minute, ballots }
    from = bin.to
    return bin
  })
}
const steady = (count: number, ballots = 20) => Array.from({ length: count }, () => [5, ballots] as const)

function found(all: readonly ArrivalBin[], more: { suspended?: readonly [number, number]; instants?: number[] } = {}) {
  const end = all.at(-1)?.to ?? 0
  const [from = 0, to = 0] = more.suspended ?? []
  const open = [
    { from: 0, to: from * minute },
    { from: to * minute, to: end },
  ]
  const decided = { from: 0, to: end }
  const report = findSilences(
    all,
    plannedTime(decided, open, one, () => 0),
    more.instants,
  )
  return report.state === "decided" ? report.silences : report
}

test("the shortest interval is that of the bins in which arrivals are counted", () => {
  expect(slot).toBe(binLength)
})

describe("a silence", () => {
  test("is reported with all its figures", () => {
    const [silence, ...others] = found(bins(...steady(24), [60, 0], ...steady(24))) as readonly object[]
    expect(others).toEqual([])
    // 20 ballots in 5 minutes are 240 in the hour; K = 20 of them take S = 300 s, so p = (300/3900)^20 = 13^-20.
    expect(silence).toEqual({
      ...{ from: 120 * minute, to: 180 * minute, ballots: 0, expected: 240, K: 20, S: 300, g: 3600 },
      ...{ p: "5.3e-23", n: 49, rate: "before", provisional: false },
    })
  })

  test("may include ballots that waited for their bin: the last five minutes of a long bin are left out", () => {
    expect(found(bins(...steady(24), [65, 14], ...steady(24)))).toMatchObject([
      { from: 120 * minute, to: 180 * minute, ballots: 9, expected: 240, provisional: false },
    ])
  })

  test("is provisional while it lasts, and disappears if later ballots come as slowly as earlier ones", () => {
    expect(found(bins(...steady(24), [30, 0]))).toMatchObject([{ provisional: true, rate: "before" }])
    const slow = Array.from({ length: 8 }, () => [30, 10] as const)
    expect(found(bins(...steady(24), [30, 0], ...slow))).toEqual([])
  })

  test("continues over the few ballots that filled a bin", () => {
    const busy = steady(24, 500)
    expect(found(bins(...busy, [25, 10], [25, 11], ...busy))).toMatchObject([
      { from: 120 * minute, to: 165 * minute, ballots: 19, expected: 4500 },
    ])
  })

  test("is not reported while the urn is suspended, and each minute left over is counted", () => {
    expect(found(bins(...steady(24), [60, 0], ...steady(24)), { suspended: [120, 180] })).toEqual([])
    // Voters who come back need some minutes.
    expect(found(bins(...steady(24), [60, 0], ...steady(24)), { suspended: [120, 171] })).toEqual([])
    expect(found(bins(...steady(24), [60, 0], ...steady(24)), { suspended: [120, 150] })).toMatchObject([
      { expected: 120 },
    ])
  })

  test("is judged from one side if the vote begins or ends with it", () => {
    expect(found(bins([30, 0], ...steady(24)))).toMatchObject([{ from: 0, rate: "after", provisional: false }])
  })

  test("may include ballots around dated entries, each of which makes a bin wait longer", () => {
    const all = bins(...steady(24), [65, 40], ...steady(24))
    expect(found(all, { instants: [130, 150].map((at) => at * minute) })).toMatchObject([{ ballots: 27 }])
    // With a third entry, more than one in eight of the expected ballots may have come.
    expect(found(all, { instants: [130, 150, 160].map((at) => at * minute) })).toEqual([])
  })

  test("lasts at least ten minutes without a ballot, or fifteen with a few", () => {
    const busy = steady(24, 500)
    expect(found(bins(...busy, [5, 0], ...busy))).toEqual([])
    expect(found(bins(...busy, [10, 0], ...busy))).toHaveLength(1)
    expect(found(bins(...busy, [15, 12], ...busy))).toEqual([])
    expect(found(bins(...busy, [20, 12], ...busy))).toHaveLength(1)
  })

  test("cannot be decided below 400 ballots", () => {
    expect(found(bins(...steady(19), [60, 0], [5, 19]))).toEqual({ state: "not-decidable", ballots: 399, needed: 400 })
    expect(found(bins(...steady(19), [60, 0], [5, 20]))).toHaveLength(1)
    expect(found([])).toMatchObject({ state: "not-decidable", ballots: 0 })
  })

  test("is judged by the ballots that were expected in it", () => {
    const decided = { from: 0, to: 300 * minute }
    const night = one.map((_, at) => (at === 2 ? 0 : 1))
    const time = plannedTime(decided, [decided], night, () => 0)
    expect(findSilences(bins(...steady(24), [60, 0], ...steady(24)), time)).toMatchObject({ silences: [] })
  })
})

test("law: silences are in order and within the vote, and follow the rule in floating arithmetic too, whatever the arrivals", () => {
  const counts = fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 90 })), {
    minLength: 60,
    maxLength: 150,
  })
  fc.assert(
    fc.property(counts, (all) => {
      const arrived = stored(all)
      const [from, to] = [arrived[0]?.from ?? 0, arrived.at(-1)?.to ?? 0]
      const time = plannedTime({ from, to }, [{ from, to }], one, () => 0)
      const report = findSilences(arrived, time)
      const sum = all.reduce((total, count) => total + count, 0)
      expect(report).toMatchObject({ state: sum < 400 ? "not-decidable" : "decided", ballots: sum })
      if (report.state !== "decided") return
      for (const [i, silence] of report.silences.entries()) {
        const { S, g, K, n, p, expected, ballots } = silence
        expect(silence.from).toBeGreaterThanOrEqual(i === 0 ? from : (report.silences[i - 1]?.to ?? 0))
        expect(silence.to).toBeLessThanOrEqual(to)
        // It reports no fewer ballots than really came there.
        const came = all.reduce((so, count, at) => {
          const begins = from + at * slot
          return begins >= silence.from && begins < silence.to ? so + count : so
        }, 0)
        expect(came).toBeLessThanOrEqual(ballots)
        expect(ballots * silenceRule.share).toBeLessThanOrEqual(expected + silenceRule.share)
        // As an entry of the register it keeps the rules by which verify computes it again.
        const entered = enteredSilence(1, silence)
        expect(silenceFault(entered, silence.to, [])).toBeUndefined()
        expect(silenceFault({ ...entered, S: 2 * S }, silence.to, [])).toBeDefined()
        // S and g are rounded to the second.
        const near = (S / (S + g)) ** K
        expect(Number(p)).toBeLessThanOrEqual(1.1e-4 / n)
        expect(Number(p) / near).toBeGreaterThan(1 - (3 * K) / S)
        expect(Number(p) / near).toBeLessThan(1.2 + (3 * K) / S)
      }
    }),
    { numRuns: 200 },
  )
})

test("simulated evenings have next to no false alarms, and the silence of 2014 is found", () => {
  for (const [row, night] of nights.entries()) {
    const tried = [160, 1600, 16_000].map((ballots) => tryNights({ ...night, ballots }, 15, 31 * row + ballots))
    const [few, some, many] = tried
    expect(few).toMatchObject({ undecidable: 15 })
    expect(tried.reduce((sum, { alarms }) => sum + alarms, 0)).toBeLessThanOrEqual(1)
    expect(some?.found).toBeGreaterThanOrEqual(13)
    expect(many?.found).toBe(15)
  }
})
