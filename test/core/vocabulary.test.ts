import { expect, test } from "vitest"
import { isBeyond } from "../../src/core/vocabulary.ts"

test("an election does not come back to earlier phases, except to open after a suspension", () => {
  expect(isBeyond("open", ["constituted"])).toBe(true)
  expect(isBeyond("closed", ["sealed", "open"])).toBe(true)
  expect(isBeyond("annulled", ["open"])).toBe(true)
  expect(isBeyond("suspended", ["open"])).toBe(false)
  expect(isBeyond("sealed", ["open"])).toBe(false)
  expect(isBeyond("open", ["sealed", "closed"])).toBe(false)
})
