import { expect, test } from "vitest"
import { hex, utf8 } from "../../src/core/bytes.ts"
import { seededRandom } from "../../src/core/seeded-random.ts"

const seed = utf8("seed")

test("a draw depends on the seed, the election, its journal, the purpose, the message and its place among the draws", () => {
  const draw = (from: Uint8Array, uuid: string, size: number, purpose: string, message: string, before = 0) => {
    const random = seededRandom(from, uuid, () => size)
    for (let i = 0; i < before; i++) random(1, purpose, "")
    return hex(random(32, purpose, message))
  }
  const draws = [
    draw(seed, "u", 1, "p", "m"),
    draw(utf8("other"), "u", 1, "p", "m"),
    draw(seed, "v", 1, "p", "m"),
    draw(seed, "u", 2, "p", "m"),
    draw(seed, "u", 1, "q", "m"),
    draw(seed, "u", 1, "p", "n"),
    draw(seed, "u", 1, "p", "m", 1),
  ]
  expect(new Set(draws).size).toBe(draws.length)
  expect(draw(seed, "u", 1, "p", "m")).toBe(draws[0])
})

test("the journal's size is read at every draw, and draws for other purposes do not change a draw's place", () => {
  let size = 1
  const random = seededRandom(seed, "u", () => size)
  const first = hex(random(16, "p"))
  size = 2
  const second = hex(random(16, "p"))
  const fresh = seededRandom(seed, "u", () => 2)
  fresh(16, "q")
  fresh(16, "p")
  expect(hex(fresh(16, "p"))).toBe(second)
  expect(second).not.toBe(first)
})

test("a long draw never repeats itself: 131 ciphertexts need more than 256 blocks", () => {
  const blocks = hex(seededRandom(seed, "", () => 0)(32 * 1000, "p")).match(/.{64}/g)
  expect(new Set(blocks).size).toBe(1000)
})

test("a draw has the length asked for", () => {
  const lengths = [0, 1, 32, 33, 100]
  expect(lengths.map((length) => seededRandom(seed, "", () => 0)(length, "p").length)).toEqual(lengths)
  const long = hex(seededRandom(seed, "", () => 0)(96, "p"))
  expect(new Set(long.match(/.{64}/g)).size).toBe(3)
})
