import * as fc from "fast-check"
import { describe, expect, test } from "vitest"
import { drawCredential } from "../../src/belenios/credential.ts"
import { readCode } from "../../src/credentials/code.ts"
import { seededRandom } from "../support/seeded-random.ts"

const code = "aBcDe-fGhJkm-NPqRs-tUvWxY"

describe("a code as it is typed", () => {
  test.each([
    ["as printed", code],
    ["without hyphens", "aBcDefGhJkmNPqRstUvWxY"],
    ["in other groups", "aBcD efGh JkmN PqRs tUvW xY"],
    ["with blanks around", `  ${code}\n`],
    ["with the dashes of a word processor", "aBcDe–fGhJkm—NPqRs‑tUvWxY"],
    ["in full width", "ａBcDe-fGhJkm-NPqRs-tUvWxY"],
  ])("is read %s", (_way, typed) => {
    expect(readCode(typed)).toBe(code)
  })

  test.each([
    ["a zero", "0BcDe-fGhJkm-NPqRs-tUvWxY"],
    ["a capital O", "OBcDe-fGhJkm-NPqRs-tUvWxY"],
    ["a capital I", "IBcDe-fGhJkm-NPqRs-tUvWxY"],
    ["a small l", "lBcDe-fGhJkm-NPqRs-tUvWxY"],
    ["one character less", code.slice(1)],
    ["one character more", `${code}1`],
    ["nothing", ""],
  ])("cannot be a code with %s", (_what, typed) => {
    expect(readCode(typed)).toBeUndefined()
  })

  test("law: every code that is drawn is read back, however it is grouped", () => {
    const random = seededRandom("codes")
    fc.assert(
      fc.property(fc.string(), fc.array(fc.nat(30), { maxLength: 5 }), (message, cuts) => {
        const drawn = drawCredential(random, message)
        const characters = Array.from(drawn.replaceAll("-", ""))
        for (const cut of cuts.sort((a, b) => b - a)) characters.splice(cut, 0, " ")
        expect(readCode(characters.join(""))).toBe(drawn)
      }),
    )
  })
})
