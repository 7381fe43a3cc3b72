import * as fc from "fast-check"
import { describe, expect, test } from "vitest"
import { itemReader, readArchive } from "../../src/belenios/archive-items.ts"
import { bodyLimits, readRecords } from "../../src/belenios/archive-reader.ts"
import {
  archiveEntries,
  archiveEntry,
  archiveHeader,
  archiveRecord,
  type ArchiveRecord,
  lastTimestamp,
} from "../../src/belenios/archive.ts"
import { appendEvent, type ArchiveHead, type EventContent } from "../../src/belenios/chain.ts"
import { type Event, eventBody, type EventType, mayFollow, parseEvent } from "../../src/belenios/event.ts"
import {
  ownedBody,
  parseOwned,
  parseSetupData,
  parseSizedEncryptedTally,
  setupDataBody,
  sizedEncryptedTallyBody,
} from "../../src/belenios/payload.ts"
import { readTarHeader, tarHeader } from "../../src/belenios/tar.ts"
import { concat, utf8, utf8Text } from "../../src/core/bytes.ts"

const timestamp = 1417201200

/** A small body for each event, whose meaning does not matter to the archive. */
const contents = {
  Setup: { type: "Setup", election: utf8("{}"), trustees: utf8("[]"), credentials: utf8("[1]") },
  Ballot: { type: "Ballot", ballot: utf8("ballot") },
  EndBallots: { type: "EndBallots" },
  EncryptedTally: { type: "EncryptedTally", numTallied: 2, totalWeight: 1n << 30n, encryptedTally: utf8("[[]]") },
  PartialDecryption: { type: "PartialDecryption", owner: 1, partialDecryption: utf8("share") },
  Result: { type: "Result", result: utf8("result") },
} satisfies Record<Exclude<EventType, "Shuffle" | "EndShuffles">, EventContent>

type Written = keyof typeof contents

const whole: readonly Written[] = [
  "Setup",
  "Ballot",
  "Ballot",
  "EndBallots",
  "EncryptedTally",
  "PartialDecryption",
  "Result",
]

describe("the order of events", () => {
  const grammar = /^S(?:B*(?:E(?:T(?:P+R?)?)?)?)$/
  const letters = { Setup: "S", Ballot: "B", EndBallots: "E", EncryptedTally: "T", PartialDecryption: "P", Result: "R" }
  const accepted = (types: readonly Written[]) => grammar.test(types.map((type) => letters[type]).join(""))

  test("law: a chain is read if and only if the grammar allows its order", () => {
    const types = fc.array(fc.constantFrom(...(Object.keys(contents) as Written[])), { minLength: 1, maxLength: 9 })
    const close = fc
      .tuple(fc.subarray([...whole], { minLength: 3 }), fc.array(fc.nat(6), { maxLength: 2 }))
      .map(([kept, repeats]) => kept.flatMap((type, index) => (repeats.includes(index) ? [type, type] : [type])))
    fc.assert(
      fc.property(fc.oneof(types, close), (order) => {
        const code = codeOf(chain(order))
        expect(code).toBe(accepted(order) ? undefined : "EVENT_ORDER")
      }),
      { numRuns: 2000 },
    )
  })

  test("every prefix of a whole election is read", () => {
    for (let length = 1; length <= whole.length; length++) expect(codeOf(chain(whole.slice(0, length)))).toBeUndefined()
  })

  test("the last event is known after each record", () => {
    const reader = itemReader()
    expect(reader.head).toBeUndefined()
    expect(reader.end()).toMatchObject({ code: "ARCHIVE_EMPTY" })
    for (const record of readRecords(archiveOf(chain(whole)))) if (!("code" in record)) reader.accept(record)
    expect(reader.head).toMatchObject({ type: "Result", height: whole.length - 1 })
    expect(reader.end()).toBeUndefined()
  })

  test("shuffles, which the grammar allows after an encrypted tally, are refused by a code of their own", () => {
    expect(mayFollow("EncryptedTally", "Shuffle")).toBe(true)
    expect(mayFollow("EndShuffles", "PartialDecryption")).toBe(true)
    expect(mayFollow("Shuffle", "PartialDecryption")).toBe(false)
    expect(codeOf(withEvent(whole.slice(0, 5), { type: "Shuffle", payload: "own" }))).toBe("EVENT_SHUFFLE")
    expect(codeOf(withEvent(whole.slice(0, 4), { type: "Shuffle", payload: "own" }))).toBe("EVENT_ORDER")
  })
})

