import { afterEach, describe, expect, test } from "vitest"
import { utf8, utf8Text } from "../../src/core/bytes.ts"
import { sha256Hex } from "../../src/core/hash.ts"
import type { World } from "../../src/core/world.ts"
import { electionFile } from "../../src/election/file.ts"
import { makeCheckpoint } from "../../src/journal/checkpoint-operations.ts"
import { append, entriesOfType, lastEntry } from "../../src/journal/operations.ts"
import { type Batch, batchText, signBatch } from "../../src/notes/batch.ts"
import { openCheckpoint } from "../../src/notes/checkpoint.ts"
import { type SigningKey, verifierOf } from "../../src/notes/key.ts"
import { Store } from "../../src/store/store.ts"
import { announceBatches, makeBatchNote } from "../../src/urn/announce-operations.ts"
import { archiveHead } from "../../src/urn/archive-queries.ts"
import { listBatches } from "../../src/urn/channel-queries.ts"
import { submitted } from "../../src/urn/intake/ballot.ts"
import { importBallots, type ImportReport } from "../../src/urn/intake/import-operations.ts"
import { ballotSource } from "../../src/urn/intake/read.ts"
import { screenBallots } from "../../src/urn/intake/screen-queries.ts"
import { urnLedger } from "../../src/urn/ledger-queries.ts"
import { refusalOfPromise } from "../support/refusal.ts"
import { acceptBallots, hours, keyNamed, lines, siteKey, TestElection, uuid } from "./test-election.ts"

let election: TestElection
afterEach(() => {
  election.remove()
})

const ballot = (voter: number, draw = "") => election.ballot(election.codes[voter] ?? "", undefined, draw)

function take(
  path: string,
  options: { channel?: string; note?: string; world?: Partial<World> } = {},
): Promise<ImportReport> {
  const { channel = "office", note, world } = options
  const request = { path, channel, ...(note === undefined ? {} : { note }) }
  return importBallots(election.file, request, { ...election.world, ...world })
}

const codesOf = ({ refusals }: ImportReport) => refusals.map(({ line, findings }) => [line, findings[0]?.code])

const batchOf = (content: string, changes: Partial<Batch> = {}): Batch => ({
  rehearsal: false,
  uuid,
  channel: "site",
  number: 1,
  previous: undefined,
  count: content.split("\n").length - 1,
  sha256: sha256Hex(content),
  ...changes,
})

/** Returns the ballot with another value at this path. */
function changed(body: Uint8Array, path: readonly (string | number)[], value: unknown): Uint8Array {
  const message = JSON.parse(utf8Text(body) ?? "") as Record<string, unknown>
  let place = message as Record<string | number, unknown>
  for (const key of path.slice(0, -1)) place = place[key] as Record<string | number, unknown>
  place[path.at(-1) ?? ""] = value
  return utf8(JSON.stringify(message))
}

/** Makes a world in which somebody cancels as soon as the first lines are taken in. */
function cancelling(): Pick<World, "signal" | "progress"> {
  const cancel = new AbortController()
  const progress = () => {
    cancel.abort()
  }
  return { signal: cancel.signal, progress }
}

