/** Announces batches: a channel sends its signed note before anybody looks at the ballots of the batch. */
import { isRehearsalKey } from "../authority/member-key.ts"
import { utf8Text } from "../core/bytes.ts"
import { UrneError } from "../core/error.ts"
import { hasFeature } from "../core/format.ts"
import type { BatchFault } from "../core/refusals.ts"
import { refuseNewer } from "../core/version-line.ts"
import type { ArrivalRule } from "../core/vocabulary.ts"
import type { World } from "../core/world.ts"
import { timeAfterLast } from "../journal/clock-queries.ts"
import { append, electionFormat, lastPhaseEntry } from "../journal/operations.ts"
import { type BatchBin, binFault, parseBin, placeFault } from "../notes/batch-arrivals.ts"
import {
  type Batch,
  batchHash,
  batchName,
  batchText,
  firstBinLine,
  openBatch,
  parseBatch,
  signBatch,
} from "../notes/batch.ts"
import type { SigningKey } from "../notes/key.ts"
import { parseNote, restoredNote } from "../notes/note.ts"
import type { UrnFile } from "./archive-queries.ts"
import { openedBatch, provenBatch, provenBatches } from "./batch-queries.ts"
import { isReceived, type StoredBatch } from "./batch-table.ts"
import { batchesLost, type BatchStanding, channelKey, declaredMissing, listBatches } from "./channel-queries.ts"
import { closingHour, hourOf, openingAct } from "./closing-hour.ts"
import { type BallotSource, measureBallots } from "./intake/read.ts"
import { requireAdmission, requireAnnouncement } from "./voting-hours.ts"

/**
 * Checks a batch's note against the channel's key, the file that it announces and the batches before and after it, and
 * records the announcement, in the journal too. From then on the freeze waits for the batch. A batch that was already
 * announced is returned as it stands, and may come until the freeze.
 *
 * @param notePath - `undefined` where the channel has no key: its ballots come without a note, and the result is
 * `undefined`
 * @throws UrneError `unknown-channel`, `batch-note-needed`, `channel-without-key`, `batch-refused`, `wrong-phase`,
 * `batch-too-late` unless it was announced before the grace ended
 */
export async function announceBatch(
  file: UrnFile,
  channel: string,
  notePath: string | undefined,
  source: BallotSource,
  world: World,
): Promise<StoredBatch | undefined> {
  if (notePath === undefined) {
    if (channelKey(file, channel) !== undefined) throw new UrneError("batch-note-needed", { channel })
    return undefined
  }
  const [note, batch] = await readNote(file, channel, notePath, world)
  const measured = await measureBallots(source.blocks())
  if (measured.count !== batch.count || measured.sha256 !== batch.sha256) refuse(source.path, "content")
  return file.store.write(() => record(file, batch, note, notePath, world.now()))
}

/**
 * Records the announcements of several batches at once: all of them or none. Their ballots may be imported later, until
 * the freeze, so a channel need not bring them all before the grace ends.
 *
 * @returns the state of each batch of the notes, in their order
 * @throws UrneError as `announceBatch`
 */
export async function announceBatches(
  file: UrnFile,
  channel: string,
  notePaths: readonly string[],
  world: World,
): Promise<readonly BatchStanding[]> {
  const read: (readonly [note: string, batch: Batch, path: string])[] = []
  for (const path of notePaths) read.push([...(await readNote(file, channel, path, world)), path])
  const numbers = file.store.write(() =>
    read.map(([note, batch, path]) => record(file, batch, note, path, world.now()).number),
  )
  const standings = listBatches(file)
  return numbers.flatMap((number) => standings.filter((one) => one.channel === channel && one.number === number))
}

/** Reads the batch of a note that the channel's key signed. */
async function readNote(
  file: UrnFile,
  channel: string,
  path: string,
  world: World,
): Promise<readonly [note: string, batch: Batch]> {
  const key = channelKey(file, channel)
  if (key === undefined) throw new UrneError("channel-without-key", { channel })
  const note = restoredNote(utf8Text(await world.files.read(path, 65_536)) ?? "")
  const { uuid, rehearsal } = file.election.get()
  const opened = openBatch(note, { uuid, rehearsal, channel }, key)
  if ("fault" in opened) refuseNewer(note, path)
  return [note, "fault" in opened ? refuse(path, opened.fault) : opened.batch]
}