describe("archives with one change and all hashes made again", () => {
  const voting = whole.slice(0, 2)
  const zeros = "0".repeat(64)

  test.each<[string, string, readonly ArchiveRecord[]]>([
    ["a skipped height", "EVENT_HEIGHT", withEvent(voting, { type: "Ballot", height: 3, payload: "own" })],
    ["a repeated height", "EVENT_HEIGHT", withEvent(voting, { type: "Ballot", height: 1, payload: "own" })],
    ["another parent", "EVENT_PARENT", withEvent(voting, { type: "Ballot", parent: zeros, payload: "own" })],
    ["no parent", "EVENT_PARENT", withEvent(voting, { type: "Ballot", parent: undefined, payload: "own" })],
    ["a parent of the first event", "EVENT_PARENT", withEvent([], { type: "Setup", parent: zeros, payload: "own" })],
    ["no payload", "EVENT_PAYLOAD", withEvent(voting, { type: "Ballot", payload: undefined })],
    ["another payload", "EVENT_PAYLOAD", withEvent(voting, { type: "Ballot", payload: zeros })],
    ["the payload of an earlier ballot", "EVENT_PAYLOAD", chain([...voting, "Ballot"]).toSpliced(-2, 1)],
    ["EndBallots with a payload", "EVENT_PAYLOAD", withEvent(voting, { type: "EndBallots", payload: "own" })],
    ["EndBallots with data", "EVENT_UNREFERENCED", chain([...voting, "EndBallots"]).toSpliced(-1, 0, data("stray"))],
    ["data before a ballot", "EVENT_UNREFERENCED", chain([...voting, "Ballot"]).toSpliced(-2, 0, data("stray"))],
    ["data at the end", "EVENT_UNREFERENCED", [...chain(voting), data("stray")]],
    ["data between header and Setup", "EVENT_UNREFERENCED", [data("stray"), ...chain(voting)]],
    ["Setup data in another order", "EVENT_REFERENCE", swap(chain(voting), 0, 1)],
    ["Setup without credentials", "EVENT_REFERENCE", chain(voting).toSpliced(2, 1)],
    ["a Setup payload of another kind", "EVENT_REFERENCE", withEvent([], { type: "Setup", payload: "own" })],
    ["an encrypted tally that is absent", "EVENT_REFERENCE", chain(whole.slice(0, 5)).toSpliced(-3, 1)],
    ["a share that is absent", "EVENT_REFERENCE", chain(whole.slice(0, 6)).toSpliced(-3, 1)],
    ["no event", "ARCHIVE_EMPTY", []],
    ["only data", "ARCHIVE_EMPTY", [data("election")]],
    ["an event that is no JSON", "EVENT_FORM", [archiveRecord("event", utf8("Setup"))]],
  ])("%s: %s", (_, code, records) => {
    expect(codeOf(records)).toBe(code)
  })

  test("a Setup may include a certificate of the credentials", () => {
    const setup = { ...contents.Setup, credentialsCertificate: utf8("certificate") }
    const { records } = appendEvent(undefined, setup)
    expect(records).toHaveLength(6)
    expect([...readArchive(archiveOf(records))].at(-1)).toMatchObject(setup)
  })

  test("reading stops after six data records that no event names", () => {
    const records = [...chain(voting), ...Array.from({ length: 40 }, (_, index) => data(String(index)))]
    expect([...readArchive(archiveOf(records))].at(-1)).toMatchObject({
      code: "EVENT_UNREFERENCED",
      params: { count: 6 },
    })
  })

  test("a finding gives its place and the expected height", () => {
    const items = [...readArchive(archiveOf(withEvent(voting, { type: "Ballot", height: 7, payload: "own" })))]
    expect(items.at(-1)).toEqual({ code: "EVENT_HEIGHT", at: "archive#2", params: { height: 7, expected: 2 } })
  })
})

