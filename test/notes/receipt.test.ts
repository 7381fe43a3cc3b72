import * as fc from "fast-check"
import { expect, test } from "vitest"
import { base64 } from "../../src/core/bytes.ts"
import { sha256, sha256Compact } from "../../src/core/hash.ts"
import { originOf } from "../../src/notes/checkpoint.ts"
import { type SigningKey, verifierOf } from "../../src/notes/key.ts"
import { signNote } from "../../src/notes/note.ts"
import { openReceipt, parseReceipt, type Receipt, receiptText, signReceipt } from "../../src/notes/receipt.ts"

const uuid = "9xDrMnXn4cUuGk"
const urn: SigningKey = { name: originOf(uuid, false), seed: new Uint8Array(32).fill(7) }
const receipt: Receipt = {
  rehearsal: false,
  uuid,
  tracker: sha256Compact("ballot"),
  height: 41,
  before: { size: 38, root: sha256("journal") },
}

test("a receipt has five lines, signed by the urn", () => {
  const source = signReceipt(receipt, urn)
  expect(source.split("\n\n")[0]?.split("\n")).toEqual([
    "urne receipt v1",
    `election ${uuid}`,
    `tracker ${receipt.tracker}`,
    "height 41",
    `checkpoint 38 ${base64(receipt.before.root)}`,
  ])
  expect(openReceipt(source, verifierOf(urn))).toEqual({ receipt })
})

test("a rehearsal's receipt says so in its first line, and no urn of a real election signs one", () => {
  const rehearsal = { ...receipt, rehearsal: true }
  expect(receiptText(rehearsal)).toMatch(/^urne rehearsal receipt v1\n/)
  expect(() => signReceipt(rehearsal, urn)).toThrow()
  expect(openReceipt(signNote(receiptText(rehearsal), urn), verifierOf(urn))).toEqual({ fault: "origin" })
  const key = { ...urn, name: originOf(uuid, true) }
  expect(openReceipt(signReceipt(rehearsal, key), verifierOf(key))).toEqual({ receipt: rehearsal })
})

test("another election's receipt, a changed one and a checkpoint are not accepted as receipts of this urn", () => {
  const other = { ...receipt, uuid: "AnotherElection1" }
  expect(openReceipt(signNote(receiptText(other), urn), verifierOf(urn))).toEqual({ fault: "origin" })
  expect(openReceipt(signReceipt(receipt, urn).replace("height 41", "height 42"), verifierOf(urn))).toEqual({
    fault: "forged",
  })
  expect(openReceipt(signNote(`${urn.name}\n38\n${base64(sha256("x"))}\n`, urn), verifierOf(urn))).toEqual({
    fault: "form",
  })
})

const text = receiptText(receipt)
test.each([
  ["a padded tracker", text.replace(receipt.tracker, `${receipt.tracker}=`)],
  ["a leading zero", text.replace("height 41", "height 041")],
  ["one line more", `${text}note x\n`],
  ["lines exchanged", text.replace(/(tracker .*\n)(height .*\n)/, "$2$1")],
  ["a short root", text.replace(/ \S+=\n$/, ` ${base64(sha256("x").subarray(1))}\n`)],
  ["another version", text.replace("v1", "v2")],
])("a receipt with %s is refused", (_, changed) => {
  expect(changed).not.toBe(text)
  expect(parseReceipt(changed)).toBeUndefined()
})

test("law: a receipt is read back as it was written", () => {
  const size = fc.nat({ max: Number.MAX_SAFE_INTEGER })
  fc.assert(
    fc.property(fc.boolean(), fc.string(), size, size, (rehearsal, seed, height, before) => {
      const one = {
        rehearsal,
        uuid,
        tracker: sha256Compact(seed),
        height,
        before: { size: before, root: sha256(seed) },
      }
      expect(parseReceipt(receiptText(one))).toEqual(one)
    }),
  )
})
