import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { parseWitnessRequest, witnessRequestText } from "../../src/notes/witness-request.ts"

const hash = (byte: number) => new Uint8Array(32).fill(byte)

test("a request has the form of the witness protocol", () => {
  const text = witnessRequestText({ old: 20, proof: [hash(1), hash(2)], checkpoint: "origin\n21\nroot\n\n— x y\n" })
  expect(text).toBe(
    [
      "old 20",
      "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=",
      "AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI=",
      "",
      "origin\n21\nroot\n\n— x y\n",
    ].join("\n"),
  )
})

test("law: a request is read back as it was written", () => {
  const proofs = fc.array(fc.uint8Array({ minLength: 32, maxLength: 32 }), { maxLength: 63 })
  fc.assert(
    fc.property(fc.nat(), proofs, fc.string(), (old, proof, checkpoint) => {
      const request = { old, proof: proof.map((one) => Uint8Array.from(one)), checkpoint }
      expect(parseWitnessRequest(witnessRequestText(request))).toEqual(request)
    }),
  )
})

describe("is not a request:", () => {
  const text = witnessRequestText({ old: 3, proof: [hash(1)], checkpoint: "a\n" })
  const sixtyFour = witnessRequestText({ old: 3, proof: Array.from({ length: 64 }, () => hash(1)), checkpoint: "a\n" })
  test.each([
    ["an empty text", ""],
    ["a text without an empty line", text.replace("\n\n", "\n")],
    ["a text with line ends of another system", text.replaceAll("\n", "\r\n")],
    ["a size with a leading zero", text.replace("old 3", "old 03")],
    ["a negative size", text.replace("old 3", "old -3")],
    ["a size beyond what is counted exactly", text.replace("old 3", "old 9007199254740993")],
    [
      "a hash of 31 bytes",
      text.replace("AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=", "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQ=="),
    ],
    ["a hash in another alphabet", text.replace("AQEB", "_QEB")],
    ["more hashes than a tree has levels", sixtyFour],
    ["a text without its first line", text.replace("old 3\n", "")],
  ])("%s", (_, other) => {
    expect(parseWitnessRequest(other)).toBeUndefined()
  })
})
