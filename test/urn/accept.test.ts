import { afterEach, describe, expect, test } from "vitest"
import { readArchive } from "../../src/belenios/archive-items.ts"
import { pointBytes } from "../../src/belenios/point-text.ts"
import { concat, utf8, utf8Text } from "../../src/core/bytes.ts"
import { entriesOfType, journalRoot } from "../../src/journal/operations.ts"
import { verifierOf } from "../../src/notes/key.ts"
import { openReceipt } from "../../src/notes/receipt.ts"
import { archiveBytes, archiveHead } from "../../src/urn/archive-queries.ts"
import { type CheckedBallot, type Outcome, submitted } from "../../src/urn/intake/ballot.ts"
import { screenBallots } from "../../src/urn/intake/screen-queries.ts"
import { receiptOf } from "../../src/urn/receipt-queries.ts"
import { urnLedger } from "../../src/urn/ledger-queries.ts"
import { refusalOf } from "../support/refusal.ts"
import { withoutTriggers } from "../support/tamper.ts"
import { acceptBallots, hours, TestElection } from "./test-election.ts"

let election: TestElection
afterEach(() => {
  election.remove()
})

const began = hours.opens
const cast = (ballots: readonly CheckedBallot[], channel = "site", now = election.now, at = began) =>
  acceptBallots(election.file, ballots, channel, now, { began: at })
const code = (index: number) => election.codes[index] ?? ""
const checked = (voter: number, draw = "", choices?: Parameters<TestElection["ballot"]>[1]) =>
  election.checked(election.ballot(code(voter), choices, draw), `ballots.jsonl:${voter + 1}`)
const codesOf = (outcomes: readonly Outcome[]) =>
  outcomes.map((outcome) => (outcome.state === "refused" ? outcome.findings[0]?.code : outcome.state))

test("accepted ballots are in the archive in their order, with one journal entry", () => {
  election = new TestElection().open()
  const { file } = election
  const before = file.journal.size()
  const ballots = [checked(0), checked(1), checked(2)]
  const outcomes = cast(ballots)
  expect(outcomes).toEqual(
    ballots.map(({ at, tracker }, index) => ({ state: "accepted", at, tracker, height: index + 1 })),
  )
  expect(file.journal.size()).toBe(before + 1)
  const head = archiveHead(file)
  const [entry] = [...entriesOfType(file.journal, "urn.accepted")]
  expect(entry?.event).toEqual({ type: "urn.accepted", count: 3, height: 3, head: head?.hash })
  const archived = [...readArchive(concat(...archiveBytes(file)))].flatMap((item) =>
    "ballot" in item ? [utf8Text(item.ballot)] : [],
  )
  expect(archived).toEqual(ballots.map(({ body }) => utf8Text(body)))
  expect([...readArchive(concat(...archiveBytes(file, { height: 1, head: undefined })))]).toHaveLength(3)
  expect(file.urn.ballots()).toBe(3)
})

describe("a ballot that may not enter is refused with its code and place, and changes nothing", () => {
  test.each<readonly [string, () => CheckedBallot, string]>([
    ["unknown", () => ({ ...checked(0), credential: "ab".repeat(32) }), "BALLOT_CREDENTIAL"],
    ["not a point", () => ({ ...checked(0), credential: "nothing" }), "BALLOT_CREDENTIAL"],
    ["in reserve", () => election.checked(election.ballot(election.reserve[0] ?? "")), "BALLOT_RESERVE"],
    ["copied", () => ({ ...checked(0), fingerprints: checked(2).fingerprints }), "BALLOT_COPIED"],
    [
      "with one ciphertext twice",
      () => ({ ...checked(0), fingerprints: [...checked(0).fingerprints, ...checked(0).fingerprints.slice(2, 3)] }),
      "BALLOT_COPIED",
    ],
    ["a second vote", () => checked(2, "again"), "BALLOT_REVOTE"],
  ])("%s", (_, make, expected) => {
    election = new TestElection().open()
    cast([checked(2)])
    const ballot = make()
    const before = election.contents()
    const [outcome] = cast([ballot])
    expect(outcome).toMatchObject({ state: "refused", at: ballot.at, findings: [{ code: expected, at: ballot.at }] })
    expect(election.contents()).toBe(before)
  })
})

