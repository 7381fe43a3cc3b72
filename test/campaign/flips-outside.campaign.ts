import { expect, test } from "vitest"
import { streamSource } from "../../src/verify/source/source.ts"
import { flipAll, reportFlips, smallStory } from "./flips.ts"
import { tarBytes, tarTime } from "./mutants/mutant.ts"

async function* only(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes)
}

test("every byte of a bundle, as a tar", async () => {
  const story = smallStory()
  const flips = await flipAll("tar", tarBytes(story.files, tarTime(story)), (changed) =>
    streamSource(() => only(changed)),
  )
  console.log(reportFlips("bundle", flips))
  expect(flips.missed).toEqual([])
})
