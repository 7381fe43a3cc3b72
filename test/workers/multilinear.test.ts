import * as fc from "fast-check"
import { expect, test } from "vitest"
import { sha256 } from "../../src/core/hash.ts"
import { fingerprinter } from "../../src/workers/multilinear.ts"

const things = Uint8Array.from(Buffer.concat(Array.from({ length: 5000 }, (_, index) => sha256(String(index)))))

test("a value has one fingerprint wherever it is in memory, another under another key, and unlike those of other values", () => {
  const [one, other] = [fingerprinter(sha256("one")), fingerprinter(sha256("other"))]
  const prints = Array.from({ length: 5000 }, (_, index) => one(things, 32 * index))
  expect(new Set(prints).size).toBe(5000)
  expect(one(things.slice(64, 96), 0)).toBe(prints[2])
  expect(fingerprinter(sha256("one"))(things, 64)).toBe(prints[2])
  expect(other(things, 64)).not.toBe(prints[2])
})

test("every bit of a value changes the fingerprint, and all bits of the fingerprint change", () => {
  const print = fingerprinter(sha256("bits"))
  const thing = things.slice(0, 32)
  const seen = Array.from({ length: 256 }, (_, bit) => {
    const changed = thing.with(bit >> 3, (thing[bit >> 3] ?? 0) ^ (1 << (bit & 7)))
    return print(changed, 0) ^ print(thing, 0)
  })
  expect(seen).not.toContain(0n)
  expect(seen.reduce((all, change) => all | change, 0n)).toBe(2n ** 64n - 1n)
})

// The law is tried on a small scale: in lanes of 16 bits, things that differ in few bits agree once in 65,536 keys.
test("two different values agree in a lane as rarely as theory says, however alike they are", () => {
  const [one, other] = [new Uint8Array(32), new Uint8Array(32)]
  other[31] = 0x80
  let agreed = 0
  const keys = 20_000
  for (let index = 0; index < keys; index++) {
    const print = fingerprinter(sha256(`key ${index}`))
    const difference = print(one, 0) ^ print(other, 0)
    for (let lane = 0n; lane < 4n; lane++) if (((difference >> (16n * lane)) & 0xffffn) === 0n) agreed++
  }
  // Chance alone gives 1.2.
  expect(agreed).toBeLessThan(10)
})

test("the fingerprint follows its formula", () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (thing) => {
      const key = sha256("formula")
      const bytes = Buffer.concat(Array.from({ length: 9 }, (_, block) => sha256(key, Uint8Array.of(block))))
      let expected = 0n
      for (let lane = 0; lane < 4; lane++) {
        let sum = BigInt(bytes.readUInt32LE(4 * 17 * lane))
        for (let word = 0; word < 16; word++) {
          const value = BigInt((thing[2 * word] ?? 0) + 256 * (thing[2 * word + 1] ?? 0))
          sum += BigInt(bytes.readUInt32LE(4 * (17 * lane + 1 + word))) * value
        }
        expected |= ((sum % 2n ** 32n) >> 16n) << BigInt(16 * lane)
      }
      expect(fingerprinter(key)(thing, 0)).toBe(expected)
    }),
  )
})
