/**
 * Proves the tables by which the urn knows who voted, and which ballots and ciphertexts it has. They only abbreviate
 * the archive. Their rows are believed where this machine finds those that it counted before, and those of the ballots
 * that came since, which it reads from the archive, whose last event the journal names. Missing, changed or inserted
 * rows are refused.
 */
import { parseEvent } from "../belenios/event.ts"
import { pointBytes } from "../belenios/point-text.ts"
import { equalBytes, hex } from "../core/bytes.ts"
import { UrneError } from "../core/error.ts"
import { sha256Hex } from "../core/hash.ts"
import type { ElectionTable } from "../definition/table.ts"
import { continues } from "../journal/entry-index-queries.ts"
import type { UrnAccepted } from "../journal/event.ts"
import { entries, eventOf, journalHead, lastEntry } from "../journal/operations.ts"
import type { JournalTable } from "../journal/table.ts"
import { bucketCount, bucketOf, textBucketOf } from "../store/buckets.ts"
import type { Store } from "../store/store.ts"
import { archivedBallot, type ArchivedBallot } from "./archived-ballot.ts"
import { boothChannel } from "./channel-queries.ts"
import {
  ballotMark,
  ciphertextMark,
  draftOf,
  emptyLedger,
  type LedgerTable,
  type StoredBallot,
  type StoredVote,
  type UrnMemory,
  type UrnLedger,
  type Vote,
  voteMark,
} from "./ledger.ts"
import { addRow, differingBucket, isSumOf, type Marker, markerOf, noRows, removeRow, type RowSums } from "./row-sums.ts"
import type { StoredRecord, UrnTable } from "./table.ts"

export interface LedgerFile {
  readonly store: Store
  readonly journal: JournalTable
  readonly election: ElectionTable
  readonly urn: UrnTable
}

/** What is known about an open file. */
interface Known {
  readonly key: Uint8Array
  readonly mark: Marker
  /** The ledger as it was last read, and the one before, because a transaction that wrote may be undone. */
  ledgers: readonly UrnLedger[]
  proved: Proved
}

/** Which parts of the tables agree with the ledger, valid as long as no other connection writes. */
interface Proved {
  readonly version: number
  readonly parts: Readonly<Record<LedgerTable, Uint8Array>>
}

const known = new WeakMap<UrnTable, Known>()

/** Starts the ledger from what this machine knew, so that only newer ballots are read. */
export function rememberUrn(urn: UrnTable, { key, ledger }: UrnMemory): void {
  const ledgers = ledger === undefined ? [] : [ledger]
  known.set(urn, { key, mark: markerOf(key), ledgers, proved: noneProved(-1) })
}

/** Returns what there is to remember: the last ledger that was asked for, if any. */
export function urnMemory(urn: UrnTable): UrnMemory | undefined {
  const of = known.get(urn)
  return of === undefined ? undefined : { key: of.key, ledger: of.ledgers[0] }
}

function knownOf(urn: UrnTable): Known {
  const of = known.get(urn)
  if (of !== undefined) return of
  // This key never leaves the process, so nobody can look for rows with the same sum.
  rememberUrn(urn, { key: new Uint8Array(32), ledger: undefined })
  return knownOf(urn)
}

function noneProved(version: number): Proved {
  const none = () => new Uint8Array(bucketCount)
  return { version, parts: { ballot: none(), vote: none(), ciphertext: none() } }
}

/** Returns how many ballots the urn has, replaced ones included, as the journal states. */
export function acceptedBallots({ journal }: Pick<LedgerFile, "journal">): number {
  return lastEntry(journal, "urn.accepted")?.event.height ?? 0
}

/**
 * Returns the ledger of the ballots that the journal names.
 *
 * @throws UrneError `entry-altered`, `election-file-altered`
 */
export function urnLedger(file: LedgerFile): UrnLedger {
  return file.store.read(() => currentLedger(file))
}

/**
 * Whether a credential voted.
 *
 * @param credential - the text of a point
 * @throws UrneError `entry-altered`, `election-file-altered`
 */
