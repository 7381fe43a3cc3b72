import { describe, expect, test } from "vitest"
import { blockCurve, shareAt, topOf } from "../../src/turnout/curve.ts"
import { turnoutPicture } from "../../src/turnout/picture.ts"
import { lastOfEach } from "../../src/turnout/rows.ts"

const hour = 3_600_000
const opens = Date.UTC(2014, 10, 28, 19)
const at = (hours: number, share: number) => ({ at: opens + hours * hour, share })
const points = [at(0, 0), at(4, 0.1), at(12, 0.2), at(24, 0.58)]
const texts = {
  title: "Turnout — <Congress> & \u0001 friends",
  subtitle: "58.00%",
  remark: "…",
  percent: (tenths: number) => `${tenths * 10}%`,
  hour: (instant: number) => new Date(instant).toISOString().slice(11, 16),
}

describe("the curve", () => {
  test("is a line between two counts, and nothing before the first and after the last", () => {
    expect(shareAt(points, opens + 8 * hour)).toBeCloseTo(0.15)
    expect(shareAt(points, opens)).toBe(0)
    expect(shareAt(points, opens - 1)).toBe(undefined)
    expect(shareAt(points, opens + 25 * hour)).toBe(undefined)
  })

  test("leaves room for every point, and for no more tenths than that", () => {
    expect([points, [at(0, 0.6)], [at(0, 0.601)], [at(0, 1)], []].map(topOf)).toEqual([0.6, 0.6, 0.7, 1, 0.1])
  })

  test("is drawn in blocks, and shows even the smallest count", () => {
    const drawn = blockCurve(points, { from: opens, to: opens + 30 * hour }, { columns: 30, rows: 3 })
    expect(drawn).toEqual([
      "                   ▂▃▄▅▇      ",
      "            ▁▂▃▄▆▇██████      ",
      "▁▂▃▄▄▅▅▆▆▇▇█████████████      ",
    ])
    const few = blockCurve([at(0, 0), at(1, 0.0001)], { from: opens, to: opens + hour }, { columns: 2, rows: 2 })
    expect(few).toEqual(["  ", "▁▁"])
  })

  test("is a picture in which no text is markup", () => {
    const svg = turnoutPicture({ from: opens, to: opens + 24 * hour, points, texts })
    expect(svg).toContain("Turnout — &lt;Congress&gt; &amp;  friends")
    expect(svg.match(/<circle/g)).toHaveLength(points.length)
    expect(svg.match(/<text[^>]*>\d\d:\d\d</g)).toHaveLength(9)
    expect(turnoutPicture({ from: opens, to: opens + hour, points: [], texts })).not.toContain("<path")
    // Every element is closed, in the right order.
    const open: string[] = []
    for (const [, end, name = "", closed] of svg.matchAll(/<(\/?)([a-z]+)[^>]*?(\/?)>/g)) {
      if (end === "/") expect(open.pop()).toBe(name)
      else if (closed !== "/") open.push(name)
    }
    expect(open).toEqual([])
  })
})

test("rows are all counts, or the last of each hour or day by local clocks", () => {
  const counts = [0.25, 0.75, 1.5, 5.25].map((hours, i) => ({ at: opens + hours * hour, ballots: i, voters: i }))
  const ballots = (grain: "count" | "hour" | "day", offset = 0) =>
    lastOfEach(counts, grain, () => offset).map((one) => one.ballots)
  expect(ballots("count")).toEqual([0, 1, 2, 3])
  expect(ballots("hour")).toEqual([1, 2, 3])
  expect(ballots("day")).toEqual([2, 3])
  expect(ballots("day", 300)).toEqual([3])
})
