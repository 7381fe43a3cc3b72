import { expect, test } from "vitest"
import { publicKeyOf } from "../../src/notes/ed25519.ts"
import { isFact, knownFacts, learn } from "../../src/notes/facts.ts"
import { verifierKey } from "../../src/notes/key.ts"

/** Counts how often a fact is computed. */
function countedFact(isSo: boolean): { readonly find: () => boolean; readonly times: () => number } {
  let times = 0
  return {
    find: () => {
      times++
      return isSo
    },
    times: () => times,
  }
}

test("a positive fact is computed once, a negative one each time", () => {
  const [positive, negative] = [countedFact(true), countedFact(false)]
  expect([isFact("positive", positive.find), isFact("positive", positive.find)]).toEqual([true, true])
  expect([isFact("negative", negative.find), isFact("negative", negative.find)]).toEqual([false, false])
  expect([positive.times(), negative.times()]).toEqual([1, 2])
  expect(knownFacts()).toContain("positive")
  expect(knownFacts()).not.toContain("negative")
})

test("a remembered fact is not computed again", () => {
  learn(["remembered"])
  const never = countedFact(false)
  expect(isFact("remembered", never.find)).toBe(true)
  expect(never.times()).toBe(0)
})

test("a key is identified by all of its bytes", () => {
  const key = publicKeyOf(new Uint8Array(32).fill(7))
  expect(verifierKey("anne", key)).toBeDefined()
  const others = Array.from(key, (_, at) => key.map((byte, i) => (i === at ? byte ^ 1 : byte)))
  const sound = others.filter((other) => verifierKey("anne", other) !== undefined)
  // Half of all encodings are those of a point, and one in eight of these of a point of prime order.
  expect(sound.length).toBeLessThan(16)
})

test("beyond the limit, the latest facts are kept", () => {
  const names = Array.from({ length: 2000 }, (_, i) => `fact ${i}`)
  learn(names)
  expect(knownFacts()).toEqual(names.slice(-1024).sort())
  const again = countedFact(true)
  expect([isFact("one more", again.find), isFact("one more", again.find)]).toEqual([true, true])
  expect(again.times()).toBe(1)
  expect(knownFacts()).toHaveLength(1024)
})
