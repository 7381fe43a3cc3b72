import { expect, test } from "vitest"
import { sha256 } from "../../src/core/hash.ts"
import { originOf, signCheckpoint } from "../../src/notes/checkpoint.ts"
import { verifierOf } from "../../src/notes/key.ts"
import { signReceipt } from "../../src/notes/receipt.ts"
import { openUrnCheckpoint, openUrnReceipt, type UrnKeyTerm } from "../../src/notes/urn-key-term.ts"

const uuid = "9xDrMnXn4cUuGk"
const keyOf = (name: string) => ({ name: originOf(uuid, false), seed: sha256(name) })
const [first, second] = [keyOf("first"), keyOf("second")]
/** The second key was appointed by entry 40, when the archive ended with event 12. */
const terms: readonly UrnKeyTerm[] = [
  { key: verifierOf(first), from: 0, to: 40, height: 12 },
  { key: verifierOf(second), from: 40, to: Infinity, height: Infinity },
]
const checkpoint = (size: number, key: typeof first) =>
  openUrnCheckpoint(signCheckpoint({ size, root: sha256(`${size}`) }, key), terms)
const receipt = (size: number, height: number, key: typeof first) =>
  openUrnReceipt(
    signReceipt({ rehearsal: false, uuid, tracker: "A".repeat(43), height, before: { size, root: sha256("") } }, key),
    terms,
  )

test("a checkpoint counts only by the key in whose term its size is", () => {
  expect(checkpoint(39, first)).toMatchObject({ checkpoint: { size: 39 }, term: { from: 0 } })
  expect(checkpoint(40, second)).toMatchObject({ checkpoint: { size: 40 }, term: { from: 40 } })
  expect(checkpoint(40, first)).toEqual({ fault: "term" })
  expect(checkpoint(39, second)).toEqual({ fault: "term" })
  expect(checkpoint(39, keyOf("third"))).toEqual({ fault: "unsigned" })
  expect(openUrnCheckpoint("no note", terms)).toEqual({ fault: "form" })
})

test("a replaced key acknowledges no ballot that came after it; a later key also acknowledges earlier ones", () => {
  expect(receipt(39, 12, first)).toHaveProperty("receipt")
  expect(receipt(40, 12, first)).toEqual({ fault: "term" })
  expect(receipt(39, 13, first)).toEqual({ fault: "term" })
  expect(receipt(41, 13, second)).toHaveProperty("receipt")
  expect(receipt(10, 2, second)).toHaveProperty("receipt")
})
