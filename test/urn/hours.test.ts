import { afterEach, describe, expect, test } from "vitest"
import { effectiveActs } from "../../src/authority/proven-acts.ts"
import { readArchive } from "../../src/belenios/archive-items.ts"
import { concat } from "../../src/core/bytes.ts"
import { sha256Hex } from "../../src/core/hash.ts"
import { currentPhase, lastEntry } from "../../src/journal/operations.ts"
import { batchText, signBatch } from "../../src/notes/batch.ts"
import { archiveBytes } from "../../src/urn/archive-queries.ts"
import { closingReport, freezeUrn } from "../../src/urn/freeze-operations.ts"
import { importBallots } from "../../src/urn/intake/import-operations.ts"
import { openUrn, zeroReport } from "../../src/urn/open-operations.ts"
import { refusalOf } from "../support/refusal.ts"
import { withoutTriggers } from "../support/tamper.ts"
import { acceptBallots, hours, lines, siteKey, TestElection, uuid } from "./test-election.ts"

let election: TestElection
afterEach(() => {
  election.remove()
})

const code = (index: number) => election.codes[index] ?? ""
const cast = (voter: number, channel: string, at: number, began = hours.opens, draw = "") =>
  acceptBallots(election.file, [election.checked(election.ballot(code(voter), undefined, draw))], channel, at, {
    began,
  })
const unchanged = (act: () => unknown): object => {
  const before = election.contents()
  const found = refusalOf(act)
  expect(election.contents()).toBe(before)
  return found
}
const phase = () => currentPhase(election.file.journal, election.now)

describe("opening", () => {
  test("waits for the act and for its hour, and then finds the urn empty", () => {
    election = new TestElection().sealed()
    expect(unchanged(() => openUrn(election.file, hours.opens))).toEqual({
      code: "act-needed",
      params: { kind: "open" },
    })
    election.decide("open")
    expect(phase()).toBe("sealed")
    expect(unchanged(() => openUrn(election.file, hours.opens - 1))).toEqual({
      code: "not-before",
      params: { kind: "open", hour: "2014-11-28T19:00:00Z" },
    })
    expect(unchanged(() => openUrn(election.file, hours.closes))).toMatchObject({ code: "opening-missed" })
    election.now = hours.opens + 5000
    const report = openUrn(election.file, election.now)
    expect(report).toMatchObject({
      uuid,
      name: "Congrès",
      opened: "2014-11-28T19:00:05Z",
      opens: "2014-11-28T19:00:00Z",
      closes: "2014-11-29T19:00:00Z",
      ballots: 0,
      height: 0,
      head: election.file.urn.eventAt(0)?.hash,
    })
    expect(phase()).toBe("open")
    const before = election.contents()
    expect(openUrn(election.file, hours.noon)).toEqual(report)
    expect(election.contents()).toBe(before)
  })

  test("takes its hours from the act, which must be in order", () => {
    election = new TestElection().sealed()
    const given = { opens: "2014-11-28T12:00:00Z", closes: "2014-11-28T13:00:00Z" }
    expect(
      unchanged(() => {
        election.decide("open", { opens: given.closes, closes: given.closes })
      }),
    ).toMatchObject({
      code: "hour-refused",
    })
    expect(
      unchanged(() => {
        election.decide("open", { opens: "2014-11-28" })
      }),
    ).toMatchObject({ code: "hour-refused" })
    election.decide("open", given)
    election.now = Date.parse(given.opens)
    expect(openUrn(election.file, election.now)).toMatchObject(given)
    election.now = Date.parse(given.closes)
    expect(phase()).toBe("closed")
  })

  test("gives the same report after ballots came in", () => {
    election = new TestElection().open()
    const report = zeroReport(election.file)
    cast(0, "site", election.now)
    expect(zeroReport(election.file)).toEqual(report)
  })
})

describe("during the vote", () => {
  test("suspending and resuming need a reason, and do not change the hour of closing", () => {
    election = new TestElection().open()
    expect(
      unchanged(() => {
        election.decide("suspend")
      }),
    ).toMatchObject({ code: "given-missing" })
    election.decide("suspend", { reason: "The site does not answer." })
    expect(phase()).toBe("suspended")
    election.decide("resume", { reason: "It does again." })
    expect(phase()).toBe("open")
    expect(effectiveActs(election.file, "resume")[0]?.statements).toEqual([
      { key: "closes", value: "2014-11-29T19:00:00Z" },
      { key: "reason", value: "It does again." },
    ])
    election.now = hours.closes
    expect(phase()).toBe("closed")
  })

  test("an extension can only lengthen the vote, from open or suspended, and moves the grace with it", () => {
    election = new TestElection().open()
    const reason = "Two hours were lost."
    for (const closes of ["2014-11-29T18:59:59Z", "2014-11-29T19:00:00Z"]) {
      expect(
        unchanged(() => {
          election.decide("extend", { closes, reason })
        }),
      ).toEqual({
        code: "hour-refused",
        params: { kind: "extend", given: closes, limit: "2014-11-29T19:00:00Z" },
      })
    }
    expect(
      unchanged(() => {
        election.decide("extend", { reason })
      }),
    ).toMatchObject({ code: "given-missing" })
    election.decide("suspend", { reason })
    election.decide("extend", { closes: "2014-11-29T21:00:00Z", reason })
    expect(phase()).toBe("suspended")
    election.decide("resume", { reason })
    election.now = Date.UTC(2014, 10, 29, 20, 30)
    expect(phase()).toBe("open")
    expect(cast(0, "site", election.now)).toMatchObject([{ state: "accepted" }])
    election.now = Date.UTC(2014, 10, 29, 21)
    expect(phase()).toBe("closed")
    expect(cast(1, "site", election.now + 1000)).toMatchObject([{ state: "accepted" }])
    election.now += 5000
    expect(
      unchanged(() => {
        election.decide("extend", { closes: "2014-11-29T23:00:00Z", reason })
      }),
    ).toMatchObject({
      code: "wrong-phase",
    })
  })
})