describe("a file of ballots without a key", () => {
  test("has its sound ballots accepted and each other line explained, and may be repeated without harm", async () => {
    election = new TestElection().open()
    const good = [ballot(0), ballot(1)]
    const first = good[0] ?? utf8("")
    const torsion = "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa"
    const path = election.write(
      "b.jsonl",
      lines(
        first,
        utf8("not JSON"),
        changed(first, ["answers"], []),
        changed(first, ["election_uuid"], "AnotherElection1"),
        changed(first, ["election_hash"], "A".repeat(43)),
        changed(ballot(2), ["answers", 0, "overall_proof", 0, "challenge"], "1"),
        changed(ballot(2), ["signature", "proof", "response"], "1"),
        changed(ballot(2), ["answers", 0, "choices", 0, "alpha"], [...torsion.matchAll(/../g)].reverse().join("")),
        changed(first, ["credential"], "ab".repeat(32)),
        election.ballot(election.reserve[0] ?? ""),
        ballot(0, "again"),
        utf8(`${utf8Text(first) ?? ""} `),
        first,
        good[1] ?? utf8(""),
        new Uint8Array(70_000).fill(97),
      ),
    )
    const report = await take(path)
    expect(report).toMatchObject({ channel: "office", lines: 15, accepted: 2, present: 1, refused: 12 })
    expect(codesOf(report)).toEqual([
      [2, "BALLOT_FORM"],
      [3, "BALLOT_SHAPE"],
      [4, "BALLOT_UUID"],
      [5, "BALLOT_ELECTION_HASH"],
      [6, "BALLOT_OVERALL_PROOF"],
      [7, "BALLOT_SIGNATURE"],
      [8, "BALLOT_POINT"],
      [9, "BALLOT_CREDENTIAL"],
      [10, "BALLOT_RESERVE"],
      [11, "BALLOT_REVOTE"],
      [12, "BALLOT_FORM"],
      [15, "BALLOT_FORM"],
    ])
    expect(report.refusals[0]?.findings[0]).toMatchObject({ at: "b.jsonl:2" })
    const before = election.contents()
    expect(await take(path)).toMatchObject({ accepted: 0, present: 3, refused: 12 })
    expect(election.contents()).toBe(before)
  })

  test("has stolen ciphertexts refused for the theft, and wrong proofs alone for the proof", async () => {
    election = new TestElection().open()
    await take(election.write("first.jsonl", lines(ballot(0))))
    const credential = election.keyOf(election.codes[1] ?? "")
    const path = election.write(
      "b.jsonl",
      lines(changed(ballot(0), ["credential"], credential), changed(ballot(2), ["credential"], credential)),
    )
    expect(codesOf(await take(path))).toEqual([
      [1, "BALLOT_COPIED"],
      [2, "BALLOT_INDIVIDUAL_PROOF"],
    ])
  })

  test("is accepted in groups, and those before a refusal of the whole stay", async () => {
    election = new TestElection({ weights: Array.from({ length: 300 }, () => 1n) }).open()
    const [one, two] = [ballot(0), ballot(1)]
    // The groups are filled with lines that cost nothing to refuse.
    const filler = Array.from({ length: 300 }, () => utf8("x"))
    const path = election.write("b.jsonl", lines(one, ...filler, two))
    const now = () => (election.file.urn.ballots() === 0 ? hours.noon : hours.closes)
    expect(await refusalOfPromise(take(path, { world: { now } }))).toMatchObject({ code: "vote-over" })
    expect(election.file.urn.ballots()).toBe(1)
    expect(await take(path)).toMatchObject({ accepted: 1, present: 1, refused: 300 })
    expect([...entriesOfType(election.file.journal, "urn.accepted")].map(({ event }) => event.count)).toEqual([1, 1])
  })

  test("is too late after the hour of closing, unless all of it is there already", async () => {
    election = new TestElection().open()
    const path = election.write("b.jsonl", lines(ballot(0)))
    await take(path)
    election.now = hours.closes
    expect(await take(path)).toMatchObject({ accepted: 0, present: 1 })
    election.write("c.jsonl", lines(ballot(0), ballot(1)))
    const before = election.contents()
    expect(await refusalOfPromise(take("c.jsonl"))).toMatchObject({ code: "vote-over" })
    expect(election.contents()).toBe(before)
  })

  test("is too early before the seal and before the opening", async () => {
    election = new TestElection().ready()
    election.write("b.jsonl", "x\n")
    expect(await refusalOfPromise(take("b.jsonl"))).toEqual({ code: "act-needed", params: { kind: "seal" } })
    election.decide("seal")
    election.write("b.jsonl", lines(ballot(0)))
    const before = election.contents()
    expect(await refusalOfPromise(take("b.jsonl"))).toMatchObject({ code: "wrong-phase", params: { phase: "sealed" } })
    expect(election.contents()).toBe(before)
  })

  test.each<[string, string | Uint8Array, number]>([
    ["nothing", "", 0],
    ["one line end", "\n", 1],
    ["blank lines, as some programs end them", " \r\n\t\r\n   ", 3],
    ["nothing but the mark of an encoding", Uint8Array.of(0xef, 0xbb, 0xbf), 1],
  ])("that holds %s is reported as a file without ballots", async (_, content, count) => {
    election = new TestElection().open()
    election.write("b.jsonl", content)
    const before = election.contents()
    expect(await refusalOfPromise(take("b.jsonl"))).toEqual({
      code: "no-ballots",
      params: { path: "b.jsonl", lines: count, batch: undefined },
    })
    expect(election.contents()).toBe(before)
    election.write("b.jsonl", `\n${lines(ballot(0))}`)
    expect(await take("b.jsonl")).toMatchObject({ accepted: 1, refused: 1 })
  })

  test("whose line ends were changed on the way has the same ballots", async () => {
    election = new TestElection().open()
    const [first, second] = [ballot(0), ballot(1)]
    election.write("b.jsonl", lines(first, second).replaceAll("\n", "\r\n"))
    expect(await take("b.jsonl")).toMatchObject({ accepted: 2, refused: 0 })
    // Among them are those that came as they were made.
    election.write("c.jsonl", lines(first, second))
    expect(await take("c.jsonl")).toMatchObject({ accepted: 0, present: 2 })
  })

  test("comes by a channel of the definition, which is given by name", async () => {
    election = new TestElection().open()
    election.write("b.jsonl", lines(ballot(0)))
    expect(await refusalOfPromise(take("b.jsonl", { channel: "post" }))).toEqual({
      code: "unknown-channel",
      params: { channel: "post", channels: ["site", "office"] },
    })
    expect(await refusalOfPromise(take("b.jsonl", { channel: "site" }))).toMatchObject({ code: "batch-note-needed" })
    expect(await refusalOfPromise(take("b.jsonl", { note: "b.jsonl" }))).toMatchObject({ code: "channel-without-key" })
    expect(await refusalOfPromise(take("nothing.jsonl"))).toMatchObject({ code: "file-absent" })
  })

  test("stops at a safe point when it is interrupted, and continues when it is run again", async () => {
    election = new TestElection({ weights: Array.from({ length: 300 }, () => 1n) }).open()
    const path = election.write("b.jsonl", lines(ballot(0), ...Array.from({ length: 300 }, () => utf8("x")), ballot(1)))
    expect(await refusalOfPromise(take(path, { world: cancelling() }))).toMatchObject({
      code: "import-cancelled",
      params: { path },
    })
    expect(election.file.urn.ballots()).toBe(1)
    expect(await take(path)).toMatchObject({ accepted: 1, present: 1 })
  })
})