export function hasVoted(file: LedgerFile, credential: string): boolean {
  // A code may be tried before the seal, when there is no archive of which a ledger could be remembered.
  if (acceptedBallots(file) === 0) return false
  const key = pointBytes(credential)
  return key !== undefined && file.store.read(() => provedUrn(file).vote(key)) !== undefined
}

/** The tables of an urn. Each row is proved before it is believed, and what is added is counted. */
export interface ProvedUrn {
  readonly ledger: UrnLedger
  readonly ballot: (tracker: string) => StoredBallot | undefined
  /** Returns the ballot at a height that a row names. */
  readonly ballotAt: (height: number) => StoredBallot
  readonly vote: (credential: Uint8Array) => Vote | undefined
  readonly hasCiphertext: (fingerprint: Uint8Array) => boolean
  /** Counts a ballot that was just added, and the vote that it replaced. */
  readonly count: (ballot: StoredBallot, replaced: Vote | undefined, fingerprints: readonly Uint8Array[]) => void
  /** Keeps the count, once the journal has the entry that names the last of the ballots. */
  readonly keep: (end: Pick<UrnLedger, "height" | "head">) => void
}

/**
 * Returns the proved tables, for the caller's transaction or for a read of one state of the file.
 *
 * @throws UrneError here and from what is asked: `entry-altered`, `election-file-altered`
 */
export function provedUrn(file: LedgerFile): ProvedUrn {
  const { urn, journal } = file
  const before = currentLedger(file)
  const { mark } = knownOf(urn)
  let draft: UrnLedger | undefined
  const requireRow = (table: LedgerTable, bucket: number) => {
    // Urne writes no row with a malformed key.
    if (bucket < 0) return
    requirePart(file, (draft ?? before).rows[table], table, bucket)
  }
  const ballot = (tracker: string) => {
    requireRow("ballot", textBucketOf(tracker))
    return urn.ballot(tracker)
  }
  return {
    ledger: before,
    ballot,
    ballotAt(height) {
      const found = ballot(urn.trackerAt(height) ?? "")
      if (found?.height !== height) throw altered("ballot", `${height}`)
      return found
    },
    vote(credential) {
      requireRow("vote", bucketOf(credential))
      return urn.vote(credential)
    },
    hasCiphertext(fingerprint) {
      requireRow("ciphertext", bucketOf(fingerprint))
      return urn.hasCiphertext(fingerprint)
    },
    count(stored, replaced, fingerprints) {
      draft ??= draftOf(before)
      draft = counted(draft, mark, stored, fingerprints)
      const { credential, channel, height } = stored
      const bucket = bucketOf(credential)
      if (replaced === undefined) draft = { ...draft, voters: draft.voters + 1 }
      else removeRow(draft.rows.vote, bucket, voteMark(mark, { credential, ...replaced }))
      addRow(draft.rows.vote, bucket, voteMark(mark, { credential, channel, ballot: height }))
    },
    keep({ height, head }) {
      if (draft === undefined) return
      knownOf(urn).ledgers = [{ ...draft, journal: journalHead(journal), height, head }, before]
    },
  }
}

/** Adds a ballot to a ledger, except for its vote. It writes into the sums of the given ledger. */
function counted(
  before: UrnLedger,
  mark: Marker,
  ballot: StoredBallot,
  fingerprints: readonly Uint8Array[],
): UrnLedger {
  const { rows, channels, ballotsInGrace } = before
  addRow(rows.ballot, textBucketOf(ballot.tracker), ballotMark(mark, ballot))
  for (const fingerprint of fingerprints) {
    addRow(rows.ciphertext, bucketOf(fingerprint), ciphertextMark(mark, fingerprint))
  }
  const { channel } = ballot
  return {
    ...before,
    ballotsInGrace: ballotsInGrace + (ballot.inGrace ? 1 : 0),
    channels: new Map(channels).set(channel, (channels.get(channel) ?? 0) + 1),
  }
}

