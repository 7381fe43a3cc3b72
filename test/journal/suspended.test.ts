import { expect, test } from "vitest"
import { suspendedSpans, type VoteChange } from "../../src/journal/suspended.ts"

const closes = 100
const suspend = (at: number): VoteChange => ({ kind: "suspend", at })
const resume = (at: number): VoteChange => ({ kind: "resume", at })
const urgent = (at: number, until?: number): VoteChange => ({ kind: "urgent", at, until })

test.each<[string, readonly VoteChange[], readonly (readonly [number, number])[]]>([
  ["nothing", [], []],
  [
    "acts",
    [suspend(10), resume(20), suspend(30)],
    [
      [10, 20],
      [30, closes],
    ],
  ],
  ["one that ends by itself", [urgent(10, 40)], [[10, 40]]],
  [
    "one that ends by itself before another",
    [urgent(10, 40), suspend(50), resume(60)],
    [
      [10, 40],
      [50, 60],
    ],
  ],
  ["one that the authority ends before", [urgent(10, 40), resume(20)], [[10, 20]]],
  ["one that the authority takes over", [urgent(10, 40), suspend(20), resume(70)], [[10, 70]]],
  ["one that stays", [urgent(10)], [[10, closes]]],
  ["one that would last past the close", [urgent(90, 120)], [[90, closes]]],
  ["a resumption of what goes on already", [urgent(10, 40), resume(40), resume(60)], [[10, 40]]],
])("the spans in which the vote was suspended follow from %s", (_, changes, spans) => {
  expect(suspendedSpans(changes, closes)).toEqual(spans.map(([from, to]) => ({ from, to })))
})