describe("a batch", () => {
  const write = (content: string, changes: Partial<Batch> = {}, key: SigningKey = siteKey) => {
    election.write("b.jsonl", content)
    election.write("b.note", signBatch(batchOf(content, changes), key))
  }
  const takeBatch = (world: Partial<World> = {}) => take("b.jsonl", { channel: "site", note: "b.note", world })

  test("counts apart the lines whose ballots were already in the urn", async () => {
    election = new TestElection().open()
    election.write("office.jsonl", lines(ballot(0)))
    await take("office.jsonl")
    write(lines(ballot(0), ballot(1)))
    expect(await takeBatch()).toMatchObject({ lines: 2, accepted: 1, present: 1, refused: 0 })
    const { event } = lastEntry(election.file.journal, "urn.batch-received") ?? {}
    expect(event).toMatchObject({ count: 2, accepted: 1, present: 1, refused: 0 })
  })

  test("is accepted under its signed note, and its reception is recorded once", async () => {
    election = new TestElection().open()
    write(lines(ballot(0), utf8("x"), ballot(1)))
    expect(await takeBatch()).toMatchObject({ batch: 1, lines: 3, accepted: 2, present: 0, refused: 1 })
    const entries = () => [...entriesOfType(election.file.journal, "urn.batch-received")].map(({ event }) => event)
    expect(entries()).toMatchObject([{ channel: "site", number: 1, count: 3, accepted: 2, refused: 1 }])
    const before = election.contents()
    const again = await takeBatch()
    expect(again).toMatchObject({ lines: 3, accepted: 0, present: 2, refused: 1 })
    expect(codesOf(again)).toEqual([[2, "BALLOT_FORM"]])
    expect(election.contents()).toBe(before)
    expect(listBatches(election.file)).toMatchObject([{ channel: "site", number: 1, state: "received", accepted: 2 }])
  })

  test.each<readonly [string, (content: string) => void, string]>([
    ["no note", () => void election.write("b.note", "ballots"), "form"],
    [
      "another key",
      (content) => {
        write(content, {}, keyNamed("urne.example/other"))
      },
      "unsigned",
    ],
    [
      "a key that borrows the name",
      (content) => {
        write(content, {}, { ...keyNamed("x"), name: siteKey.name })
      },
      "unsigned",
    ],
    [
      "another election",
      (content) => {
        write(content, { uuid: "AnotherElection1" })
      },
      "origin",
    ],
    [
      "a rehearsal",
      (content) => {
        write(content, { rehearsal: true })
      },
      "origin",
    ],
    [
      "another channel",
      (content) => {
        write(content, { channel: "office" })
      },
      "channel",
    ],
    [
      "fewer lines",
      (content) => {
        write(content, { count: 5 })
      },
      "content",
    ],
    [
      "another file",
      (content) => {
        write(content, { sha256: sha256Hex("other") })
      },
      "content",
    ],
    [
      "no batch before",
      (content) => {
        write(content, { number: 2 })
      },
      "previous",
    ],
    [
      "a batch before the first",
      (content) => {
        write(content, { previous: `sha256:${sha256Hex("x")}` })
      },
      "previous",
    ],
  ])("with a note of %s is refused, and changes nothing", async (_, spoil, fault) => {
    election = new TestElection().open()
    const content = lines(ballot(0))
    write(content)
    spoil(content)
    const before = election.contents()
    expect(await refusalOfPromise(takeBatch())).toMatchObject({ code: "batch-refused", params: { fault } })
    expect(election.contents()).toBe(before)
  })

  test("names the batch before it, and a number has one batch", async () => {
    election = new TestElection().open()
    const [first, second] = [lines(ballot(0)), lines(ballot(1))]
    write(first)
    await takeBatch()
    const noteAfter = async (content: string, path: string) => {
      election.write("b.jsonl", content)
      const source = await ballotSource("b.jsonl", true, election.world)
      const { note } = await makeBatchNote({ previous: { path, note: election.read(path) } }, source, siteKey)
      election.write("b.note", note)
    }
    election.write("first.note", election.read("b.note"))
    await noteAfter(second, "first.note")
    election.write("second.note", election.read("b.note"))
    expect(await takeBatch()).toMatchObject({ batch: 2, accepted: 1 })
    write(second)
    expect(await refusalOfPromise(takeBatch())).toMatchObject({ params: { fault: "number" } })
    write(lines(ballot(2)), { number: 3, previous: `sha256:${sha256Hex("x")}` })
    expect(await refusalOfPromise(takeBatch())).toMatchObject({ params: { fault: "previous" } })
    expect(await refusalOfPromise(noteAfter(second, "b.jsonl"))).toMatchObject({ params: { fault: "form" } })
  })

  test("that another batch skipped is missing until it comes", async () => {
    election = new TestElection().open()
    const [one, two] = [batchOf(lines(ballot(0))), batchOf(lines(ballot(1)))]
    const hash = `sha256:${sha256Hex(batchText(one))}` as const
    write(lines(ballot(1)), { ...two, number: 2, previous: hash })
    await takeBatch()
    expect(listBatches(election.file).map(({ number, state }) => [number, state])).toEqual([
      [1, "missing"],
      [2, "received"],
    ])
    write(lines(ballot(2)))
    expect(await refusalOfPromise(takeBatch())).toMatchObject({ params: { fault: "previous" } })
    write(lines(ballot(0)))
    await takeBatch()
    expect(listBatches(election.file).map(({ state }) => state)).toEqual(["received", "received"])
  })

  test("that was interrupted continues after the last accepted line", async () => {
    election = new TestElection({ weights: Array.from({ length: 300 }, () => 1n) }).open()
    write(lines(ballot(0), ...Array.from({ length: 300 }, () => utf8("x")), ballot(1)))
    await refusalOfPromise(takeBatch(cancelling()))
    expect(listBatches(election.file)).toMatchObject([{ state: "incomplete", accepted: undefined, refused: undefined }])
    expect(await takeBatch()).toMatchObject({ lines: 302, accepted: 1, present: 1, refused: 300 })
    expect(listBatches(election.file)).toMatchObject([{ state: "received", accepted: 2, refused: 300 }])
  })

  const announced = () => [...entriesOfType(election.file.journal, "urn.batch-announced")]
  const announce = (...notes: readonly string[]) => announceBatches(election.file, "site", notes, election.world)

  test("is announced in the journal before its ballots come, once, and without saying anything about them", async () => {
    election = new TestElection().open()
    const content = lines(ballot(0), ballot(1))
    write(content)
    await takeBatch()
    await takeBatch()
    const [entry, ...more] = announced()
    expect(more).toEqual([])
    expect(entry?.event).toEqual({
      type: "urn.batch-announced",
      at: "2014-11-29T11:00:00Z",
      channel: "site",
      number: 1,
      count: 2,
      sha256: `sha256:${sha256Hex(content)}`,
    })
    const [ballots] = [...entriesOfType(election.file.journal, "urn.accepted")]
    expect(ballots?.number).toBeGreaterThan(entry?.number ?? Infinity)
  })

  test("announced before the grace ends is accepted until the urn is frozen", async () => {
    election = new TestElection().open()
    write(lines(ballot(0)))
    election.now = hours.graceEnds - 1
    expect(await announce("b.note")).toMatchObject([{ number: 1, state: "incomplete", count: 1 }])
    election.now = hours.graceEnds + 7_200_000
    expect(await takeBatch()).toMatchObject({ accepted: 1 })
    expect(urnLedger(election.file).ballotsInGrace).toBe(1)
    expect(announced()).toHaveLength(1)
  })

  test("is not announced once the grace has ended, neither with its ballots nor before them", async () => {
    election = new TestElection().open()
    write(lines(ballot(0)))
    election.now = hours.graceEnds
    const before = election.contents()
    const late = { code: "batch-too-late", params: { channel: "site", number: 1, limit: "2014-11-29T19:30:00Z" } }
    expect(await refusalOfPromise(takeBatch())).toEqual(late)
    expect(await refusalOfPromise(announce("b.note"))).toEqual(late)
    expect(election.contents()).toBe(before)
  })

  test("is too late by the instant of its entry, even if this clock is a second behind the last one", async () => {
    election = new TestElection().open()
    write(lines(ballot(0)))
    election.file.store.write(() =>
      append(election.file.journal, hours.graceEnds, { type: "election.backed-up", size: 1 }),
    )
    election.now = hours.graceEnds - 1000
    expect(await refusalOfPromise(takeBatch())).toMatchObject({ code: "batch-too-late" })
  })

  test("is neither announced nor accepted while the vote is suspended", async () => {
    election = new TestElection({ weights: Array.from({ length: 300 }, () => 1n) }).open()
    write(lines(...Array.from({ length: 256 }, () => utf8("x")), utf8("y")))
    await refusalOfPromise(takeBatch(cancelling()))
    let calls = 0
    // The suspension comes once the rest has been read, on a line that is refused anyway.
    const now = () => {
      if (++calls === 3) election.decide("suspend", { reason: "The line is down." })
      return election.now
    }
    expect(await refusalOfPromise(takeBatch({ now }))).toMatchObject({
      code: "wrong-phase",
      params: { phase: "suspended" },
    })
    expect(listBatches(election.file)).toMatchObject([{ state: "incomplete" }])
    const second = batchOf("", {
      number: 2,
      previous: `sha256:${sha256Hex(batchText(batchOf(election.read("b.jsonl"))))}`,
    })
    election.write("2.note", signBatch(second, siteKey))
    expect(await refusalOfPromise(announce("2.note"))).toMatchObject({ code: "wrong-phase" })
    expect(announced()).toHaveLength(1)
  })

  test("is announced with others, or none of them is", async () => {
    election = new TestElection().open()
    const [one, two] = [batchOf("x\n"), batchOf("")]
    election.write("1.note", signBatch(one, siteKey))
    const before = election.contents()
    election.write("2.note", signBatch({ ...two, number: 2, previous: `sha256:${sha256Hex("x")}` }, siteKey))
    expect(await refusalOfPromise(announce("1.note", "2.note"))).toMatchObject({
      params: { path: "2.note", fault: "previous" },
    })
    expect(election.contents()).toBe(before)
    const follows = `sha256:${sha256Hex(batchText(one))}` as const
    election.write("2.note", signBatch({ ...two, number: 2, previous: follows }, siteKey))
    expect(await announce("1.note", "2.note")).toMatchObject([
      { number: 1, state: "incomplete" },
      { number: 2, state: "received" },
    ])
    expect(await announce("1.note", "2.note")).toHaveLength(2)
    expect(announced()).toHaveLength(2)
  })

  test("without ballots is received at once", async () => {
    election = new TestElection().open()
    write("")
    expect(await takeBatch()).toMatchObject({ lines: 0 })
    expect(await takeBatch()).toMatchObject({ lines: 0 })
    expect([...entriesOfType(election.file.journal, "urn.batch-received")]).toHaveLength(1)
    expect(listBatches(election.file)).toMatchObject([{ state: "received", count: 0 }])
  })

  test("from standard input is kept in memory, since it is read twice", async () => {
    election = new TestElection().open()
    write(lines(ballot(0)))
    const bytes = utf8(election.read("b.jsonl"))
    const read = (path: string) => (path === "-" ? Promise.resolve(bytes) : election.world.files.read(path))
    const world = { ...election.world, files: { ...election.world.files, read } }
    expect(await take("-", { channel: "site", note: "b.note", world })).toMatchObject({ accepted: 1 })
  })
})