function record(file: UrnFile, batch: Batch, note: string, path: string, now: number): StoredBatch {
  const { journal, election, urn } = file
  const { channel, number, count, sha256 } = batch
  const { grace: minutes } = election.get().definition
  const known = provenBatch(file, channel, number)
  if (known !== undefined) {
    const stored = openedBatch(known, election.get(), channelKey(file, channel))
    if (batchText(stored) !== batchText(batch)) refuse(path, "number")
    if (isReceived(known)) return known
  }
  if (declaredMissing(file).has(batchName(batch))) refuse(path, "given-up")
  if (known !== undefined) {
    requireAdmission(lastPhaseEntry(journal)?.event, now, minutes, "announced")
    return known
  }
  const last = lastPhaseEntry(journal)?.event
  // A batch whose announcement a restored file has lost was in time, and may come until the freeze.
  if (batchesLost(file).has(batchName(batch))) requireAdmission(last, now, minutes, "announced")
  else requireAnnouncement(last, timeAfterLast(journal, now), minutes, batch)
  requireChain(file, batch, path)
  requireArrivals(file, batch, path, now)
  urn.batches.announce({ channel, number, note, count, sha256 })
  append(journal, now, { type: "urn.batch-announced", channel, number, count, sha256: `sha256:${sha256}` })
  const stored = { channel, number, note, count, sha256, accepted: 0, present: 0, refused: 0 }
  if (isReceived(stored)) recordReceived(file, stored, now)
  return stored
}

/**
 * Requires that each batch names the one before it, so that a channel cannot send two that both claim to be the next.
 */
function requireChain(file: UrnFile, batch: Batch, path: string): void {
  const { channel, number, previous } = batch
  const neighbour = (at: number) => {
    const stored = provenBatch(file, channel, at)
    return stored === undefined ? undefined : openedBatch(stored, file.election.get(), channelKey(file, channel))
  }
  const [before, after] = [neighbour(number - 1), neighbour(number + 1)]
  if ((previous === undefined) !== (number === 1)) refuse(path, "previous")
  if (before !== undefined && previous !== batchHash(before)) refuse(path, "previous")
  if (after !== undefined && after.previous !== batchHash(batch)) refuse(path, "previous")
}

/**
 * Requires that the bins of a batch, if its channel gives any, keep their rule, lie within the vote so far, and do not
 * overlap those of the channel's other batches.
 */
function requireArrivals(file: UrnFile, batch: Batch, path: string, now: number): void {
  const { arrivals, channel, number, count } = batch
  if (arrivals === undefined) return
  if (!hasFeature(electionFormat(file.journal), "batch-arrivals")) refuse(path, "form")
  const { definition } = file.election.get()
  const others = provenBatches(file)
    .filter((one) => one.channel === channel)
    .map((one) => openedBatch(one, file.election.get(), channelKey(file, channel)))
  const ended = Math.max(...others.flatMap((one) => (one.number < number ? (one.arrivals?.at(-1)?.to ?? []) : [])))
  const next = Math.min(...others.flatMap((one) => (one.number > number ? (one.arrivals?.[0]?.from ?? []) : [])))
  const opens = hourOf(openingAct(file), "opens", definition.opens)
  const until = Math.min(now, closingHour(file) + definition.grace * 60_000)
  const fault =
    binFault(arrivals, count) ??
    placeFault(arrivals, { opens, until, ended }) ??
    (arrivals.some(({ to }) => to > next)
      ? { bin: arrivals.findIndex(({ to }) => to > next) + 1, rule: "overlap" }
      : undefined)
  if (fault !== undefined) refuseBin(path, firstBinLine - 1 + fault.bin, fault.rule)
}

