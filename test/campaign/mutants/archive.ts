import { archiveHeader, archiveRecord, type ArchiveRecord } from "../../../src/belenios/archive.ts"
import type { EventContent } from "../../../src/belenios/chain.ts"
import { type Event as ArchiveEvent, eventBody, parseEvent } from "../../../src/belenios/event.ts"
import { tarHeader } from "../../../src/belenios/tar.ts"
import { concat, utf8 } from "../../../src/core/bytes.ts"
import { fail } from "../../support/recorder.ts"
import type { StoryTampering } from "../../support/story.ts"
import { type Mutant, mutant } from "./mutant.ts"

const open = { short: true, until: "open" } as const
const zeros = "0".repeat(64)

/** Changes the bytes of the archive. */
function onArchive(change: (archive: Uint8Array) => Uint8Array): StoryTampering {
  return {
    files: (files, { uuid }) => void files.set(`${uuid}.bel`, change(files.get(`${uuid}.bel`) ?? fail("no archive"))),
  }
}

const patch = (at: number, text: string) =>
  onArchive((archive) => {
    const copy = archive.slice()
    copy.set(utf8(text), at)
    return copy
  })

/** Changes the events of the archive; what follows names the event as it came out. */
function onEvent(height: number, change: (event: ArchiveEvent) => ArchiveEvent): StoryTampering {
  const made = (record: ArchiveRecord) =>
    archiveRecord("event", eventBody(change(parseEvent(record.body) ?? fail("no event"))))
  let last: ArchiveRecord | undefined
  return {
    records: (records, at) =>
      at === height ? [...records.slice(0, -1), (last = made(records.at(-1) ?? fail("no record")))] : records,
    head: (head) => (head.height === height && last ? { ...head, hash: last.hash } : head),
  }
}

/** Puts events in the place of one. */
function inPlaceOf(height: number, events: (content: EventContent) => readonly EventContent[]): StoryTampering {
  let replaced = false
  return {
    content: (content, at) => {
      if (at !== height || replaced) return content
      replaced = true
      return events(content)
    },
  }
}

const data = (text: string) => archiveRecord("data", utf8(text))
const onRecords = (
  height: number,
  change: (records: readonly ArchiveRecord[]) => readonly ArchiveRecord[],
): StoryTampering => ({
  records: (records, at) => (at === height ? change(records) : records),
})

const ballotHeight = 2
const firstEntry = 1024

const entries: readonly Mutant[] = [
  mutant("an archive with another header", "ARCHIVE_HEADER", patch(20, "x"), open),
  mutant(
    "an archive whose header says another time",
    "ARCHIVE_HEADER",
    patch(512, '{"version":1,"timestamp":"1"}'),
    open,
  ),
  mutant("an archive of version 2", "ARCHIVE_HEADER", patch(512, '{"version":2'), open),
  mutant("an entry of another owner", "ARCHIVE_ENTRY", patch(firstEntry + 108, "0000001"), open),
  mutant("an entry of another mode", "ARCHIVE_ENTRY", patch(firstEntry + 100, "0000755"), open),
  mutant("an entry that is a link", "ARCHIVE_ENTRY", patch(firstEntry + 156, "2"), open),
  mutant(
    "an entry of another time",
    "ARCHIVE_ENTRY",
    onArchive((archive) => {
      const name =
        Buffer.from(archive.subarray(firstEntry, firstEntry + 100))
          .toString("latin1")
          .split("\0")[0] ?? ""
      const size = parseInt(Buffer.from(archive.subarray(firstEntry + 124, firstEntry + 135)).toString("latin1"), 8)
      const copy = archive.slice()
      copy.set(tarHeader({ name, size, mtime: 1 }), firstEntry)
      return copy
    }),
    open,
  ),
  mutant(
    "an entry with a path",
    "ARCHIVE_ENTRY",
    onArchive((archive) => concat(archive, tarHeader({ name: "../evil.json", size: 0, mtime: timeOf(archive) }))),
    open,
  ),
  mutant(
    "an entry of sixty megabytes",
    "ARCHIVE_SIZE",
    onArchive((archive) =>
      concat(archive, tarHeader({ name: `${zeros}.data.json`, size: 60 << 20, mtime: timeOf(archive) })),
    ),
    open,
  ),
  mutant(
    "an entry with padding that is not zero",
    "ARCHIVE_PADDING",
    onArchive((archive) => {
      const copy = archive.slice()
      copy[1023] = 1
      return copy
    }),
    open,
  ),
  mutant(
    "an entry with another name than its hash",
    "ARCHIVE_HASH",
    onArchive((archive) => {
      const copy = archive.slice()
      copy[firstEntry + 512] = (copy[firstEntry + 512] ?? 0) ^ 1
      return copy
    }),
    open,
  ),
  mutant(
    "an archive cut inside an entry",
    "ARCHIVE_CUT",
    onArchive((archive) => archive.subarray(0, -100)),
    open,
  ),
  mutant(
    "an archive with an end of tar",
    "ARCHIVE_ENTRY",
    onArchive((archive) => concat(archive, new Uint8Array(1024))),
    open,
  ),
  mutant(
    "an archive without an event",
    "ARCHIVE_EMPTY",
    { files: (files, { uuid, timestamp }) => void files.set(`${uuid}.bel`, archiveHeader(timestamp)) },
    open,
  ),
  mutant(
    "an archive without a byte",
    "ARCHIVE_CUT",
    onArchive(() => new Uint8Array()),
    open,
  ),
]

