/** The archive that grows with the election: what it ends with, what is appended, what it reads like. */
import { UrneError } from "../core/error.ts"
import { sha256Hex } from "../core/hash.ts"
import { archiveEntries, archiveHeader } from "../belenios/archive.ts"
import { appendEvent, type ArchiveHead, type EventContent } from "../belenios/chain.ts"
import { type Election, parseElection } from "../belenios/election.ts"
import { mayFollow, parseEvent } from "../belenios/event.ts"
import { type StoredRecord, type UrnTable } from "./table.ts"

export interface ArchiveFile {
  readonly urn: UrnTable
}

/** Records read at once: at most a few megabytes of ballots. */
const pageLength = 200

/** The last event of the archive; none before the seal. */
export function archiveHead({ urn }: ArchiveFile): ArchiveHead | undefined {
  const record = urn.lastEvent()
  const event = record === undefined ? undefined : parseEvent(record.body)
  if (record === undefined) return undefined
  if (event === undefined) throw new Error(`record ${record.number} of the archive is not an event`)
  return { type: event.type, height: event.height, hash: record.hash }
}

/**
 * Appends an event with the data that it needs, inside the caller's transaction.
 *
 * @returns the new head of the archive
 */
export function appendToArchive(file: ArchiveFile, content: EventContent): ArchiveHead {
  return appendAfter(file, archiveHead(file), content)
}

/** As {@link appendToArchive}, where the caller has the head: several ballots are appended without reading it each time. */
export function appendAfter({ urn }: ArchiveFile, before: ArchiveHead | undefined, content: EventContent): ArchiveHead {
  if (!mayFollow(before?.type, content.type)) throw new Error(`${content.type} after ${before?.type ?? "nothing"}`)
  const { head, records } = appendEvent(before, content)
  for (const { kind, hash, body } of records) {
    urn.insertRecord({ height: kind === "event" ? head.height : undefined, hash, body })
  }
  return head
}

/** The records in their order, up to and with number `last`, all by default. Read in pages: memory stays constant. */
export function* archiveRecords(
  { urn }: ArchiveFile,
  last = urn.lastNumber(),
): Generator<StoredRecord, void, undefined> {
  for (
    let page = urn.page(0, last, pageLength);
    page.length > 0;
    page = urn.page(page.at(-1)?.number ?? last, last, pageLength)
  ) {
    yield* page
  }
}

/** @throws UrneError `entry-altered` unless a record is what its hash says */
function requireIntact({ number, hash, body }: Pick<StoredRecord, "number" | "hash" | "body">): void {
  if (sha256Hex(body) !== hash) throw new UrneError("entry-altered", { of: "archive", number })
}

/**
 * The bytes of the `.bel` archive, entry by entry: as it stands, or as it stood when `height` was its last event.
 * Nothing before the seal.
 *
 * @throws UrneError `entry-altered`
 */
export function* archiveBytes(file: ArchiveFile, height?: number): Generator<Uint8Array, void, undefined> {
  const { urn } = file
  const timestamp = urn.timestamp()
  if (timestamp === undefined) return
  yield archiveHeader(timestamp)
  const last = height === undefined ? urn.lastNumber() : urn.eventAt(height)?.number
  for (const record of archiveRecords(file, last ?? 0)) {
    requireIntact(record)
    const { hash, height: of, body } = record
    yield archiveEntries([{ kind: of === undefined ? "data" : "event", hash, body }], timestamp)
  }
}

/** Places of the data of the setup among the records. */
export const setupRecord = { election: 1, trustees: 2, credentials: 3 } as const

/** The bytes of a part of the sealed setup. @throws UrneError `act-needed` before the seal */
export function setupBody({ urn }: ArchiveFile, part: keyof typeof setupRecord): Uint8Array {
  const record = urn.record(setupRecord[part])
  if (record === undefined) throw new UrneError("act-needed", { kind: "seal" })
  return Uint8Array.from(record.body)
}

const elections = new WeakMap<UrnTable, Election>()

/**
 * The election as it was sealed. It never changes, so it is read once, and its tables for encryption are made once.
 *
 * @throws UrneError `act-needed` before the seal
 */
export function sealedElection(file: ArchiveFile): Election {
  const known = elections.get(file.urn)
  if (known !== undefined) return known
  const { value: election } = parseElection(setupBody(file, "election"), "election")
  if (election === undefined) throw new Error("the sealed election cannot be read")
  elections.set(file.urn, election)
  return election
}