test("a sound ballot among refused ones is accepted, and later ballots see it", () => {
  election = new TestElection().open()
  const [first, again, other] = [checked(0), checked(0, "again"), checked(1)]
  expect(codesOf(cast([first, again, first, other, { ...other, tracker: again.tracker }]))).toEqual([
    ...["accepted", "BALLOT_REVOTE", "present", "accepted", "BALLOT_COPIED"],
  ])
  expect(election.file.urn.ballots()).toBe(2)
})

describe("the sealed list decides who may vote, not a row:", () => {
  const altered = (part: string) =>
    expect.objectContaining({
      code: "election-file-altered",
      params: expect.objectContaining({ part }) as object,
    }) as Error
  const tampered = (sql: string) => {
    const { db } = election.file.store
    withoutTriggers(db, () => db.exec(sql))
  }
  const keyOf = (code: string) => `x'${Buffer.from(pointBytes(election.keyOf(code)) ?? []).toString("hex")}'`
  const reserve = () => election.reserve[0] ?? ""

  test.each<readonly [string, () => string, () => string]>([
    [
      "a reserve key made usable",
      () => `UPDATE credential SET state = 'usable' WHERE key = ${keyOf(reserve())}`,
      reserve,
    ],
    [
      "a reserve key made an issued one",
      () => `UPDATE credential SET kind = 'issued', state = 'usable' WHERE key = ${keyOf(reserve())}`,
      reserve,
    ],
    [
      "a key that is blocked by hand",
      () => `UPDATE credential SET state = 'blocked' WHERE key = ${keyOf(election.codes[0] ?? "")}`,
      () => election.codes[0] ?? "",
    ],
    [
      "a key that is missing",
      () => `DELETE FROM credential WHERE key = ${keyOf(election.codes[0] ?? "")}`,
      () => election.codes[0] ?? "",
    ],
    [
      "a key that was put in",
      () => `INSERT INTO credential VALUES (${keyOf(stranger)}, 1, NULL, 'issued', 'usable')`,
      () => stranger,
    ],
  ])("%s is refused", (_, sql, code) => {
    election = new TestElection().open()
    const ballot = election.checked(election.ballot(code()))
    tampered(sql())
    const before = election.contents()
    expect(() => cast([ballot])).toThrow(altered("credentials"))
    expect(election.contents()).toBe(before)
  })

  test("a list in the archive other than the one drawn admits nobody, and is not published", () => {
    election = new TestElection().open()
    const ballot = checked(0)
    tampered(
      "UPDATE archive_record SET body = CAST(replace(CAST(body AS TEXT), '\"]', '\",\"00\"]') AS BLOB) WHERE number = 3",
    )
    // A ballot is admitted by the list that was drawn, and the archive is refused where it is written.
    expect(codesOf(cast([ballot]))).toEqual(["accepted"])
    expect(() => concat(...archiveBytes(election.file))).toThrow(expect.objectContaining({ code: "entry-altered" }))
  })

  const stranger = "MmDWfPH1Xo5KH9CgB8QnVy"
})

describe("if the last ballot counts", () => {
  test("a later one replaces it in its channel, and only there", () => {
    election = new TestElection({ revote: "last-counts" }).open()
    expect(codesOf(cast([checked(0), checked(1)], "site"))).toEqual(["accepted", "accepted"])
    expect(codesOf(cast([checked(0, "again")], "site"))).toEqual(["accepted"])
    const [refusal] = cast([checked(0, "office")], "office")
    expect(refusal).toMatchObject({
      findings: [{ code: "BALLOT_CHANNEL", params: { channel: "office", first: "site" } }],
    })
    expect([...election.file.urn.votedHeights()].toSorted()).toEqual([2, 3])
    expect(election.file.urn.ballot(checked(0, "again").tracker)?.height).toBe(3)
    expect([election.file.urn.ballots(), [...election.file.urn.allVotes()].length]).toEqual([3, 2])
  })

  test("an earlier ballot sent again gets its old outcome, and does not count again", () => {
    election = new TestElection({ revote: "last-counts" }).open()
    const [first, second] = [checked(0), checked(0, "again")]
    cast([first])
    cast([second])
    expect(cast([first])).toEqual([{ state: "present", at: first.at, tracker: first.tracker, height: 1 }])
    expect([...election.file.urn.votedHeights()]).toEqual([2])
  })
})

