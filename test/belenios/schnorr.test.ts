import { describe, expect, test } from "vitest"
import { encodePoint, generator, hashToScalar, multiplyPublic, scalar } from "../../src/belenios/group.ts"
import { keyPair, proveKnowledge, respond, verifyKnowledge } from "../../src/belenios/schnorr.ts"
import type { Random } from "../../src/core/world.ts"
import { seededRandom } from "../support/seeded-random.ts"

const random = seededRandom("schnorr")
const [one, two] = [keyPair(scalar(11n)), keyPair(scalar(13n))] as const

describe("a proof of knowledge", () => {
  const proof = proveKnowledge(random, "test", one, "text|")

  test("follows the specification", () => {
    const nonce = scalar(5n)
    const given: Random = (length) => Uint8Array.from({ length }, (_, index) => (index === length - 1 ? 5 : 0))
    const challenge = hashToScalar(`text|${encodePoint(multiplyPublic(generator, nonce))}`)
    const expected = { challenge, response: scalar(5n - 11n * challenge) }
    expect(proveKnowledge(given, "test", one, "text|")).toEqual(expected)
    expect(respond(nonce, one.secret, challenge)).toBe(expected.response)
  })

  test("holds for its key and its text only", () => {
    expect(verifyKnowledge(one.publicKey, proof, "text|")).toBe(true)
    expect(verifyKnowledge(two.publicKey, proof, "text|")).toBe(false)
    expect(verifyKnowledge(one.publicKey, proof, "text")).toBe(false)
    expect(verifyKnowledge(one.publicKey, { ...proof, challenge: scalar(proof.challenge + 1n) }, "text|")).toBe(false)
    expect(verifyKnowledge(one.publicKey, { ...proof, response: scalar(proof.response + 1n) }, "text|")).toBe(false)
  })

  test("never uses a nonce twice, not even if one source serves two keys and one text", () => {
    const other = proveKnowledge(random, "test", two, "text|")
    // With a shared nonce the commitments, and so the challenges, would be equal.
    expect(other.challenge).not.toBe(proof.challenge)
    expect(proveKnowledge(random, "test", one, "other|").challenge).not.toBe(proof.challenge)
    expect(proveKnowledge(random, "test", one, "text|")).toEqual(proof)
  })
})
