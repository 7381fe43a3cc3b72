import { expect, test } from "vitest"
import { lostStateText } from "../../src/authority/lost-state.ts"
import { base64 } from "../../src/core/bytes.ts"
import { sha256 } from "../../src/core/hash.ts"
import { signReceipt } from "../../src/notes/receipt.ts"
import { memorySource } from "../../src/verify/source/source.ts"
import { verify } from "../../src/verify/verify.ts"
import type { Recorder } from "../support/recorder.ts"
import { tell } from "../support/story.ts"
import { tools } from "../support/tools.ts"

const quorum = ["petra", "dan", "dina"]
const lostSize = 500

/** Verifies the record of an election that went on from a backup, with the receipt of a ballot that it does not hold. */
async function verified(ballot: { readonly size: number; readonly height: number }, recovered = true) {
  let receipt = ""
  let height = 0
  const after = (recorder: Recorder) => {
    height = recorder.head?.height ?? 0
    const lost = { size: lostSize, root: sha256("lost") }
    const statements = [
      { key: "lost", value: lostStateText(lost) },
      { key: "reason", value: "The disk failed" },
    ]
    if (recovered) recorder.act("recover", statements, quorum)
    recorder.checkpoint()
    const tracker = base64(sha256("a lost ballot")).replaceAll("=", "")
    const before = { size: ballot.size, root: sha256("abandoned") }
    const promise = { rehearsal: false, uuid: recorder.uuid, tracker, height: height + ballot.height, before }
    receipt = signReceipt(promise, recorder.urnKey)
  }
  const { files } = tell({ after }, { until: "open", short: true })
  const asked = { authority: undefined, checkpoints: [], receipts: [{ path: "r.txt", source: receipt }], trackers: [] }
  const { verdict, findings, unconfirmed } = await verify(memorySource(files), asked, tools)
  return { verdict, findings: findings.map(({ code }) => code), unconfirmed }
}

test("a receipt for a ballot that was given up is explained, and the record is not called wrong", async () => {
  const { verdict, unconfirmed } = await verified({ size: lostSize - 1, height: 3 })
  expect(verdict).toBe("CONSISTENT")
  expect(unconfirmed).toMatchObject([{ code: "RECEIPT_LOST", check: "C6", at: "r.txt" }])
})

test("a ballot that was sent again after the loss is in the urn, at another height", async () => {
  const after = (recorder: Recorder) => {
    const { size, root } = recorder.journal()
    const statements = [
      { key: "lost-after", value: `${size} ${root}` },
      { key: "reason", value: "The machine died" },
    ]
    recorder.act("recover", statements, quorum)
    recorder.checkpoint()
  }
  const { files, recorder, trackers } = tell({ after }, { until: "open", short: true })
  const { uuid, urnKey } = recorder
  const before = { size: 500, root: sha256("abandoned") }
  const receipt = signReceipt({ rehearsal: false, uuid, tracker: trackers[0] ?? "", height: 99, before }, urnKey)
  const asked = { authority: undefined, checkpoints: [], receipts: [{ path: "r.txt", source: receipt }], trackers: [] }
  expect(await verify(memorySource(files), asked, tools)).toMatchObject({ verdict: "CONSISTENT", unconfirmed: [] })
})

test("a ballot that no loss explains is missing from the record", async () => {
  // No loss explains these: nothing was recovered, the journal is longer than the one given up, or the record has
  // the height.
  for (const [ballot, recovered] of [
    [{ size: lostSize - 1, height: 3 }, false],
    [{ size: lostSize + 1, height: 3 }, true],
    [{ size: lostSize - 1, height: 0 }, true],
  ] as const) {
    const { verdict, findings, unconfirmed } = await verified(ballot, recovered)
    expect(verdict).toBe("INVALID")
    expect(findings).toContain("RECEIPT_BALLOT")
    expect(unconfirmed).toEqual([])
  }
})
