import { expect, test } from "vitest"
import { isBeyond } from "../../src/core/vocabulary.ts"

test("an election has passed phases that cannot come again; a suspended one may be open again", () => {
  expect(isBeyond("open", ["constituted"])).toBe(true)
  expect(isBeyond("closed", ["sealed", "open"])).toBe(true)
  expect(isBeyond("annulled", ["open"])).toBe(true)
  expect(isBeyond("suspended", ["open"])).toBe(false)
  expect(isBeyond("sealed", ["open"])).toBe(false)
  expect(isBeyond("open", ["sealed", "closed"])).toBe(false)
})
