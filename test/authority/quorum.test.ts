import * as fc from "fast-check"
import { describe, expect, test } from "vitest"
import { parseQuorum, type Quorum, quorumText, shortfall, type Signer } from "../../src/authority/quorum.ts"
import { roles } from "../../src/core/vocabulary.ts"

const quorum: Quorum = { total: 3, roles: { president: 1 } }
const five: readonly Signer[] = [
  { member: "anne", role: "president" },
  { member: "bruno", role: "secretary" },
  { member: "chloe", role: "delegate" },
  { member: "david", role: "delegate" },
  { member: "emma", role: "member" },
]

describe("a quorum of three of five, one of them the president", () => {
  test("is met by three or more of the five if the president is among them", () => {
    for (let chosen = 0; chosen < 32; chosen++) {
      const signers = five.filter((_, i) => (chosen >> i) & 1)
      const enough = signers.length >= 3 && signers.some(({ role }) => role === "president")
      expect(shortfall(quorum, signers) === undefined, JSON.stringify(signers)).toBe(enough)
    }
  })
  test("counts the same member once", () => {
    const anne = five[0]!
    expect(shortfall(quorum, [anne, anne, anne])).toEqual({ total: 2, roles: {} })
  })
  test("lacks only the president when the four others sign", () => {
    expect(shortfall(quorum, five.slice(1))).toEqual({ total: 0, roles: { president: 1 } })
  })
})

const anyQuorum = fc.record({
  total: fc.integer({ min: 1, max: 99 }),
  roles: fc.dictionary(fc.constantFrom(...roles), fc.integer({ min: 1, max: 9 })),
})

test("law: a quorum is read back from its text", () => {
  fc.assert(
    fc.property(anyQuorum, (one) => {
      expect(parseQuorum(quorumText(one))).toEqual({ ...one, roles: { ...one.roles } })
    }),
  )
})
test("law: no other text is a quorum", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const parsed = parseQuorum(text)
      if (parsed !== undefined) expect(quorumText(parsed)).toBe(text)
    }),
  )
  for (const text of [
    "",
    "0",
    "03",
    "3 president",
    "3 king 1",
    "3 president 1 president 1",
    "3  president 1",
    "3 delegate 1 president 1",
  ])
    expect(parseQuorum(text), text).toBeUndefined()
})
test("law: one more signer never makes a quorum worse", () => {
  const signer = fc.record({ member: fc.constantFrom("a", "b", "c", "d"), role: fc.constantFrom(...roles) })
  fc.assert(
    fc.property(anyQuorum, fc.uniqueArray(signer, { selector: ({ member }) => member }), (one, signers) => {
      const met = signers.map((_, i) => shortfall(one, signers.slice(0, i + 1)) === undefined)
      expect(met).toEqual([...met].sort())
    }),
  )
})