/** @throws UrneError `election-file-altered` unless a part of a table has the rows that were counted, and no others */
function requirePart({ urn }: LedgerFile, sums: RowSums, table: LedgerTable, bucket: number): void {
  const of = knownOf(urn)
  const parts = of.proved.parts[table]
  if (parts[bucket] === 1) return
  if (!isSumOf(sums, bucket, marksIn(urn, of.mark, table, bucket))) throw altered(table, undefined)
  parts[bucket] = 1
}

function marksIn(urn: UrnTable, mark: Marker, table: LedgerTable, bucket: number): readonly Uint32Array[] {
  switch (table) {
    case "ballot":
      return urn.ballotsIn(bucket).map((ballot) => ballotMark(mark, ballot))
    case "vote":
      return urn.votesIn(bucket).map((vote) => voteMark(mark, vote))
    case "ciphertext":
      return urn.ciphertextsIn(bucket).map((fingerprint) => ciphertextMark(mark, fingerprint))
  }
}

function altered(table: LedgerTable, at: string | undefined): UrneError {
  const part = table === "ballot" ? "ballots" : table === "vote" ? "votes" : "ciphertexts"
  return new UrneError("election-file-altered", { part, at })
}

/** Returns the last ballot that the journal names, or the beginning of the archive. */
function committedEnd({ journal, urn }: LedgerFile): Pick<UrnLedger, "height" | "head"> {
  const last = lastEntry(journal, "urn.accepted")?.event
  return last ?? { height: 0, head: urn.eventAt(0)?.hash ?? "" }
}

function currentLedger(file: LedgerFile): UrnLedger {
  const { urn, journal } = file
  const of = knownOf(urn)
  const version = urn.othersVersion()
  if (of.proved.version !== version) of.proved = noneProved(version)
  const end = committedEnd(file)
  const current = of.ledgers.find(({ height, head }) => height === end.height && head === end.head)
  if (current !== undefined) return current
  const size = journal.size()
  // The ballots of a ledger that the journal does not continue were undone, or are lost from a restored file.
  const begun = of.ledgers.find((each) => each.height <= end.height && continuesJournal(journal, each, size))
  const ledger = begun === undefined ? ledgerOfAll(file, of.mark, end) : extended(file, of.mark, begun, end)
  of.ledgers = [ledger]
  return ledger
}

function continuesJournal(journal: JournalTable, { journal: { size, root } }: UrnLedger, now: number): boolean {
  return continues(journal, { size, root, phase: 0, at: "", numbers: new Map() }, now)
}

/** A ballot of the archive, with a row that agrees. */
interface Registered {
  readonly ballot: StoredBallot
  readonly fingerprints: readonly Uint8Array[]
}

/** Makes the ledger of a whole archive, on a machine that knew nothing of it. Every row of the tables is compared. */
function ledgerOfAll(file: LedgerFile, mark: Marker, end: Pick<UrnLedger, "height" | "head">): UrnLedger {
  const { urn } = file
  const head = end.height === 0 ? end.head : (urn.eventAt(0)?.hash ?? "")
  const { votes, ...read } = readSince(file, mark, emptyLedger(head), end)
  for (const vote of votes) addRow(read.ledger.rows.vote, bucketOf(vote.credential), voteMark(mark, vote))
  const ledger = { ...read.ledger, voters: votes.length }
  const found = allRows(urn, mark)
  for (const table of ["ballot", "vote", "ciphertext"] as const) {
    if (differingBucket(found[table], ledger.rows[table]) !== undefined) throw altered(table, undefined)
  }
  return ledger
}

function allRows(urn: UrnTable, mark: Marker): UrnLedger["rows"] {
  const rows = { ballot: noRows(), vote: noRows(), ciphertext: noRows() }
  for (const ballot of urn.allBallots()) {
    const bucket = textBucketOf(ballot.tracker)
    if (bucket < 0) throw altered("ballot", `${ballot.height}`)
    addRow(rows.ballot, bucket, ballotMark(mark, ballot))
  }
  for (const vote of urn.allVotes()) addRow(rows.vote, bucketOf(vote.credential), voteMark(mark, vote))
  for (const fingerprint of urn.allCiphertexts()) {
    addRow(rows.ciphertext, bucketOf(fingerprint), ciphertextMark(mark, fingerprint))
  }
  return rows
}

