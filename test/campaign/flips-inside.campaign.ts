import { expect, test } from "vitest"
import { flipAll, rebuilt, reportFlips, smallStory } from "./flips.ts"

const { files } = smallStory()
const inside = [...files.keys()].filter((name) => /^acts\/|\.bel$|^journal|^register/.test(name))

test.each(inside)("every byte of %s, with the manifest made for it", async (name) => {
  const flips = await flipAll(name, files.get(name) ?? new Uint8Array(), rebuilt(files, name))
  console.log(reportFlips(name, flips))
  expect(flips.missed).toEqual([])
})