test("a file of any length is read only a few chunks ahead of what was accepted", async () => {
  election = new TestElection().open()
  let produced = 0
  async function* stream(): AsyncGenerator<Uint8Array, void, undefined> {
    for (; produced < 5000; produced++) yield await Promise.resolve(utf8(`not a ballot ${produced}\n`))
  }
  let ahead = 0
  const report = await take("endless.jsonl", {
    world: {
      files: { ...election.world.files, stream },
      progress: (_, done) => {
        ahead = Math.max(ahead, produced - done)
      },
    },
  })
  expect(report).toMatchObject({ lines: 5000, refused: 5000 })
  expect(report.refusals).toHaveLength(1000)
  expect(ahead).toBeLessThan(100)
})

test("a long import signs a checkpoint between transactions, for every fifteen minutes in which ten ballots came", async () => {
  const voters = 12
  election = new TestElection({ weights: Array.from({ length: voters }, () => 1n) }).open()
  const { store, journal } = election.file
  store.write(() => makeCheckpoint(journal, election.urnKey, election.now))
  const filler = Array.from({ length: 255 }, () => utf8("x"))
  // Each group of 256 lines has one ballot.
  const content = lines(...Array.from({ length: voters }, (_, voter) => [ballot(voter), ...filler]).flat())
  election.write("b.jsonl", content)
  // Two minutes pass for each group.
  const start = election.now
  const progress = () => void (election.now += 120_000)
  await importBallots(
    election.file,
    { path: "b.jsonl", channel: "office" },
    { ...election.world, progress },
    election.urnKey,
  )
  const made = journal.checkpoints(journal.size()).slice(1)
  // After 16 minutes nine ballots had come; the tenth came after 18.
  expect(made.map(({ at }) => Date.parse(at) - start)).toEqual([18 * 60_000])
  expect(journal.size() - (made[0]?.size ?? 0)).toBe(2)
  expect(openCheckpoint(made[0]?.note ?? "", verifierOf(election.urnKey))).toMatchObject({
    checkpoint: { size: made[0]?.size },
  })
})

