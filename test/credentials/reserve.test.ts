import * as fc from "fast-check"
import { describe, expect, test } from "vitest"
import { reserveOf } from "../../src/credentials/reserve.ts"

describe("the reserve", () => {
  test("of the 2014 congress, at ten percent", () => {
    expect([...reserveOf(new Map([[1n, 268_341]]), 10)]).toEqual([[1n, 26_834]])
  })

  test("exists for every weight, even if one member holds it", () => {
    const issued = new Map([
      [1n, 1000],
      [3n, 4],
      [7n, 1],
    ])
    expect([...reserveOf(issued, 10)]).toEqual([
      [1n, 100],
      [3n, 1],
      [7n, 1],
    ])
  })

  test("is empty where none is wanted", () => {
    expect(reserveOf(new Map([[1n, 10]]), 0).size).toBe(0)
  })

  test("law: it has the weights of the issued credentials, and exceeds the percentage only by one each", () => {
    const counts = fc.array(fc.tuple(fc.bigInt({ min: 1n, max: 9n }), fc.integer({ min: 1, max: 5000 })))
    fc.assert(
      fc.property(counts, fc.integer({ min: 1, max: 100 }), (pairs, percent) => {
        const issued = new Map(pairs)
        const reserve = reserveOf(issued, percent)
        expect([...reserve.keys()]).toEqual([...issued.keys()])
        for (const [weight, count] of reserve) {
          expect(count).toBeGreaterThanOrEqual(1)
          expect(count === 1 || count * 100 <= (issued.get(weight) ?? 0) * percent).toBe(true)
        }
      }),
    )
  })
})