describe("entries", () => {
  const records = chain(["Setup"])
  const body = archiveEntries(records, timestamp)

  test.each<[string, string, Uint8Array]>([
    ["end-of-archive blocks", "ARCHIVE_ENTRY", concat(archiveHeader(timestamp), body, new Uint8Array(1024))],
    [
      "an entry of another second",
      "ARCHIVE_ENTRY",
      concat(archiveHeader(timestamp), archiveEntries(records, timestamp + 1)),
    ],
    ["a second header", "ARCHIVE_ENTRY", concat(archiveHeader(timestamp), archiveHeader(timestamp), body)],
    [
      "an upper-case name",
      "ARCHIVE_ENTRY",
      concat(archiveHeader(timestamp), archiveEntry(`${"A".repeat(64)}.data.json`, utf8("{}"), timestamp)),
    ],
    [
      "a path",
      "ARCHIVE_ENTRY",
      concat(archiveHeader(timestamp), archiveEntry(`../${"a".repeat(64)}.data.json`, utf8("{}"), timestamp)),
    ],
    ["no header", "ARCHIVE_HEADER", body],
    ["no version", "ARCHIVE_HEADER", archiveEntry("BELENIOS", utf8(`{"timestamp":"${timestamp}"}`), timestamp)],
    [
      "another version",
      "ARCHIVE_HEADER",
      archiveEntry("BELENIOS", utf8(`{"version":2,"timestamp":"${timestamp}"}`), timestamp),
    ],
    [
      "a header of another second",
      "ARCHIVE_HEADER",
      archiveEntry("BELENIOS", utf8(`{"version":1,"timestamp":"${timestamp}"}`), timestamp + 1),
    ],
    ["a huge header", "ARCHIVE_HEADER", tarHeader({ name: "BELENIOS", size: 8 ** 11 - 1, mtime: timestamp })],
    ["nothing", "ARCHIVE_CUT", new Uint8Array()],
  ])("%s: %s", (_, code, archive) => {
    expect([...readArchive(archive)].at(-1)).toMatchObject({ code })
  })

  test("a body that is too large is refused before it is read", () => {
    const claim = (kind: string, size: number, before: readonly ArchiveRecord[]) =>
      codeOf(before, tarHeader({ name: `${"a".repeat(64)}.${kind}.json`, size, mtime: timestamp }))
    expect(claim("data", bodyLimits.setup, [])).toBe("ARCHIVE_CUT")
    expect(claim("data", bodyLimits.setup + 1, [])).toBe("ARCHIVE_SIZE")
    expect(claim("data", bodyLimits.data, records)).toBe("ARCHIVE_CUT")
    expect(claim("data", bodyLimits.data + 1, records)).toBe("ARCHIVE_SIZE")
    expect(claim("event", bodyLimits.event + 1, [])).toBe("ARCHIVE_SIZE")
  })

  test("a timestamp may be a number", () => {
    const header = archiveEntry("BELENIOS", utf8(`{"version":1,"timestamp":${timestamp}}`), timestamp)
    expect([...readArchive(concat(header, body))][0]).toEqual({ type: "Start", timestamp })
  })

  test("a name fills at most 99 bytes of its header", () => {
    const entry = { size: 0, mtime: timestamp }
    expect(readTarHeader(tarHeader({ ...entry, name: "a".repeat(99) }))?.name).toHaveLength(99)
    expect(readTarHeader(tarHeader({ ...entry, name: "a".repeat(100) }))).toBeUndefined()
  })

  test("times that no header can hold are not written", () => {
    expect(() => archiveHeader(lastTimestamp)).not.toThrow()
    for (const wrong of [lastTimestamp + 1, -1, 1.5, NaN]) expect(() => archiveHeader(wrong)).toThrow(RangeError)
  })
})