function refuseBin(path: string, line: number, rule: ArrivalRule): never {
  throw new UrneError("batch-arrivals", { path, line, rule })
}

/** The head of a sheet of arrivals, which a channel gives with a batch. */
const sheetHead = "from,to,ballots"

/**
 * Reads the sheet in which a channel says when the ballots of a batch arrived: `from,to,ballots`, then a bin a line.
 *
 * @param count - of the lines of the batch
 * @throws UrneError `batch-arrivals` with the line that breaks the rule
 */
function readArrivals({ path, text }: ArrivalSheet, count: number): readonly BatchBin[] {
  const [head, ...lines] = text
    .replace(/^\ufeff/, "")
    .replaceAll("\r\n", "\n")
    .replace(/\n$/, "")
    .split("\n")
  if (head !== sheetHead || lines.length === 0) refuseBin(path, 1, "form")
  const bins = lines.map((line, i) => parseBin(line.replaceAll(",", " ")) ?? refuseBin(path, i + 2, "form"))
  const fault = binFault(bins, count)
  if (fault !== undefined) refuseBin(path, fault.bin + 1, fault.rule)
  return bins
}

/** A sheet of arrivals as it was read. */
export interface ArrivalSheet {
  readonly path: string
  readonly text: string
}

/** Records that every line of a batch was handled, inside the caller's transaction. */
export function recordReceived({ journal }: UrnFile, batch: StoredBatch, now: number): void {
  const { channel, number, count, accepted, present, refused, sha256 } = batch
  const isApart = hasFeature(electionFormat(journal), "present-apart")
  append(journal, now, {
    type: "urn.batch-received",
    channel,
    number,
    count,
    ...(isApart ? { accepted: accepted - present, present } : { accepted }),
    refused,
    sha256: `sha256:${sha256}`,
  })
}

function refuse(path: string, fault: BatchFault): never {
  throw new UrneError("batch-refused", { path, fault })
}

/** Says which batch a channel announces: its first, or the one after the batch of a note. */
export type BatchRequest =
  | { readonly uuid: string; readonly channel: string }
  | { readonly previous: { readonly path: string; readonly note: string } }

/**
 * Makes the note of a channel's next batch. It runs where the channel is, so it needs no election file.
 *
 * @param sheet - when the ballots arrived, if the channel says it
 * @throws UrneError `batch-refused` if the note before is none, or of a rehearsal when the key is not; `batch-arrivals`
 */
export async function makeBatchNote(
  request: BatchRequest,
  source: BallotSource,
  key: SigningKey,
  sheet?: ArrivalSheet,
): Promise<{ readonly batch: Batch; readonly note: string }> {
  const measured = await measureBallots(source.blocks())
  const { ended, ...next } = nextBatch(request, isRehearsalKey(key.name))
  const arrivals = sheet === undefined ? undefined : readArrivals(sheet, measured.count)
  if (sheet !== undefined && ended !== undefined && (arrivals?.[0]?.from ?? 0) < ended)
    refuseBin(sheet.path, 2, "overlap")
  const batch: Batch = { ...next, ...measured, ...(arrivals === undefined ? {} : { arrivals }) }
  if (parseBatch(batchText(batch)) === undefined) refuse(source.path, "form")
  return { batch, note: signBatch(batch, key) }
}

/** Returns the head of the next batch, and when the bins of the one before it ended. */
function nextBatch(
  request: BatchRequest,
  rehearsal: boolean,
): Omit<Batch, "count" | "sha256" | "arrivals"> & { readonly ended: number | undefined } {
  if (!("previous" in request)) return { rehearsal, ...request, number: 1, previous: undefined, ended: undefined }
  const { path, note } = request.previous
  const before = parseBatch(parseNote(note)?.text ?? "")
  if (before === undefined) refuseNewer(note, path)
  if (before === undefined) return refuse(path, "form")
  if (before.rehearsal !== rehearsal) refuse(path, "origin")
  const { uuid, channel, number, arrivals } = before
  return { rehearsal, uuid, channel, number: number + 1, previous: batchHash(before), ended: arrivals?.at(-1)?.to }
}
