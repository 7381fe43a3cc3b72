import { expect, test } from "vitest"
import { systemRandom } from "../../src/terminal/system-random.ts"

test("every draw has its length, and no two of them are the same, however many are asked for", () => {
  const random = systemRandom()
  const seen = new Set<string>()
  const lengths = [16, 24, 44, 256, 257, 5000]
  for (let draw = 0; draw < 6000; draw++) {
    const length = lengths[draw % lengths.length] ?? 0
    const drawn = random(length, "test")
    expect(drawn).toHaveLength(length)
    // No 16 bytes of it are those of another draw, nor blank.
    for (let at = 0; at + 16 <= length; at += 16) seen.add(Buffer.from(drawn.subarray(at, at + 16)).toString("latin1"))
  }
  expect(seen.size).toBe(1000 * lengths.reduce((sum, length) => sum + Math.floor(length / 16), 0))
  expect(random(0, "test")).toHaveLength(0)
})

test("what was drawn is the caller's: changing it changes no other draw", () => {
  const random = systemRandom()
  const first = random(32, "test")
  const second = random(32, "test")
  const before = second.slice()
  first.fill(0)
  expect(second).toEqual(before)
})

test("a generator that repeats, or gives bytes that are all alike, is refused", () => {
  const refused = expect.objectContaining({ code: "random-repeats" }) as Error
  for (const byte of [0, 7, 255]) expect(() => systemRandom((buffer) => buffer.fill(byte))(16, "key")).toThrow(refused)
  const bytes = Buffer.from(Array.from({ length: 251 }, (_, i) => (i * 37) % 251))
  const same = (buffer: Buffer) => void buffer.fill(bytes.subarray(0, 16))
  // A state that was copied: every draw begins anew.
  expect(() => systemRandom(same)(16, "key")).toThrow(refused)
  expect(() => systemRandom(same)(5000, "key")).toThrow(refused)

  // One that is sound at first is watched as it goes on.
  let draws = 0
  const stuck = systemRandom((buffer) => {
    draws++
    buffer.fill(draws > 3 ? bytes.subarray(0, 16) : bytes.subarray(draws, draws + 16))
  })
  const spend = () => Array.from({ length: 200 }, () => stuck(256, "key"))
  expect(spend).toThrow(refused)
  expect(draws).toBe(5)
})
