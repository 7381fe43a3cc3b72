import * as fc from "fast-check"
import { describe, expect, test } from "vitest"
import { type ArchiveEvent, type ArchiveItem, readArchive, streamArchive } from "../../src/belenios/archive-items.ts"
import { type PlacedRecord, readRecords } from "../../src/belenios/archive-reader.ts"
import { archiveEntries, archiveHeader } from "../../src/belenios/archive.ts"
import { appendEvent, type ArchiveHead } from "../../src/belenios/chain.ts"
import { concat, utf8Text } from "../../src/core/bytes.ts"
import type { Finding } from "../../src/core/finding.ts"
import { expectedArchive, fixtureArchive, fixtureNames, homomorphicFixtures } from "../support/interop-fixtures.ts"

describe("archives made by belenios-tool", () => {
  test.each(homomorphicFixtures)("%s is read to its last event", (name) => {
    const expected = expectedArchive(name)
    const events = eventsOf(fixtureArchive(name))
    expect(events.map((event) => event.height)).toEqual(events.map((_, height) => height))
    expect(events.filter((event) => event.type === "Ballot")).toHaveLength(expected.ballots)
    expect(events.at(-1)?.type).toBe(expected.lastEvent)
    const tally = events.find((event) => event.type === "EncryptedTally")
    if (tally !== undefined) {
      expect(tally).toMatchObject({ numTallied: expected.counted, totalWeight: BigInt(expected.totalWeight) })
    }
    const owners = events.filter((event) => event.type === "PartialDecryption").map((event) => event.owner)
    expect(owners).toEqual(ownersOf(name))
    const result = events.find((event) => event.type === "Result")
    if (expected.result !== null) expect(figures(result?.result)).toEqual(expected.result)
  })

  test.each(homomorphicFixtures)("%s is written again byte for byte from its items", (name) => {
    const archive = fixtureArchive(name)
    const [start, ...events] = [...readArchive(archive)].filter(isItem)
    if (start?.type !== "Start") throw new Error("no start")
    let head: ArchiveHead | undefined
    const parts = [archiveHeader(start.timestamp)]
    for (const event of events) {
      if (event.type === "Start") throw new Error("a second start")
      const appended = appendEvent(head, event)
      expect(appended.head).toEqual({ type: event.type, height: event.height, hash: event.hash })
      head = appended.head
      parts.push(archiveEntries(appended.records, start.timestamp))
    }
    expect(Buffer.from(archive).equals(concat(...parts))).toBe(true)
  })

  test.each(fixtureNames())("%s is written again byte for byte from its records", (name) => {
    const archive = fixtureArchive(name)
    const [header, ...records] = [...readRecords(archive)]
    if (header === undefined || !("timestamp" in header)) throw new Error("no header")
    const bodies = records.filter((record): record is PlacedRecord => "offset" in record)
    expect(bodies).toHaveLength(records.length)
    const written = concat(archiveHeader(header.timestamp), archiveEntries(bodies, header.timestamp))
    expect(Buffer.from(archive).equals(written)).toBe(true)
  })

  test.each(homomorphicFixtures.filter((name) => name.startsWith("phase-")))("%s is a prefix of threshold", (name) => {
    const archive = fixtureArchive(name)
    expect(Buffer.from(archive).equals(fixtureArchive("threshold").subarray(0, archive.length))).toBe(true)
  })

  test("shuffles are recognised and refused", () => {
    const items = [...readArchive(fixtureArchive("ranked"))]
    expect(items.at(-2)).toMatchObject({ type: "EncryptedTally" })
    expect(items.at(-1)).toMatchObject({ code: "EVENT_SHUFFLE" })
  })
})

