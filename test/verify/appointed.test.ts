import { expect, test } from "vitest"
import { fileName } from "../../src/bundle/layout.ts"
import { signCheckpoint } from "../../src/notes/checkpoint.ts"
import { memorySource } from "../../src/verify/source/source.ts"
import { verify } from "../../src/verify/verify.ts"
import { appointing, second, urn } from "../campaign/mutants/appoint.ts"
import { tell } from "../support/story.ts"
import { tools } from "../support/tools.ts"

let late = ""
/** The urn's key is replaced while the urn is open, and the new one signs from there on. */
const story = tell(
  appointing(
    (recorder) => [urn(second(recorder))],
    (recorder) => {
      const head = { size: recorder.tree.size(), root: recorder.tree.root() }
      recorder.write(fileName({ kind: "checkpoint", size: head.size }), signCheckpoint(head, second(recorder)))
      late = signCheckpoint(head, recorder.urnKey)
    },
  ),
  { short: true, until: "open" },
)
const early = Buffer.from([...story.files].find(([name]) => name.startsWith("checkpoints/"))?.[1] ?? []).toString()
const ask = (asked: object) =>
  verify(
    memorySource(story.files),
    { authority: story.anchor.replace("sha256:", ""), checkpoints: [], receipts: [], trackers: [], ...asked },
    tools,
  )

test("a record with two keys of the urn is VERIFIED, with the receipts and checkpoints of the first within its term", async () => {
  const receipts = story.receipts.map((source, i) => ({ path: `r${i}`, source }))
  const report = await ask({ receipts, checkpoints: [{ path: "c", source: early }] })
  expect(report).toMatchObject({ verdict: "VERIFIED", findings: [], unconfirmed: [] })
})

test("a checkpoint that the replaced key signs later is not confirmed, and does not count against the record", async () => {
  const report = await ask({ checkpoints: [{ path: "c", source: late }] })
  expect(report).toMatchObject({
    verdict: "VERIFIED",
    findings: [],
    unconfirmed: [{ code: "CHECKPOINT_KEPT", params: { fault: "term" } }],
  })
})
