import { expect, test } from "vitest"
import { flatWeights, plannedTime, unplannedIn } from "../../src/availability/planned-time.ts"
import { systemZoneOffset } from "../../src/terminal/zone.ts"

const hour = 3_600_000
const paris = (instant: number) => systemZoneOffset(instant, "Europe/Paris")
const one = Array.from({ length: 24 }, () => 1)

test("an hour weighs as many ballots as are expected in it, by the clocks of the zone", () => {
  const opens = Date.UTC(2014, 10, 28, 19)
  const span = { from: opens, to: opens + 3 * hour }
  const weights = one.map((_, at) => (at === 20 ? 5 : at === 21 ? 0 : 1))
  const time = plannedTime(span, [span], weights, paris)
  const units = [0, 0.5, 1, 1.5, 2, 3, 9].map((after) => Number(time.unitsAt(opens + after * hour)) / hour)
  expect(units).toEqual([0, 2.5, 5, 5, 5, 6, 6])
  expect([time.unitsAt(opens - hour), time.lengthAt(opens - hour)]).toEqual([0n, 0])
  expect([0.5, 1, 1.5, 2, 2.5, 3, 9].map((after) => time.lengthAt(opens + after * hour) / hour)).toEqual([
    ...[0.5, 1, 1, 1, 1.5, 2, 2],
  ])
  // An hour in which nothing is expected makes the planned minutes of the others no longer.
  expect(time.scale).toEqual({ units: BigInt(6 * hour), length: BigInt(2 * hour) })
})

test("a suspension does not count, and time after the decided hours does if the urn is open", () => {
  const decided = { from: 0, to: 4 * hour }
  const open = [
    { from: 0, to: hour },
    { from: 2 * hour, to: 6 * hour },
  ]
  const time = plannedTime(decided, open, one, () => 0)
  expect([1, 1.5, 2, 3, 6, 7].map((after) => Number(time.unitsAt(after * hour)) / hour)).toEqual([1, 1, 1, 2, 5, 5])
  expect(time.scale).toEqual({ units: BigInt(4 * hour), length: BigInt(4 * hour) })
})

test("every hour that clocks show counts on the day they change", () => {
  // On 26 October 2014 clocks in Paris show 02:00 to 03:00 twice, on 30 March never.
  const weights = one.map((_, at) => (at === 2 ? 1 : 0))
  const sum = (from: number) => {
    const span = { from, to: from + 24 * hour }
    return Number(plannedTime(span, [span], weights, paris).unitsAt(span.to)) / hour
  }
  expect(sum(Date.UTC(2014, 9, 25, 22))).toBe(2)
  expect(sum(Date.UTC(2014, 2, 29, 23))).toBe(0)
  expect(sum(Date.UTC(2014, 10, 28, 23))).toBe(1)
})

test("without a plan the night is not mentioned", () => {
  const opens = Date.UTC(2014, 10, 28, 19)
  const span = { from: opens, to: opens + 24 * hour }
  expect(unplannedIn(span, flatWeights, paris)).toEqual([{ from: opens + 3 * hour, to: opens + 11 * hour }])
  expect(unplannedIn(span, one, paris)).toEqual([])
})

test("hours before 1970 and in half-hour zones belong to the right hour of the day", () => {
  const span = { from: -hour, to: hour }
  const time = plannedTime(
    span,
    [span],
    one.map((_, at) => at),
    () => -210,
  )
  // At UTC−3:30 it is 19:30 an hour before the epoch.
  expect(Number(time.unitsAt(hour)) / hour).toBe(0.5 * 19 + 20 + 0.5 * 21)
})
