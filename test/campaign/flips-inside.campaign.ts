import { expect, test } from "vitest"
import { flipAll, noticedStory, rebuilt, reportFlips, smallStory, stampedStory } from "./flips.ts"

const { files } = smallStory()
const inside = [...files.keys()].filter((name) => /^acts\/|\.bel$|^journal|^register/.test(name))

test.each(inside)("every byte of %s, with the manifest made for it", async (name) => {
  const flips = await flipAll(name, files.get(name) ?? new Uint8Array(), rebuilt(files, name))
  console.log(reportFlips(name, flips))
  expect(flips.missed).toEqual([])
})

const noticed = noticedStory().files
/** The second notice has everything that a notice can have. */
const notices = [...noticed.keys()].filter((name) => name === "notices/0002.txt")

test.each(notices)("every byte of %s, with the manifest made for it", async (name) => {
  const flips = await flipAll(name, noticed.get(name) ?? new Uint8Array(), rebuilt(noticed, name))
  console.log(reportFlips(name, flips))
  expect(flips.missed).toEqual([])
})

const stamped = stampedStory().files

/** The token has nothing besides what it needs. Of lists and attributes that nobody signed test/notes/time-stamp.test.ts says more. */
test.each([...stamped.keys()].filter((name) => name.startsWith("stamps/")))(
  "every byte of %s, with the manifest made for it",
  async (name) => {
    const flips = await flipAll(name, stamped.get(name) ?? new Uint8Array(), rebuilt(stamped, name))
    console.log(reportFlips(name, flips))
    expect(flips.missed).toEqual([])
  },
)