/**
 * Adds the ballots that another command accepted since to a ledger. The parts of the tables that they touch are
 * proved.
 */
function extended(
  file: LedgerFile,
  mark: Marker,
  before: UrnLedger,
  end: Pick<UrnLedger, "height" | "head">,
): UrnLedger {
  const { votes, touched, ledger } = readSince(file, mark, draftOf(before), end)
  for (const table of ["ballot", "ciphertext"] as const) {
    for (const bucket of touched[table]) requirePart(file, ledger.rows[table], table, bucket)
  }
  const replaced = countVotes(file, mark, ledger.rows.vote, votes, before.height)
  return { ...ledger, voters: before.voters + votes.length - replaced }
}

/**
 * Counts the votes of ballots above a height. The sums tell which of their credentials had voted before: where a part
 * does not add up with its new rows alone, the ballots that these replaced are looked up and subtracted.
 *
 * @returns how many votes were replaced
 */
function countVotes(
  file: LedgerFile,
  mark: Marker,
  sums: RowSums,
  votes: readonly StoredVote[],
  height: number,
): number {
  const { urn } = file
  let replaced = 0
  const parts = new Map<number, StoredVote[]>()
  for (const vote of votes) {
    const bucket = bucketOf(vote.credential)
    parts.set(bucket, [...(parts.get(bucket) ?? []), vote])
  }
  for (const [bucket, inPart] of parts) {
    for (const vote of inPart) addRow(sums, bucket, voteMark(mark, vote))
    if (isSumOf(sums, bucket, marksIn(urn, mark, "vote", bucket))) continue
    for (const { credential } of inPart) {
      const earlier = urn.lastBallotOf(credential, height)
      if (earlier === undefined) continue
      removeRow(sums, bucket, voteMark(mark, { credential, ...earlier }))
      replaced++
    }
    requirePart(file, sums, "vote", bucket)
  }
  return replaced
}

/** Reads what the archive has beyond a ledger, up to the end that the journal names, with the row of each ballot. */
function readSince(
  file: LedgerFile,
  mark: Marker,
  draft: UrnLedger,
  end: Pick<UrnLedger, "height" | "head">,
): {
  readonly ledger: UrnLedger
  readonly votes: readonly StoredVote[]
  /** The parts of the tables that hold rows of these ballots. */
  readonly touched: Readonly<Record<"ballot" | "ciphertext", ReadonlySet<number>>>
} {
  const votes = new Map<string, StoredVote>()
  const touched = { ballot: new Set<number>(), ciphertext: new Set<number>() }
  let ledger = draft
  for (const { ballot, fingerprints } of ballotsSince(file, draft, end)) {
    ledger = counted(ledger, mark, ballot, fingerprints)
    const { credential, channel, height, tracker } = ballot
    const text = hex(credential)
    // Votes stay in the channel of the first.
    if ((votes.get(text)?.channel ?? channel) !== channel) throw altered("ballot", tracker)
    votes.set(text, { credential, channel, ballot: height })
    touched.ballot.add(textBucketOf(tracker))
    for (const fingerprint of fingerprints) touched.ciphertext.add(bucketOf(fingerprint))
  }
  const { height, head } = end
  ledger = { ...ledger, journal: journalHead(file.journal), height, head }
  return { ledger, votes: [...votes.values()], touched }
}

/**
 * Yields the ballots of the archive beyond a ledger, in order. The chain of its events must end where the journal
 * says.
 */
