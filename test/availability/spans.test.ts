import * as fc from "fast-check"
import { expect, test } from "vitest"
import { difference, intersection, type Span, totalOf, union } from "../../src/availability/spans.ts"

const spans = fc.array(fc.record({ from: fc.integer({ min: 0, max: 40 }), to: fc.integer({ min: 0, max: 40 }) }), {
  maxLength: 8,
})
const minutes = Array.from({ length: 41 }, (_, at) => at)
const holds = (some: readonly Span[]) => minutes.map((at) => some.some(({ from, to }) => from <= at && at < to))

test("law: unions, intersections and differences hold the right minutes, in order and apart", () => {
  fc.assert(
    fc.property(spans, spans, (some, others) => {
      const [a, b] = [holds(some), holds(others)]
      expect(holds(union(some))).toEqual(a)
      expect(holds(intersection(some, others))).toEqual(a.map((is, at) => is && b[at]))
      expect(holds(difference(some, others))).toEqual(a.map((is, at) => is && b[at] !== true))
      expect(totalOf(some)).toBe(a.filter(Boolean).length)
      for (const found of [union(some), intersection(some, others), difference(some, others)]) {
        expect(found.every(({ from, to }) => from < to)).toBe(true)
        expect(found.every(({ from }, i) => i === 0 || (found[i - 1]?.to ?? 0) < from)).toBe(true)
      }
    }),
  )
})
