import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { utf8, utf8Text } from "../../src/core/bytes.ts"
import { linesOf } from "../../src/core/lines.ts"

async function* inBlocks(text: string, size: number): AsyncGenerator<Uint8Array, void, undefined> {
  const bytes = utf8(text)
  for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.subarray(at, at + size))
}

async function linesIn(text: string, most: number, size: number): Promise<readonly (readonly [string, string])[]> {
  const found: (readonly [string, string])[] = []
  for await (const { body, end } of linesOf(inBlocks(text, size), most)) found.push([utf8Text(body) ?? "", end])
  return found
}

/** Says the same of a text that is at hand as a whole. */
function linesAtOnce(text: string, most: number): readonly (readonly [string, string])[] {
  const parts = text.split("\n")
  return parts.flatMap((part, i): readonly (readonly [string, string])[] => {
    const isLast = i === parts.length - 1
    if (isLast && part === "") return []
    if (part.length > most) return [[part.slice(0, most + 1), "cut"]]
    return [[part, isLast ? "absent" : "line-feed"]]
  })
}

describe("lines", () => {
  test("do not depend on the blocks in which a file is read", async () => {
    const text = fc.string({ unit: fc.constantFrom("a", "b", "\r", "\n"), maxLength: 40 })
    await fc.assert(
      fc.asyncProperty(text, fc.nat(8), fc.integer({ min: 1, max: 12 }), async (given, most, size) => {
        expect(await linesIn(given, most, size)).toEqual(linesAtOnce(given, most))
      }),
      { numRuns: 500 },
    )
  })

  test("are copies, so that a block can be reused", async () => {
    const block = utf8("one\ntwo\n")
    async function* blocks() {
      yield await Promise.resolve(block)
    }
    const found: Uint8Array[] = []
    for await (const { body } of linesOf(blocks(), 10)) found.push(body)
    block.fill(0)
    expect(found.map(utf8Text)).toEqual(["one", "two"])
  })

  test("that are too long are reported before their end is read", async () => {
    let read = 0
    async function* endless() {
      for (;;) {
        read++
        yield await Promise.resolve(new Uint8Array(100).fill(0x61))
      }
    }
    for await (const { body, end } of linesOf(endless(), 250)) {
      expect([body.length, end]).toEqual([251, "cut"])
      break
    }
    expect(read).toBe(3)
  })
})
