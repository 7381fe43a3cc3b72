/** Reads the archive as it stands: its end, its bytes, and the setup that was sealed. */
import type { Act } from "../authority/act.ts"
import { type DecidedFile, effectiveActs } from "../authority/proven-acts.ts"
import type { AuthorityTable } from "../authority/table.ts"
import { itemReader } from "../belenios/archive-items.ts"
import { archiveEntries, archiveHeader } from "../belenios/archive.ts"
import type { ArchiveHead } from "../belenios/chain.ts"
import { type Election, parseElection } from "../belenios/election.ts"
import { parseEvent } from "../belenios/event.ts"
import { UrneError } from "../core/error.ts"
import { sha256Compact, sha256Hex } from "../core/hash.ts"
import type { CredentialTable } from "../credentials/table.ts"
import type { ElectionTable } from "../definition/table.ts"
import { lastEntry } from "../journal/operations.ts"
import type { JournalTable } from "../journal/table.ts"
import type { Store } from "../store/store.ts"
import { sealedBy } from "./seal.ts"
import type { StoredRecord, UrnTable } from "./table.ts"

/** The archive, with the journal and the acts that say what it must be. */
export interface ArchiveFile extends DecidedFile {
  readonly urn: UrnTable
}

/** The tables that receiving ballots needs. */
export interface UrnFile {
  readonly store: Store
  readonly journal: JournalTable
  readonly election: ElectionTable
  readonly authority: AuthorityTable
  readonly credentials: CredentialTable
  readonly urn: UrnTable
}

/** An event of the archive, which stands for everything before it. */
export interface ArchiveEnd {
  readonly height: number
  /**
   * SHA-256 of the event. It is `undefined` for the setup where no entry and no act states it, and the sealed setup is
   * recognised by its parts.
   */
  readonly head: string | undefined
}

/** How many records are read at once: at most a few megabytes of ballots. */
const pageLength = 200

/** Types of entries that say how far the archive has come. */
const archiveEntryTypes = ["urn.accepted", "urn.frozen", "tally.computed", "tally.result"] as const

/** Returns the last event of the archive as journal and acts state it, or `undefined` before the seal. */
export function recordedEnd(file: DecidedFile): ArchiveEnd | undefined {
  const entries = archiveEntryTypes.flatMap((type) => lastEntry(file.journal, type) ?? [])
  const last = entries.sort((a, b) => a.number - b.number).at(-1)?.event
  if (last !== undefined) return { height: last.height, head: last.head }
  if (sealOf(file) === undefined) return undefined
  // Before the first ballot, only the acts since the seal state where the archive ended.
  return { height: 0, head: effectiveActs(file, "open").at(-1)?.archive?.hash }
}

/**
 * Returns the last event of the archive, which the journal names, or `undefined` before the seal.
 *
 * @throws UrneError `election-file-altered` where the file holds another, or anything after it
 */
export function archiveHead(file: ArchiveFile): ArchiveHead | undefined {
  const { urn } = file
  const end = recordedEnd(file)
  if (end === undefined) {
    if (urn.lastNumber() > 0 || urn.timestamp() !== undefined) throw altered("archive#0")
    return undefined
  }
  const { height } = end
  const record = urn.eventAt(height)
  if (record?.number !== urn.lastNumber()) throw altered(`archive#${height}`)
  const hash = sha256Hex(record.body)
  const event = parseEvent(record.body)
  const isRecorded = record.hash === hash && hash === (end.head ?? hash)
  if (!isRecorded || event?.height !== height) throw altered(`archive#${height}`)
  if (end.head === undefined) requireSetup(file)
  return { type: event.type, height, hash }
}

/**
 * Requires that the archive is the setup that was sealed, and nothing else. @throws UrneError `election-file-altered`
 */
function requireSetup(file: ArchiveFile): void {
  const blocks = archiveBytes(file, { height: 0, head: undefined })
  while (blocks.next().done !== true);
}

function sealOf(file: DecidedFile): Act | undefined {
  return effectiveActs(file, "seal").at(-1)
}

function altered(at: string): UrneError {
  return new UrneError("election-file-altered", { part: "archive", at })
}

/**
 * Yields the records in order, up to and including number `last` (all by default). They are read in pages, so memory
 * stays constant.
 */