describe("closing and freezing", () => {
  test("do not come early, and the freeze waits for its act and for the grace", () => {
    election = new TestElection().open()
    cast(0, "site", election.now)
    expect(
      unchanged(() => {
        election.decide("close")
      }),
    ).toMatchObject({ code: "wrong-phase", params: { phase: "open" } })
    expect(unchanged(() => freezeUrn(election.file, hours.noon))).toMatchObject({ code: "wrong-phase" })
    election.now = hours.closes
    expect(unchanged(() => freezeUrn(election.file, hours.graceEnds))).toEqual({
      code: "act-needed",
      params: { kind: "close" },
    })
    election.decide("close")
    expect(effectiveActs(election.file, "close")[0]?.statements).toEqual([
      { key: "closes", value: "2014-11-29T19:00:00Z" },
      { key: "register", value: "none" },
    ])
    expect(unchanged(() => freezeUrn(election.file, hours.graceEnds - 1))).toEqual({
      code: "grace-runs",
      params: { closed: "2014-11-29T19:00:00Z", hour: "2014-11-29T19:30:00Z" },
    })
    // A voter who had begun still finishes between the act and the freeze.
    expect(cast(1, "office", hours.graceEnds - 1)).toMatchObject([{ state: "accepted" }])
    election.now = hours.graceEnds
    // The figure of the freeze is that of the archive, and the ledger of ballots must have it.
    const { db } = election.file.store
    db.exec("CREATE TEMP TABLE kept AS SELECT * FROM ballot WHERE height = 2")
    db.pragma("foreign_keys = OFF")
    withoutTriggers(db, () => db.exec("DELETE FROM ballot WHERE height = 2"))
    expect(unchanged(() => freezeUrn(election.file, election.now))).toEqual({
      code: "election-file-altered",
      params: { part: "ballots", at: "1 of 2" },
    })
    db.exec("INSERT INTO ballot SELECT * FROM kept; DROP TABLE kept")
    db.pragma("foreign_keys = ON")
    const report = freezeUrn(election.file, election.now)
    expect(report).toMatchObject({
      closed: "2014-11-29T19:00:00Z",
      frozen: "2014-11-29T19:30:00Z",
      ballots: 2,
      voters: 2,
      replaced: 0,
      grace: 1,
      channels: [
        { channel: "office", ballots: 1 },
        { channel: "site", ballots: 1 },
      ],
      missing: [],
      height: 3,
    })
    expect(phase()).toBe("frozen")
    expect(lastEntry(election.file.journal, "urn.frozen")?.event).toMatchObject({ ballots: 2, grace: 1, height: 3 })
    const items = [...readArchive(concat(...archiveBytes(election.file)))]
    expect(items.map((item) => ("type" in item ? item.type : item.code))).toEqual([
      ...["Start", "Setup", "Ballot", "Ballot", "EndBallots"],
    ])
    expect(unchanged(() => cast(2, "site", election.now))).toMatchObject({ code: "wrong-phase" })
    const before = election.contents()
    expect(freezeUrn(election.file, election.now)).toEqual(report)
    expect(closingReport(election.file)).toEqual(report)
    expect(election.contents()).toBe(before)
  })

  test("work for an urn without a ballot", () => {
    election = new TestElection().open()
    election.now = hours.graceEnds
    election.decide("close")
    expect(freezeUrn(election.file, election.now)).toMatchObject({ ballots: 0, voters: 0, height: 1 })
  })

  test("count the ballots that later ones of the same voters replaced", () => {
    election = new TestElection({ revote: "last-counts" }).open()
    cast(0, "site", election.now)
    cast(0, "site", election.now, hours.opens, "again")
    cast(1, "site", election.now)
    election.now = hours.graceEnds
    election.decide("close")
    expect(freezeUrn(election.file, election.now)).toMatchObject({ ballots: 3, voters: 2, replaced: 1 })
  })

  test("wait for each batch announced, or for the act that gives it up", async () => {
    election = new TestElection().open()
    const content = lines(election.ballot(code(0)))
    const batch = { rehearsal: false, uuid, channel: "site", count: 1, sha256: sha256Hex(content) }
    const first = { ...batch, number: 1, previous: undefined }
    const second = {
      ...batch,
      number: 2,
      previous: `sha256:${sha256Hex(batchText(first))}` as const,
    }
    election.write("b.jsonl", content)
    election.write("1.note", signBatch(first, siteKey))
    election.write("2.note", signBatch(second, siteKey))
    await importBallots(election.file, { path: "b.jsonl", channel: "site", note: "2.note" }, election.world)
    election.now = hours.graceEnds
    election.decide("close")
    expect(unchanged(() => freezeUrn(election.file, election.now))).toEqual({
      code: "not-ready",
      params: { kind: "close", missing: [{ thing: "batch", channel: "site", number: 1 }] },
    })
    expect(
      unchanged(() => {
        election.decide("close", { missing: "site 2" })
      }),
    ).toEqual({
      code: "batch-not-missing",
      params: { batch: "site 2" },
    })
    election.decide("close", { missing: "site 1" })
    const late = importBallots(election.file, { path: "b.jsonl", channel: "site", note: "1.note" }, election.world)
    await expect(late).rejects.toMatchObject({ code: "batch-refused", params: { fault: "given-up" } })
    expect(freezeUrn(election.file, election.now)).toMatchObject({ ballots: 1, missing: ["site 1"] })
  })
})
