import * as fc from "fast-check"
import { expect, test } from "vitest"
import { inChunks } from "../../src/workers/chunks.ts"

async function chunksOf(sizes: readonly number[], options: { most?: number; total?: number }): Promise<number[][]> {
  const found: number[][] = []
  for await (const chunk of inChunks(sizes, (size) => size, options)) found.push([...chunk])
  return found
}

test("law: chunks have every item in order, are never empty, and never longer than the limit", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.nat(400_000), { maxLength: 300 }),
      fc.integer({ min: 1, max: 80 }),
      fc.option(fc.nat(400), { nil: undefined }),
      async (sizes, most, total) => {
        const chunks = await chunksOf(sizes, { most, ...(total === undefined ? {} : { total }) })
        expect(chunks.flat()).toEqual(sizes)
        for (const chunk of chunks) {
          expect(chunk.length).toBeGreaterThan(0)
          expect(chunk.length).toBeLessThanOrEqual(most)
          // All but the last item fit, and one more would not.
          expect(chunk.slice(0, -1).reduce((sum, size) => sum + size, 0)).toBeLessThan(1_048_576)
        }
      },
    ),
    { numRuns: 50 },
  )
})

test("chunks get shorter towards an end that is known, and not before", async () => {
  const sizes = Array.from({ length: 3000 }, () => 5000)
  const lengths = (chunks: readonly (readonly number[])[]) => chunks.map(({ length }) => length)
  const [unknown, known] = [lengths(await chunksOf(sizes, {})), lengths(await chunksOf(sizes, { total: 3000 }))]
  expect(unknown).toEqual([...Array<number>(46).fill(64), 56])
  expect(known[0]).toBe(64)
  expect(known.slice(0, -1)).toEqual(known.slice(0, -1).sort((a, b) => b - a))
  expect(known.slice(-5, -1)).toEqual([8, 8, 8, 8])
})