export function* archiveRecords(
  { urn }: Pick<ArchiveFile, "urn">,
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
 * Yields the bytes of the `.bel` archive, entry by entry: as it stands, or as it stood when the journal had another
 * last event. It yields nothing before the seal. The chain is followed up to the event that the journal names. Only at
 * its end is it known whether the archive is the right one, so callers must not use any of it before they have read
 * all.
 *
 * @throws UrneError `entry-altered`, `election-file-altered`
 */
export function* archiveBytes(
  file: ArchiveFile,
  end: ArchiveEnd | undefined = recordedEnd(file),
): Generator<Uint8Array, void, undefined> {
  const { urn } = file
  const seal = sealOf(file)
  if (end === undefined || seal === undefined) return
  const timestamp = timestampOf(seal)
  if (urn.timestamp() !== timestamp) throw altered("timestamp")
  yield archiveHeader(timestamp)
  const reader = itemReader()
  for (const record of archiveRecords(file, urn.eventAt(end.height)?.number ?? 0)) {
    requireIntact(record)
    const { number, hash, height, body } = record
    const kind = height === undefined ? "data" : "event"
    const item = reader.accept({ kind, hash, body, offset: 0 })
    if (item !== undefined && "code" in item) throw altered(`archive#${number} ${item.code}`)
    if (number <= setupParts.length) requireSealed(file, setupParts[number - 1] ?? "election", body)
    if (reader.head !== undefined && kind === "event" && reader.head.height !== height)
      throw altered(`archive#${number}`)
    yield archiveEntries([{ kind, hash, body }], timestamp)
  }
  const { head } = reader
  if (head?.height !== end.height || (end.head !== undefined && head.hash !== end.head)) {
    throw altered(`archive#${end.height}`)
  }
}

/** The one instant that every entry of the archive carries: when the act `seal` was proposed, in whole seconds. */
export function timestampOf(seal: Pick<Act, "proposed">): number {
  return Math.floor(seal.proposed / 1000)
}

/** The numbers of the records that hold the data of the setup. */
const setupRecord = { election: 1, trustees: 2, credentials: 3 } as const

type SetupPart = keyof typeof setupRecord

const setupParts: readonly SetupPart[] = ["election", "trustees", "credentials"]

/**
 * Returns the bytes of a part of the sealed setup. @throws UrneError `act-needed` before the seal,
 * `election-file-altered`
 */
export function setupBody(file: ArchiveFile, part: SetupPart): Uint8Array {
  const body = storedSetup(file, part)
  requireSealed(file, part, body)
  return body
}

/**
 * Returns the same as the file holds it, for callers who compare it with what was sealed. @throws UrneError
 * `act-needed` before the seal
 */
export function storedSetup({ urn }: Pick<ArchiveFile, "urn">, part: SetupPart): Uint8Array {
  const record = urn.record(setupRecord[part])
  if (record === undefined) throw new UrneError("act-needed", { kind: "seal" })
  return Uint8Array.from(record.body)
}

/**
 * Requires that a part of the setup is the one that the act `seal` states. @throws UrneError `act-needed`,
 * `election-file-altered`
 */
function requireSealed(file: DecidedFile, part: SetupPart, body: Uint8Array): void {
  const seal = sealOf(file)
  const sealed = seal === undefined ? undefined : sealedBy(seal)
  if (sealed === undefined) throw new UrneError("act-needed", { kind: "seal" })
  const { electionFingerprint, trustees, credentials } = sealed
  const isSealed =
    part === "election"
      ? sha256Compact(body) === electionFingerprint
      : `sha256:${sha256Hex(body)}` === (part === "trustees" ? trustees.structure : credentials.list)
  if (!isSealed) throw altered(part)
}

const elections = new WeakMap<UrnTable, Election>()

/**
 * Returns the election as it was sealed. It never changes, so it is read once, and its tables for encryption are made
 * once.
 *
 * @throws UrneError `act-needed` before the seal, `election-file-altered`
 */
export function sealedElection(file: ArchiveFile): Election {
  const known = elections.get(file.urn)
  if (known !== undefined) return known
  const { value: election } = parseElection(setupBody(file, "election"), "election")
  if (election === undefined) throw new Error("the sealed election cannot be read")
  elections.set(file.urn, election)
  return election
}