describe("canonical JSON of events and payloads", () => {
  const a = "a".repeat(64)
  const event = { parent: a, height: 12, type: "Ballot", payload: a } as const

  test("values are read back as they were written", () => {
    for (const some of [
      event,
      { ...event, parent: undefined },
      { ...event, type: "EndBallots", payload: undefined } as const,
    ]) {
      expect(parseEvent(eventBody(some))).toEqual(some)
    }
    expect(utf8Text(eventBody(event))).toBe(`{"parent":"${a}","height":12,"type":"Ballot","payload":"${a}"}`)
    const owned = { owner: 3, payload: a }
    expect(parseOwned(ownedBody(owned))).toEqual(owned)
    for (const totalWeight of [0n, (1n << 30n) - 1n, 1n << 30n, 10n ** 11n]) {
      const sized = { numTallied: 4, totalWeight, encryptedTally: a }
      expect(parseSizedEncryptedTally(sizedEncryptedTallyBody(sized))).toEqual(sized)
    }
    for (const credentialsCertificate of [undefined, a]) {
      const setup = { election: a, trustees: a, credentials: a, credentialsCertificate }
      expect(parseSetupData(setupDataBody(setup))).toEqual(setup)
    }
  })

  test.each([
    `{"height":12,"parent":"${a}","type":"Ballot","payload":"${a}"}`,
    `{"parent":"${a}","height":012,"type":"Ballot","payload":"${a}"}`,
    `{"parent":"${a}","height":"12","type":"Ballot","payload":"${a}"}`,
    `{"parent":"${a}","height":12,"type":"Ballot","payload":"${a}"} `,
    `{"parent":"${a}","height":12,"type":"Ballot","payload":"${a}"}\n`,
    `{"parent":"${a}", "height":12,"type":"Ballot","payload":"${a}"}`,
    `{"parent":"${a.toUpperCase()}","height":12,"type":"Ballot","payload":"${a}"}`,
    `{"parent":"${a}","height":12,"type":"Ballot","payload":"${a}a"}`,
    `{"parent":null,"height":12,"type":"Ballot","payload":"${a}"}`,
    `{"parent":"${a}","height":12,"type":"toString","payload":"${a}"}`,
    `{"parent":"${a}","height":9007199254740993,"type":"Ballot","payload":"${a}"}`,
    `\uFEFF{"parent":"${a}","height":12,"type":"Ballot","payload":"${a}"}`,
  ])("%s is not an event", (text) => {
    expect(parseEvent(utf8(text))).toBeUndefined()
  })

  test.each([
    `{"num_tallied":4,"total_weight":1073741824,"encrypted_tally":"${a}"}`,
    `{"num_tallied":4,"total_weight":"1073741823","encrypted_tally":"${a}"}`,
    `{"num_tallied":"4","total_weight":4,"encrypted_tally":"${a}"}`,
    `{"num_tallied":4,"total_weight":04,"encrypted_tally":"${a}"}`,
    `{"num_tallied":4,"total_weight":4,"encrypted_tally":"${a}","x":1}`,
  ])("%s is not a sized encrypted tally", (text) => {
    expect(parseSizedEncryptedTally(utf8(text))).toBeUndefined()
  })

  test("owners are numbered from one", () => {
    expect(parseOwned(utf8(`{"owner":0,"payload":"${a}"}`))).toBeUndefined()
    expect(parseOwned(utf8(`{"owner":"1","payload":"${a}"}`))).toBeUndefined()
  })
})

/** Makes the records of events in any order, chained as in a sound archive. */
function chain(types: readonly Written[]): readonly ArchiveRecord[] {
  let head: ArchiveHead | undefined
  return types.flatMap((type) => {
    const appended = appendEvent(head, contents[type])
    head = appended.head
    return appended.records
  })
}

/** Appends an event to a chain, after a data record that is its payload where `payload` is `own`. */
function withEvent(
  types: readonly Written[],
  change: Pick<Event, "type" | "payload"> & Partial<Event>,
): readonly ArchiveRecord[] {
  const before = chain(types)
  const payload = data("payload")
  const event = { parent: before.at(-1)?.hash, height: types.length, ...change }
  const body = eventBody({ ...event, payload: change.payload === "own" ? payload.hash : change.payload })
  return [...before, payload, archiveRecord("event", body)]
}

function data(text: string): ArchiveRecord {
  return archiveRecord("data", utf8(text))
}

function swap(records: readonly ArchiveRecord[], a: number, b: number): readonly ArchiveRecord[] {
  return records.map((record, index) => records[index === a ? b : index === b ? a : index] ?? record)
}

function archiveOf(records: readonly ArchiveRecord[], after: Uint8Array = new Uint8Array()): Uint8Array {
  return concat(archiveHeader(timestamp), archiveEntries(records, timestamp), after)
}

function codeOf(records: readonly ArchiveRecord[], after?: Uint8Array): string | undefined {
  const last = [...readArchive(archiveOf(records, after))].at(-1)
  return last !== undefined && "code" in last ? last.code : undefined
}
