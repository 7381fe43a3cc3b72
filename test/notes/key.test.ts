import { createHash } from "node:crypto"
import * as fc from "fast-check"
import { expect, test } from "vitest"
import { fromBase64 } from "../../src/core/bytes.ts"
import { isKeyName, parseVerifierKey, verifierKey, verifierKeyText, verifierOf } from "../../src/notes/key.ts"

// Go's golang.org/x/mod/sumdb/note publishes this example.
const published = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
const publishedSeed = "BgQUUtUUbI2E8kQzMPVAgOv5juF9nHT2JS/F1ccoMXM="

test("the published verifier key is read and written", () => {
  const key = parseVerifierKey(published)
  expect(key).toMatchObject({ name: "PeterNeumann", id: "c74f20a3", kind: "note" })
  expect(key && verifierKeyText(key)).toBe(published)
})

test.each([
  ["a wrong id", published.replace("c74f20a3", "c74f20a4")],
  ["an upper-case id", published.replace("c74f20a3", "C74F20A3")],
  ["another name", published.replace("Peter", "Paul")],
  ["another key", published.replace("ARpc", "ARpd")],
  ["an unknown kind", published.replace("+ARpc", "+AhpC")],
  ["unpadded or over-long base64", `${published}=`],
  ["a space", published.replace("Peter", "Peter ")],
  ["no name", published.slice("PeterNeumann".length)],
  ["a line feed after", `${published}\n`],
])("a verifier key with %s is refused", (_, text) => {
  expect(parseVerifierKey(text)).toBeUndefined()
})

test.each(["a b", "a+b", "", "a\u00a0b", "a\u2003b", "a\nb", "a\u0000b", "\ud800"])("%j cannot name a key", (name) => {
  expect(isKeyName(name)).toBe(false)
})

test("a key of small order cannot be used", () => {
  expect(verifierKey("urne/x", Uint8Array.of(1, ...new Uint8Array(31)))).toBeUndefined()
})

test("a witness's key has type 0x04 in its text and in its id", () => {
  const verifier = verifierOf({ name: "w", seed: new Uint8Array(32) }, "cosignature")
  const id = createHash("sha256").update("w\n\u0004").update(verifier.publicKey).digest("hex").slice(0, 8)
  expect(verifierKeyText(verifier)).toBe(`w+${id}+${Buffer.from([4, ...verifier.publicKey]).toString("base64")}`)
})

test("a member's key and a witness's have different ids, even if their bytes are the same", () => {
  const key = { name: "witness.example/press", seed: fromBase64(publishedSeed) ?? new Uint8Array() }
  expect(verifierOf(key).id).not.toBe(verifierOf(key, "cosignature").id)
})

test("law: a key is read back as it was written", () => {
  const name = fc.string({ minLength: 1, unit: "binary" }).filter(isKeyName)
  fc.assert(
    fc.property(name, fc.uint8Array({ minLength: 32, maxLength: 32 }), fc.boolean(), (name, seed, witness) => {
      const key = verifierOf({ name, seed }, witness ? "cosignature" : "note")
      expect(parseVerifierKey(verifierKeyText(key))).toEqual(key)
    }),
    { numRuns: 20 },
  )
})
