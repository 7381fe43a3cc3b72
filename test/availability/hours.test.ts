import { expect, test } from "vitest"
import { hoursOffered, openSpans, type VoteHours } from "../../src/availability/hours.ts"

const hour = 3_600_000
const span = (from: number, to: number) => ({ from: from * hour, to: to * hour })
const hours: VoteHours = {
  defined: span(0, 24),
  promised: span(0, 24),
  opened: 0,
  suspended: [],
  urgent: [],
  acts: { open: 3, extend: [], suspend: [] },
}
const nothing = {
  "apparent-interruption": { spans: [] },
  "failed-probe": { spans: [] },
  "declared-outage": { spans: [] },
}
const inHours = (row: { readonly lost: number | null }) => (row.lost === null ? null : row.lost / hour)

test("time that several sources report is lost once, and each source has its row", () => {
  const found = {
    "apparent-interruption": { spans: [span(1, 3)] },
    "failed-probe": { spans: [span(2, 4)] },
    "declared-outage": { spans: [span(2.5, 3.5), span(30, 31)] },
  }
  const offered = hoursOffered({ ...hours, opened: 0.25 * hour, suspended: [span(10, 11)] }, found, 48 * hour)
  expect(offered.rows.map((row) => [row.source, inHours(row)])).toEqual([
    ["not-open", 0.25],
    ["suspension", 1],
    ["apparent-interruption", 2],
    ["failed-probe", 2],
    ["declared-outage", 1],
  ])
  expect(offered.promisedSoFar / hour).toBe(24)
  expect(offered.offered / hour).toBe(24 - 0.25 - 3 - 1)
  expect(offered.undecided).toEqual([])
})

test("hours are counted up to now, and none before the opening", () => {
  expect(hoursOffered(hours, nothing, 5 * hour)).toMatchObject({ promisedSoFar: 5 * hour, offered: 5 * hour })
  expect(hoursOffered(hours, nothing, -hour)).toMatchObject({ promisedSoFar: 0, offered: 0 })
})

test("an urn that was never opened offered nothing", () => {
  const late = hoursOffered({ ...hours, opened: undefined }, nothing, 5 * hour)
  expect(late.offered).toBe(0)
  expect(late.rows[0]).toMatchObject({ source: "not-open", lost: 5 * hour })
})

test("a source that cannot judge is reported as such, never as nothing lost", () => {
  const found = { ...nothing, "failed-probe": { undecidable: "no-probes" } } as const
  const offered = hoursOffered(hours, found, 24 * hour)
  expect(offered.rows[3]).toEqual({ source: "failed-probe", lost: null, spans: [], undecidable: "no-probes" })
  expect(offered.undecided).toEqual(["failed-probe"])
})

test("the urn is open from the zero report to the close, without suspensions", () => {
  expect(openSpans({ ...hours, opened: hour, suspended: [span(2, 3)] })).toEqual([span(1, 2), span(3, 24)])
  expect(openSpans({ ...hours, opened: undefined })).toEqual([])
})