test("the schema alone prevents changes to a final vote", () => {
  election = new TestElection().open()
  cast([checked(0)])
  const { db } = election.file.store
  expect(() => db.exec("UPDATE vote SET ballot = ballot + 1")).toThrow(/final/)
  expect(() => db.exec("DELETE FROM vote")).toThrow(/never deleted/)
  expect(() => db.exec("UPDATE ballot SET channel = 'office'")).toThrow(/append-only/)
  expect(() => db.exec("INSERT OR REPLACE INTO archive_record SELECT * FROM archive_record")).toThrow()
})

describe("hours", () => {
  test("nothing enters before the opening, or while suspended", () => {
    election = new TestElection().sealed()
    const ballot = checked(0)
    const before = election.contents()
    expect(refusalOf(() => cast([ballot]))).toEqual({
      code: "wrong-phase",
      params: { phase: "sealed", wanted: ["open"] },
    })
    expect(election.contents()).toBe(before)
    election.remove()
    election = new TestElection().open()
    election.decide("suspend", { reason: "The site does not answer." })
    expect(refusalOf(() => cast([checked(0)]))).toMatchObject({ params: { phase: "suspended" } })
    election.decide("resume", { reason: "It does." })
    expect(codesOf(cast([checked(0)]))).toEqual(["accepted"])
  })

  test("after the hour only a session that had begun is accepted, only within the grace, and is recorded as late", () => {
    election = new TestElection().open()
    const late = { code: "vote-over", params: { closed: "2014-11-29T19:00:00Z", grace: 30 } }
    const { closes, graceEnds } = hours
    expect(codesOf(cast([checked(0)], "site", closes - 1, closes - 1))).toEqual(["accepted"])
    expect(refusalOf(() => cast([checked(1)], "site", closes, closes))).toEqual(late)
    expect(refusalOf(() => cast([checked(1)], "site", graceEnds, closes - 1))).toEqual(late)
    expect(codesOf(cast([checked(1)], "site", graceEnds - 1, closes - 1))).toEqual(["accepted"])
    expect(urnLedger(election.file).ballotsInGrace).toBe(1)
    // The same ballot again is not a new one.
    expect(codesOf(cast([checked(1)], "site", graceEnds, closes))).toEqual(["present"])
  })

  test("an urn that was suspended at its hour accepts nothing more", () => {
    election = new TestElection().open()
    election.decide("suspend", { reason: "Power cut." })
    expect(refusalOf(() => cast([checked(0)], "site", hours.closes + 1, hours.closes - 1))).toEqual({
      code: "wrong-phase",
      params: { phase: "closed", wanted: ["open"] },
    })
  })

  test("a clock that went back accepts nothing", () => {
    election = new TestElection().open()
    expect(refusalOf(() => cast([checked(0)], "site", hours.opens - 3000, 0))).toMatchObject({
      code: "clock-went-back",
    })
  })
})

test("a receipt is signed by the urn, names the journal before the ballot, and never changes", () => {
  election = new TestElection().open()
  const { file, urnKey } = election
  cast([checked(0)])
  const size = file.journal.size()
  const root = journalRoot(file.journal)
  const ballot = checked(1)
  cast([ballot])
  const receipt = receiptOf(file, ballot.tracker, urnKey)
  cast([checked(2)])
  expect(receiptOf(file, ballot.tracker, urnKey)).toEqual(receipt)
  expect(receipt).toMatchObject({ tracker: ballot.tracker, height: 2 })
  expect(openReceipt(receipt?.receipt ?? "", verifierOf(urnKey))).toMatchObject({
    receipt: { tracker: ballot.tracker, height: 2, before: { size, root } },
  })
  expect(receiptOf(file, "A".repeat(43), urnKey)).toBeUndefined()
})

test("screening finds everything that acceptance would refuse without looking at proofs", () => {
  election = new TestElection().open()
  cast([checked(2)])
  const screen = (body: Uint8Array, channel = "site") =>
    screenBallots(election.file, [submitted({ at: "here", body })], channel, election.now, { began })[0]
  expect(screen(election.ballot(code(2)))).toMatchObject({ state: "present", height: 1 })
  expect(screen(election.ballot(code(2), undefined, "again"))).toMatchObject({ findings: [{ code: "BALLOT_REVOTE" }] })
  expect(screen(utf8("{}"))).toMatchObject({ findings: [{ code: "BALLOT_FORM", at: "here" }] })
  expect(screen(election.ballot(election.reserve[0] ?? ""))).toMatchObject({ findings: [{ code: "BALLOT_RESERVE" }] })
  expect(screen(election.ballot(code(0)))).toMatchObject({ tracker: checked(0).tracker })
})
