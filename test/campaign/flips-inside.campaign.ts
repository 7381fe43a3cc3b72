import { expect, test } from "vitest"
import { minuted } from "../support/minuted.ts"
import { type Story, tell } from "../support/story.ts"
import { flipAll, noticedStory, rebuilt, reportFlips, smallStory, stampedStory } from "./flips.ts"

/** A record, and the files of it of which every byte is changed. */
type Flipped = readonly [story: Story, names: RegExp]

const records: readonly Flipped[] = [
  [smallStory(), /^acts\/|\.bel$|^journal|^register/],
  // The second notice has everything that a notice can have.
  [noticedStory(), /^notices\/0002\.txt$/],
  // The token has nothing besides what it needs. Of lists and attributes that nobody signed test/notes/time-stamp.test.ts says more.
  [stampedStory(), /^stamps\//],
  [tell({}, { short: true, small: true, until: "open", urgent: "resumes" }), /^suspensions\//],
  [await minuted({}, {}, { short: true, small: true }), /^minutes/],
]

const all = records.flatMap(([{ files }, names]) =>
  [...files.keys()].filter((name) => names.test(name)).map((name) => [name, files] as const),
)

test.each(all)("every byte of %s, with the manifest made for it", async (name, files) => {
  const flips = await flipAll(name, files.get(name) ?? new Uint8Array(), rebuilt(files, name))
  console.log(reportFlips(name, flips))
  expect(flips.missed).toEqual([])
})
