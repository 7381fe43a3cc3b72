import { expect, test } from "vitest"
import { readArchive } from "../../src/belenios/archive-items.ts"
import { memorySource } from "../../src/verify/source/source.ts"
import { verify } from "../../src/verify/verify.ts"
import { Recorder } from "../support/recorder.ts"
import { tell } from "../support/story.ts"
import { tools } from "../support/tools.ts"

const asked = { authority: undefined, checkpoints: [], receipts: [], trackers: [] }

test("the sheet shows the constitution in effect, not one that was dropped before it", async () => {
  // Whoever invents an authority can put the text of the true one first, and drop it.
  // Called with its recorder below.
  // eslint-disable-next-line @typescript-eslint/unbound-method
  const { act: whole } = Recorder.prototype
  Recorder.prototype.act = function (kind, statements, members, leadsTo) {
    if (kind === "constitute") this.dropped(kind, statements)
    return whole.call(this, kind, statements, members, leadsTo)
  }
  const { files, anchor } = (() => {
    try {
      return tell({}, { until: "constituted", short: true })
    } finally {
      Recorder.prototype.act = whole
    }
  })()
  const { verdict, fingerprints } = await verify(memorySource(files), asked, tools)
  expect(verdict).toBe("CONSISTENT")
  const shown = fingerprints.find(({ name }) => name === "authority")?.value
  expect(shown).toMatch(/^sha256:/)
  // `anchor` is the hash of the first text of the kind.
  expect(shown).not.toBe(anchor)
})

test("a journal that counts the end of the ballots as a ballot is found, though every hash is right", async () => {
  const heads = new Map<number, string>()
  for (const item of readArchive(tell({}, { short: true }).recorder.archive())) {
    if ("height" in item) heads.set(item.height, item.hash)
  }
  const last = 6
  const { files } = tell(
    {
      entry: (event) => {
        if (event.type === "urn.accepted" && event.height === last) {
          return { ...event, count: event.count + 1, height: last + 1, head: heads.get(last + 1) ?? "" }
        }
        if (event.type === "urn.frozen") {
          const { ballots, grace } = event
          return { ...event, ballots: ballots + 1, grace: grace + 1, height: last + 2, head: heads.get(last + 2) ?? "" }
        }
        return event.type === "tally.computed" ? [] : event
      },
    },
    { short: true },
  )
  const { verdict, findings } = await verify(memorySource(files), asked, tools)
  expect(verdict).toBe("INVALID")
  expect(findings.map(({ code }) => code)).toEqual(["ARCHIVE_EVENT", "ARCHIVE_EVENT"])
})
