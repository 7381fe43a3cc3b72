/**
 * Reads what an archive says, event by event. The chain, the order of events and every reference between records are
 * checked here; the meaning of the records (ballots, proofs, sums) is not.
 */
import { finding, type Finding } from "../core/finding.ts"
import { type ArchiveHeader, blockReader, type PlacedRecord, readRecords } from "./archive-reader.ts"
import type { ArchiveRecord } from "./archive.ts"
import { type ArchiveHead, type EventContent, nextHeight } from "./chain.ts"
import { type Event, mayFollow, parseEvent } from "./event.ts"
import { parseOwned, parseSetupData, parseSizedEncryptedTally } from "./payload.ts"

/** An event that was read, with its place in the chain. Its bytes are views of those given to the reader. */
export type ArchiveEvent = EventContent & ArchiveHead

/** The beginning of an archive. */
interface ArchiveStart {
  readonly type: "Start"
  /** Seconds since 1970-01-01T00:00Z. */
  readonly timestamp: number
}

export type ArchiveItem = ArchiveStart | ArchiveEvent

/** Consumes the entries of an archive in order. After a finding it cannot go on. */
interface ItemReader {
  /** Returns the event that this record completes, or `undefined` after a data record. */
  accept(entry: ArchiveHeader | PlacedRecord): ArchiveItem | Finding | undefined
  /** Says what is wrong with an archive that ends here. */
  end(): Finding | undefined
  /** The last event read. */
  readonly head: ArchiveHead | undefined
}

/** A setup with a certificate takes five data records; any other event takes at most two. */
const mostData = 5

export function itemReader(): ItemReader {
  let head: ArchiveHead | undefined
  let waiting: readonly ArchiveRecord[] = []
  return {
    get head() {
      return head
    },
    accept(entry) {
      if (entry.kind === "header") return { type: "Start", timestamp: entry.timestamp }
      if (entry.kind === "data") {
        waiting = [...waiting, entry]
        return waiting.length > mostData ? unreferenced(waiting.length, head) : undefined
      }
      const event = readEvent(entry, head, waiting)
      if ("code" in event) return event
      head = { type: event.type, height: event.height, hash: event.hash }
      waiting = []
      return event
    },
    end() {
      if (head === undefined) return finding("ARCHIVE_EMPTY", "archive", {})
      return waiting.length > 0 ? unreferenced(waiting.length, head) : undefined
    },
  }
}

function unreferenced(count: number, head: ArchiveHead | undefined): Finding {
  return finding("EVENT_UNREFERENCED", `archive#${nextHeight(head)}`, { count })
}

/** Yields the items of an archive in memory. A finding is always the last thing it yields. */
export function* readArchive(archive: Uint8Array): Generator<ArchiveItem | Finding, void, undefined> {
  const reader = itemReader()
  for (const entry of readRecords(archive)) {
    const item = "code" in entry ? entry : reader.accept(entry)
    if (item === undefined) continue
    yield item
    if ("code" in item) return
  }
  const fault = reader.end()
  if (fault !== undefined) yield fault
}

/** Yields the items of an archive that arrives in blocks of any size. A finding is always the last thing it yields. */
export async function* streamArchive(
  blocks: AsyncIterable<Uint8Array>,
): AsyncGenerator<ArchiveItem | Finding, void, undefined> {
  const [records, items] = [blockReader(), itemReader()]
  for await (const block of blocks) {
    for (const entry of records.entries(block)) {
      const item = "code" in entry ? entry : items.accept(entry)
      if (item === undefined) continue
      yield item
      if ("code" in item) return
    }
  }
  const fault = records.end() ?? items.end()
  if (fault !== undefined) yield fault
}

function readEvent(
  record: PlacedRecord,
  head: ArchiveHead | undefined,
  waiting: readonly ArchiveRecord[],
): ArchiveEvent | Finding {
  const event = parseEvent(record.body)
  if (event === undefined) return finding("EVENT_FORM", `archive@${record.offset}`, {})
  const { type, height } = event
  const at = `archive#${nextHeight(head)}`
  if (height !== nextHeight(head)) return finding("EVENT_HEIGHT", at, { height, expected: nextHeight(head) })
  if (event.parent !== head?.hash) return finding("EVENT_PARENT", at, { parent: event.parent, expected: head?.hash })
  if (!mayFollow(head?.type, type)) return finding("EVENT_ORDER", at, { type, after: head?.type })
  const content = readContent(event, waiting, at)
  return "code" in content ? content : { ...content, height, hash: record.hash }
}

/** Resolves the payload of an event and the records that the payload refers to. */
function readContent(event: Event, waiting: readonly ArchiveRecord[], at: string): EventContent | Finding {
  const { type, payload } = event
  if (type === "Shuffle" || type === "EndShuffles") return finding("EVENT_SHUFFLE", at, {})
  const last = waiting.at(-1)
  if (type === "EndBallots") {
    if (payload !== undefined) return finding("EVENT_PAYLOAD", at, { type })
    return last === undefined ? { type } : finding("EVENT_UNREFERENCED", at, { count: waiting.length })
  }
  if (last === undefined || payload !== last.hash) return finding("EVENT_PAYLOAD", at, { type })
  const resolved = resolve(type, last.body)
  if (resolved === undefined) return finding("EVENT_REFERENCE", at, { type })
  const before = waiting.slice(0, -1)
  const excess = before.length - resolved.references.length
  if (excess > 0) return finding("EVENT_UNREFERENCED", at, { count: excess })
  const found = resolved.references.every((hash, index) => before[index]?.hash === hash)
  return found ? resolved.content(before.map((record) => record.body)) : finding("EVENT_REFERENCE", at, { type })
}

/** The records that a payload refers to, in order, and the content that they make. */
interface Resolved {
  readonly references: readonly string[]
  readonly content: (bodies: readonly Uint8Array[]) => EventContent
}

/** `undefined` if the payload is not one of this type of event. */
function resolve(type: Exclude<EventContent["type"], "EndBallots">, payload: Uint8Array): Resolved | undefined {
  switch (type) {
    case "Setup":
      return resolveSetup(payload)
    case "Ballot":
      return { references: [], content: () => ({ type, ballot: payload }) }
    case "EncryptedTally": {
      const sized = parseSizedEncryptedTally(payload)
      if (sized === undefined) return undefined
      return {
        references: [sized.encryptedTally],
        content: ([encryptedTally = none]) => ({ type, ...sized, encryptedTally }),
      }
    }
    case "PartialDecryption": {
      const owned = parseOwned(payload)
      if (owned === undefined) return undefined
      const { owner } = owned
      return {
        references: [owned.payload],
        content: ([partialDecryption = none]) => ({ type, owner, partialDecryption }),
      }
    }
    case "Result":
      return { references: [], content: () => ({ type, result: payload }) }
  }
}

function resolveSetup(payload: Uint8Array): Resolved | undefined {
  const setup = parseSetupData(payload)
  if (setup === undefined) return undefined
  const { credentialsCertificate: certificate } = setup
  return {
    references: [
      setup.election,
      setup.trustees,
      setup.credentials,
      ...(certificate === undefined ? [] : [certificate]),
    ],
    content: ([election = none, trustees = none, credentials = none, credentialsCertificate]) => ({
      type: "Setup",
      election,
      trustees,
      credentials,
      credentialsCertificate,
    }),
  }
}

/** Stands in for a record that `readContent` has already found to be there. */
const none = new Uint8Array()
