import { expect, test } from "vitest"
import { systemRandom } from "../../src/terminal/system-random.ts"

test("every draw has the length asked for, and no two are the same", () => {
  const random = systemRandom()
  const seen = new Set<string>()
  const lengths = [16, 24, 44, 256, 257, 5000]
  for (let draw = 0; draw < 6000; draw++) {
    const length = lengths[draw % lengths.length] ?? 0
    const drawn = random(length, "test")
    expect(drawn).toHaveLength(length)
    // No 16 bytes of it are blank or occur in another draw.
    for (let at = 0; at + 16 <= length; at += 16) seen.add(Buffer.from(drawn.subarray(at, at + 16)).toString("latin1"))
  }
  expect(seen.size).toBe(1000 * lengths.reduce((sum, length) => sum + Math.floor(length / 16), 0))
  expect(random(0, "test")).toHaveLength(0)
})

test("a caller may change what it drew without changing another draw", () => {
  const random = systemRandom()
  const first = random(32, "test")
  const second = random(32, "test")
  const before = second.slice()
  first.fill(0)
  expect(second).toEqual(before)
})

test("a generator that repeats itself, or gives bytes that are all alike, is refused", () => {
  const refused = expect.objectContaining({ code: "random-repeats" }) as Error
  for (const byte of [0, 7, 255]) expect(() => systemRandom((buffer) => buffer.fill(byte))(16, "key")).toThrow(refused)
  const bytes = Buffer.from(Array.from({ length: 251 }, (_, i) => (i * 37) % 251))
  const same = (buffer: Buffer) => void buffer.fill(bytes.subarray(0, 16))
  // The generator's state was copied, so every draw begins anew.
  expect(() => systemRandom(same)(16, "key")).toThrow(refused)
  expect(() => systemRandom(same)(5000, "key")).toThrow(refused)

  // A generator that is sound at first is still watched.
  let draws = 0
  const stuck = systemRandom((buffer) => {
    draws++
    buffer.fill(draws > 3 ? bytes.subarray(0, 16) : bytes.subarray(draws, draws + 16))
  })
  const spend = () => Array.from({ length: 200 }, () => stuck(256, "key"))
  expect(spend).toThrow(refused)
  expect(draws).toBe(5)
})