function timeOf(archive: Uint8Array): number {
  return parseInt(Buffer.from(archive.subarray(136, 147)).toString("latin1"), 8)
}

const events: readonly Mutant[] = [
  mutant(
    "an event that is not canonical",
    "EVENT_FORM",
    onRecords(ballotHeight, (records) => records.with(-1, archiveRecord("event", utf8("{}")))),
    open,
  ),
  mutant(
    "an event that skips a height",
    "EVENT_HEIGHT",
    onEvent(ballotHeight, (event) => ({ ...event, height: event.height + 1 })),
    open,
  ),
  mutant(
    "an event with another parent",
    "EVENT_PARENT",
    onEvent(ballotHeight, (event) => ({ ...event, parent: zeros })),
    open,
  ),
  mutant(
    "a first event with a parent",
    "EVENT_PARENT",
    onEvent(0, (event) => ({ ...event, parent: zeros })),
    open,
  ),
  mutant(
    "an event that names other data",
    "EVENT_PAYLOAD",
    onEvent(ballotHeight, (event) => ({ ...event, payload: zeros })),
    open,
  ),
  mutant(
    "an event without its data",
    "EVENT_PAYLOAD",
    onRecords(ballotHeight, (records) => records.slice(1)),
    open,
  ),
  mutant(
    "data that no event names",
    "EVENT_UNREFERENCED",
    onRecords(ballotHeight, (records) => [data("stray"), ...records]),
    open,
  ),
  mutant(
    "data behind the last event",
    "EVENT_UNREFERENCED",
    onRecords(ballotHeight, (records) => [...records, data("stray")]),
    open,
  ),
  mutant(
    "a setup in another order",
    "EVENT_REFERENCE",
    onRecords(0, ([first, second, ...rest]) => [second ?? fail("none"), first ?? fail("none"), ...rest]),
    open,
  ),
  mutant(
    "a setup without trustees",
    "EVENT_REFERENCE",
    onRecords(0, (records) => records.toSpliced(1, 1)),
    open,
  ),
  mutant(
    "a shuffle",
    "EVENT_SHUFFLE",
    onEvent(9, (event) => ({ ...event, type: "Shuffle" })),
  ),
  mutant(
    "a second setup",
    ["EVENT_ORDER", "URN_COUNT"],
    inPlaceOf(ballotHeight, (content) => [
      { type: "Setup", election: utf8("{}"), trustees: utf8("[]"), credentials: utf8("[]") },
      content,
    ]),
    open,
  ),
  mutant(
    "an end of ballots in the middle",
    ["EVENT_ORDER", "URN_COUNT"],
    inPlaceOf(ballotHeight, (content) => [{ type: "EndBallots" }, content]),
    open,
  ),
  mutant(
    "a ballot after the end",
    ["EVENT_ORDER", "URN_COUNT"],
    inPlaceOf(8, (content) => [{ type: "Ballot", ballot: utf8("late") }, content]),
  ),
  mutant(
    "a second encrypted tally",
    ["EVENT_ORDER", "URN_COUNT"],
    inPlaceOf(8, (content) => [content, content]),
  ),
  mutant(
    "a result before the partial decryptions",
    ["EVENT_ORDER"],
    inPlaceOf(9, (content) => [{ type: "Result", result: utf8("{}") }, content]),
  ),
  mutant(
    "a second result",
    ["EVENT_ORDER"],
    inPlaceOf(12, (content) => [content, content]),
  ),
]

/** These records have something wrong in the entries of the archive or in the chain of its events. */
export const archiveMutants: readonly Mutant[] = [...entries, ...events]