describe("two terminals on one file", () => {
  test("may import the same ballots: each is there once, and each terminal says so", async () => {
    election = new TestElection({ onDisk: true }).open()
    const other = electionFile(Store.open(election.file.store.path))
    election.write("b.jsonl", lines(ballot(0), ballot(1), ballot(2)))
    const request = { path: "b.jsonl", channel: "office" }
    const reports = await Promise.all([
      importBallots(election.file, request, election.world),
      importBallots(other, request, election.world),
    ])
    expect(reports.map(({ accepted, present }) => accepted + present)).toEqual([3, 3])
    expect(reports.reduce((sum, { accepted }) => sum + accepted, 0)).toBe(3)
    expect(archiveHead(other)?.height).toBe(3)
    other.store.close()
  })

  test("may import the same batch: one succeeds, and the other is told to run again", async () => {
    election = new TestElection({ onDisk: true }).open()
    const other = electionFile(Store.open(election.file.store.path))
    const content = lines(ballot(0), ballot(1))
    election.write("b.jsonl", content)
    election.write("b.note", signBatch(batchOf(content), siteKey))
    const request = { path: "b.jsonl", channel: "site", note: "b.note" }
    const outcomes = await Promise.all([
      refusalOfPromise(importBallots(election.file, request, election.world)),
      refusalOfPromise(importBallots(other, request, election.world)),
    ])
    expect(outcomes).toContainEqual({})
    expect(outcomes).toContainEqual({ code: "busy", params: { path: other.store.path } })
    expect(await importBallots(other, request, election.world)).toMatchObject({ accepted: 0, present: 2 })
    expect(listBatches(other)).toMatchObject([{ state: "received", accepted: 2, refused: 0 }])
    other.store.close()
  })

  test("may accept two ballots of one credential: the slower one is refused, whatever it had seen", () => {
    election = new TestElection({ onDisk: true }).open()
    const other = electionFile(Store.open(election.file.store.path))
    const [first, second] = [election.checked(ballot(0)), election.checked(ballot(0, "again"))]
    const session = { began: hours.opens }
    const seen = screenBallots(other, [submitted(second)], "office", election.now, session)
    expect(seen).toMatchObject([{ tracker: second.tracker }])
    expect(acceptBallots(election.file, [first], "site", election.now, session)).toMatchObject([{ state: "accepted" }])
    expect(acceptBallots(other, [second], "office", election.now, session)).toMatchObject([
      { state: "refused", findings: [{ code: "BALLOT_REVOTE" }] },
    ])
    other.store.close()
  })
})