describe("an archive that arrives in blocks", () => {
  test("gives the same items whatever the sizes of the blocks", async () => {
    const archive = fixtureArchive("no-ballots")
    const whole = [...readArchive(archive)]
    await fc.assert(
      fc.asyncProperty(fc.infiniteStream(fc.integer({ min: 0, max: 9000 })), async (sizes) => {
        expect(await collect(streamArchive(cut(archive, sizes)))).toEqual(whole)
      }),
      { numRuns: 10 },
    )
    expect(await collect(streamArchive(cut(archive, repeat(1))))).toEqual(whole)
    expect(await collect(streamArchive(cut(archive, repeat(archive.length))))).toEqual(whole)
  })

  test("that ends early is refused as in memory", async () => {
    const archive = fixtureArchive("no-ballots")
    for (let length = 0; length < archive.length; length += 197) {
      const prefix = archive.subarray(0, length)
      expect(await collect(streamArchive(cut(prefix, repeat(700))))).toEqual([...readArchive(prefix)])
    }
  })

  test("reads nothing after a finding", async () => {
    const archive = fixtureArchive("no-ballots").slice()
    archive[0] = 0x62
    let taken = 0
    const blocks = (async function* () {
      for await (const block of cut(archive, repeat(512))) {
        taken++
        yield block
      }
    })()
    expect(await collect(streamArchive(blocks))).toMatchObject([{ code: "ARCHIVE_HEADER" }])
    expect(taken).toBe(1)
  })
})

describe("damage", () => {
  test("any flipped bit is noticed", () => {
    const archive = fixtureArchive("no-ballots").slice()
    const codes = new Set<string>()
    // Five and 512 have no common divisor, so every column of the entries is met. `npm run test:flips` changes every
    // byte.
    for (let at = 0; at < archive.length; at += 5) {
      const bit = 1 << (at % 8)
      archive[at] = (archive[at] ?? 0) ^ bit
      const last = [...readArchive(archive)].at(-1)
      if (last === undefined || !("code" in last)) throw new Error(`the flip at ${at} was not found`)
      codes.add(last.code)
      archive[at] = (archive[at] ?? 0) ^ bit
    }
    expect([...codes].sort()).toEqual(["ARCHIVE_ENTRY", "ARCHIVE_HASH", "ARCHIVE_HEADER", "ARCHIVE_PADDING"])
  })

  test("an archive cut anywhere but after an event is refused", () => {
    const archive = fixtureArchive("no-ballots")
    const ends = eventEnds(archive)
    const around = [...ends].flatMap((end) => [end - 1, end, Math.min(end + 1, archive.length)])
    const spread = Array.from({ length: Math.ceil(archive.length / 13) }, (_, index) => index * 13)
    for (const length of [...around, ...spread]) {
      const last = [...readArchive(archive.subarray(0, length))].at(-1)
      const read = last !== undefined && !("code" in last)
      if (read !== ends.has(length)) throw new Error(`cut at ${length}`)
    }
  })
})

function eventsOf(archive: Uint8Array): readonly ArchiveEvent[] {
  const items = [...readArchive(archive)]
  expect(items.filter((item) => "code" in item)).toEqual([])
  return items.filter((item): item is ArchiveEvent => isItem(item) && item.type !== "Start")
}

function isItem(item: ArchiveItem | Finding): item is ArchiveItem {
  return !("code" in item)
}

/** The order in which fixtures/interop/make.sh has the trustees decrypt. */
function ownersOf(name: string): readonly number[] {
  const { lastEvent, mandatory } = expectedArchive(name)
  if (name === "threshold") return [4, 1, 2]
  if (lastEvent === "PartialDecryption") return [4, 1]
  return lastEvent === "Result" ? Array.from({ length: mandatory }, (_, index) => index + 1) : []
}

function figures(result: Uint8Array | undefined): unknown {
  const { result: answers } = JSON.parse(utf8Text(result ?? new Uint8Array()) ?? "") as { result: unknown[][] }
  return answers.map((question) => question.map(String))
}

/** Returns where the archive may be cut: after each event. */
function eventEnds(archive: Uint8Array): ReadonlySet<number> {
  const records = [...readRecords(archive)].filter((record): record is PlacedRecord => "offset" in record)
  const after = records.map((_, index) => records[index + 1]?.offset ?? archive.length)
  return new Set(after.filter((_, index) => records[index]?.kind === "event"))
}

// eslint-disable-next-line @typescript-eslint/require-await -- a source of blocks is asynchronous
async function* cut(archive: Uint8Array, sizes: Iterable<number>): AsyncGenerator<Uint8Array> {
  let at = 0
  for (const size of sizes) {
    if (at >= archive.length) return
    yield archive.slice(at, at + size)
    at += size
  }
}

function* repeat(size: number): Generator<number> {
  for (;;) yield size
}

async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = []
  for await (const item of items) all.push(item)
  return all
}
