import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { utf8 } from "../../src/core/bytes.ts"
import { sha256Hex } from "../../src/core/hash.ts"
import type { World } from "../../src/core/world.ts"
import { lastEntry } from "../../src/journal/operations.ts"
import { signBatch } from "../../src/notes/batch.ts"
import { announceBatches } from "../../src/urn/announce-operations.ts"
import { openedBatch, provenBatches } from "../../src/urn/batch-queries.ts"
import { batchesAwaited, channelKey, listBatches } from "../../src/urn/channel-queries.ts"
import { importBallots } from "../../src/urn/intake/import-operations.ts"
import { withoutTriggers } from "../support/tamper.ts"
import { lines, siteKey, TestElection, uuid } from "./test-election.ts"

let election: TestElection
beforeEach(() => {
  election = new TestElection({ weights: Array.from({ length: 300 }, () => 1n) }).open()
})
afterEach(() => {
  election.remove()
})

const ballot = (voter: number) => election.ballot(election.codes[voter] ?? "")
const altered = (at: string) => ({ code: "election-file-altered", params: { part: "batches", at } })
const refusal = (at: string) => expect.objectContaining(altered(at)) as Error

function write(content: string): void {
  const count = content.split("\n").length - 1
  const batch = {
    rehearsal: false,
    uuid,
    channel: "site",
    number: 1,
    previous: undefined,
    count,
    sha256: sha256Hex(content),
  }
  election.write("b.jsonl", content)
  election.write("b.note", signBatch(batch, siteKey))
}

const take = (world: Partial<World> = {}) =>
  importBallots(
    election.file,
    { path: "b.jsonl", channel: "site", note: "b.note" },
    {
      ...election.world,
      ...world,
    },
  )

/** It is interrupted when the first 256 lines are in the urn, or refused. */
async function takePart(): Promise<void> {
  const cancel = new AbortController()
  const progress = () => {
    cancel.abort()
  }
  await expect(take({ signal: cancel.signal, progress })).rejects.toMatchObject({ code: "import-cancelled" })
}

function tamper(sql: string): void {
  const { db } = election.file.store
  db.pragma("foreign_keys = OFF")
  db.pragma("ignore_check_constraints = ON")
  withoutTriggers(db, () => db.exec(sql))
}

describe("a received batch is believed only as far as the journal goes:", () => {
  beforeEach(async () => {
    write(lines(ballot(0), utf8("x"), ballot(1)))
    await take()
  })

  test.each([
    ["fewer lines", "UPDATE batch SET count = 2", "site 1"],
    ["more lines", "UPDATE batch SET count = 4", "site 1"],
    ["another file", `UPDATE batch SET sha256 = '${"a".repeat(64)}'`, "site 1"],
    ["more ballots", "UPDATE batch SET accepted = 3, refused = 0", "site 1"],
    ["ballots there before", "UPDATE batch SET present = 1", "site 1"],
    ["none of them handled", "UPDATE batch SET accepted = 0, refused = 0", "site 1"],
    ["another number", "UPDATE batch SET number = 2", "site 2"],
    ["another channel", "UPDATE batch SET channel = 'sites'", "sites 1"],
    ["an additional batch", "INSERT INTO batch SELECT channel, 2, note, count, sha256, 0, 0, 0 FROM batch", "site 2"],
    ["no batch", "DELETE FROM batch", "site 1"],
  ])("%s", async (_, sql, at) => {
    tamper(sql)
    expect(() => listBatches(election.file)).toThrow(refusal(at))
    expect(() => batchesAwaited(election.file)).toThrow(refusal(at))
    await expect(take()).rejects.toMatchObject(altered(at))
  })

  test("the note of another batch is not published", () => {
    tamper("UPDATE batch SET note = replace(note, 'count 3', 'count 4')")
    const [batch] = provenBatches(election.file)
    if (batch === undefined) throw new Error("no batch")
    const key = channelKey(election.file, "site")
    expect(() => openedBatch(batch, election.file.election.get(), key)).toThrow(refusal("site 1"))
  })

  test("the fault of a line is found again, whatever the file says about it", async () => {
    tamper(`UPDATE batch_refusal SET findings = '[]'`)
    const again = await take()
    expect(again).toMatchObject({ accepted: 0, present: 2, refused: 1 })
    expect(again.refusals).toMatchObject([{ line: 2, findings: [{ code: "BALLOT_FORM" }] }])
  })

  test.each([
    ["an additional refused line", "INSERT INTO batch_refusal VALUES ('site', 1, 1, '[]')"],
    ["a missing refused line", "DELETE FROM batch_refusal"],
    ["another refused line", "UPDATE batch_refusal SET line = 3"],
  ])("%s", async (_, sql) => {
    tamper(sql)
    await expect(take()).rejects.toMatchObject(altered("site 1"))
  })
})

describe("a batch that came in part continues where it stopped,", () => {
  beforeEach(async () => {
    write(lines(...Array.from({ length: 300 }, (_, line) => (line % 100 === 0 ? ballot(line) : utf8("x")))))
    await takePart()
  })

  test("and reports how far it came only when it is complete", async () => {
    expect(listBatches(election.file)).toEqual([
      { channel: "site", number: 1, state: "incomplete", count: 300, accepted: undefined, refused: undefined },
    ])
    expect(await take()).toMatchObject({ lines: 300, accepted: 0, present: 3, refused: 297 })
    expect(listBatches(election.file)).toMatchObject([{ state: "received", accepted: 3, refused: 297 }])
  })

  test.each([
    ["further than it did", "UPDATE batch SET accepted = accepted + 1"],
    ["less far", "UPDATE batch SET accepted = accepted - 1"],
    ["with other figures", "UPDATE batch SET accepted = accepted - 1, refused = refused + 1"],
    ["with a refused line that is to come", "INSERT INTO batch_refusal VALUES ('site', 1, 290, '[]')"],
  ])("but not if the file says that it came %s", async (_, sql) => {
    tamper(sql)
    await expect(take()).rejects.toMatchObject(altered("site 1"))
    expect(lastEntry(election.file.journal, "urn.batch-received")).toBeUndefined()
  })
})

test("a ballot that the file calls handled but that is not in the urn is not skipped", async () => {
  write(lines(ballot(0), ballot(1)))
  await announceBatches(election.file, "site", ["b.note"], election.world)
  tamper("UPDATE batch SET accepted = 1")
  await expect(take()).rejects.toMatchObject(altered("site 1"))
  expect(election.file.urn.ballots()).toBe(0)
})

test("a refused line stays refused even if its ballot was accepted another way since", async () => {
  election.remove()
  election = new TestElection({ revote: "last-counts" }).open()
  election.write("office.jsonl", lines(ballot(0)))
  const office = { path: "office.jsonl", channel: "office" }
  await importBallots(election.file, office, election.world)
  const again = election.ballot(election.codes[0] ?? "", undefined, "again")
  write(lines(again, ballot(1)))
  // A voter stays in the channel of the first ballot.
  expect(await take()).toMatchObject({ accepted: 1, refused: 1, refusals: [{ line: 1 }] })
  election.write("office.jsonl", lines(again))
  expect(await importBallots(election.file, office, election.world)).toMatchObject({ accepted: 1 })
  expect(await take()).toMatchObject({ accepted: 0, present: 1, refused: 1, refusals: [] })
})