function* ballotsSince(
  file: LedgerFile,
  from: UrnLedger,
  end: Pick<UrnLedger, "height" | "head">,
): Generator<Registered, void, undefined> {
  const acceptances = acceptedSince(file, from.journal.size)
  let acceptance: Acceptance | undefined
  let { head } = from
  for (const { height, record, body } of archivedSince(file, from.height, end.height)) {
    const event = parseEvent(record.body)
    const tied = event?.type === "Ballot" && event.parent === head && event.height === height
    if (!tied || event.payload !== sha256Hex(body)) throw alteredRecord(record.number)
    head = sha256Hex(record.body)
    if (acceptance === undefined || acceptance.event.height < height) acceptance = acceptances.next().value ?? undefined
    const ballot = archivedBallot(body)
    if (ballot === undefined) throw alteredRecord(record.number)
    const row = requireBallot(file, { ...ballot, tracker: trackerOf(event.payload) }, height, acceptance)
    yield { ballot: row, fingerprints: ballot.fingerprints }
  }
  if (head !== end.head) throw alteredRecord(file.urn.eventAt(end.height)?.number ?? 0)
}

/** Converts the name of a ballot in the archive into its tracker, which is the same hash in another notation. */
function trackerOf(payload: string): string {
  return Buffer.from(payload, "hex").toString("base64").slice(0, 43)
}

interface Acceptance {
  readonly number: number
  readonly event: UrnAccepted
}

function* acceptedSince({ journal }: LedgerFile, size: number): Generator<Acceptance, undefined, undefined> {
  for (const entry of entries(journal, size)) {
    const event = eventOf(entry)
    if (event.type === "urn.accepted") yield { number: entry.number, event }
  }
  return undefined
}

const eventsAtOnce = 100

/** Yields the ballots of the archive above a height, each with the record of its event. */
function* archivedSince(
  { urn }: LedgerFile,
  height: number,
  last: number,
): Generator<{ readonly height: number; readonly record: StoredRecord; readonly body: Uint8Array }, void, undefined> {
  if (height === last) return
  let number = urn.eventAt(height)?.number ?? 0
  for (let at = height + 1; at <= last;) {
    const page = urn.page(number, number + 2 * eventsAtOnce, 2 * eventsAtOnce)
    for (let i = 0; i < page.length && at <= last; i += 2, at++) {
      const [data, record] = [page[i], page[i + 1]]
      number += 2
      if (data === undefined || record?.number !== number) throw alteredRecord(number)
      yield { height: at, record, body: data.body }
    }
    if (page.length === 0) throw alteredRecord(number + 1)
  }
}

/**
 * Returns the row of a ballot, which must agree with archive and journal. Only the row says in which channel the ballot
 * came and whether it came late: that is taken from it when this machine reads it for the first time.
 */
function requireBallot(
  { urn, election }: LedgerFile,
  { tracker, credential }: Pick<ArchivedBallot, "credential"> & { readonly tracker: string },
  height: number,
  acceptance: Acceptance | undefined,
): StoredBallot {
  const row = urn.ballot(tracker)
  const said = acceptance?.event
  const isAccepted = said !== undefined && said.height - said.count < height && height <= said.height
  if (!isAccepted)
    throw new UrneError("entry-altered", { of: "journal", number: acceptance?.number ?? row?.entry ?? 0 })
  const channels = [boothChannel, ...election.get().definition.channels]
  const stands =
    row?.height === height &&
    row.entry === acceptance?.number &&
    equalBytes(row.credential, credential) &&
    channels.includes(row.channel)
  if (!stands) throw altered("ballot", tracker)
  return row
}

function alteredRecord(number: number): UrneError {
  return new UrneError("election-file-altered", { part: "archive", at: `archive#${number}` })
}

/**
 * Returns the ballot of a credential that counts, if it voted. It runs in the caller's read of one state of the file.
 *
 * @param credential - the text of a point
 * @throws UrneError `election-file-altered`, `entry-altered`
 */
export function lastBallot(file: LedgerFile, credential: string): StoredBallot | undefined {
  const proved = provedUrn(file)
  const vote = proved.vote(pointBytes(credential) ?? new Uint8Array())
  return vote === undefined ? undefined : proved.ballotAt(vote.ballot)
}
