import { statementsOf } from "../../authority/act.ts"
import type { Constitution } from "../../authority/constitution.ts"
import { utf8Text } from "../../core/bytes.ts"
import { hasFeature, statedFormat } from "../../core/format.ts"
import { type Batch, batchHash, batchName, openBatch, parseBatchName } from "../../notes/batch.ts"
import { parseVerifierKey } from "../../notes/key.ts"
import type { History } from "../journal/history.ts"
import type { OpenReport } from "../open-report.ts"
import { actPlace } from "../source/act-papers.ts"
import { type Papers, papersOf } from "../source/papers.ts"

/** A batch whose note was read, and the path of that. */
export interface PlacedBatch {
  readonly path: string
  readonly batch: Batch
}

/**
 * Checks the notes by which channels announced their batches. Each is signed with the channel's key, they follow one
 * another without a gap that the authority did not accept, and each is recorded when it was announced, and received or
 * given up at the freeze. Returns those that could be read, in the order of channels and numbers.
 */
export function checkBatches(
  papers: Papers,
  history: History,
  { channels }: Constitution,
  report: OpenReport,
): readonly PlacedBatch[] {
  const batches: PlacedBatch[] = []
  const unread = new Set<string>()
  const notes = papersOf(papers, "batch")
  for (const { path, file, bytes } of notes) {
    const { channel, number } = file
    const key = parseVerifierKey(channels.find(({ name }) => name === channel)?.key ?? "")
    const election = { uuid: history.created?.uuid ?? "", rehearsal: history.created?.rehearsal === true, channel }
    const opened = key === undefined ? { fault: "unsigned" as const } : openBatch(utf8Text(bytes) ?? "", election, key)
    const isOlder = !hasFeature(statedFormat(history.created ?? {}), "batch-arrivals")
    const fault = "fault" in opened ? opened.fault : faultOf(opened.batch, number, isOlder)
    if ("batch" in opened && fault === undefined) batches.push({ path, batch: opened.batch })
    else {
      unread.add(`${channel} ${number}`)
      report.fail("BATCH_NOTE", path, { fault: fault ?? "form" })
    }
  }
  report.done("A6", notes.length)
  const missing = new Map(givenUp(history))
  checkSequence(batches, (batch) => history.frozen === undefined || missing.has(batch) || unread.has(batch), report)
  compareAnnounced(batches, history, unread, report)
  checkMissing(history, missing, report)
  report.done("C5", notes.length)
  return batches
}

/** Notes of elections of older formats have no arrivals. */
function faultOf(batch: Batch, number: number, isOlder: boolean): "form" | "name" | undefined {
  if (isOlder && batch.arrivals !== undefined) return "form"
  return batch.number === number ? undefined : "name"
}

/** Yields the batches that the authority declared missing, by their names, with the place of the act that says so. */
function* givenUp({ inEffect }: History): Generator<readonly [batch: string, at: string], void, undefined> {
  for (const { kind, number, paper } of inEffect) {
    if (kind !== "close" || paper === undefined) continue
    for (const batch of statementsOf(paper.act, "missing")) yield [batch, actPlace(number)]
  }
}

/**
 * Checks that each batch names the one before it. Until the freeze, a batch announced earlier may still be on its way.
 */
function checkSequence(
  batches: readonly PlacedBatch[],
  mayBeAbsent: (batch: string) => boolean,
  report: OpenReport,
): void {
  const last = new Map<string, Batch>()
  for (const { path, batch } of batches) {
    const { channel, number, previous } = batch
    const before = last.get(channel)
    let expected = (before?.number ?? 0) + 1
    while (expected < number && mayBeAbsent(`${channel} ${expected}`)) expected++
    const named = before?.number === number - 1 ? batchHash(before) : number === 1 ? undefined : previous
    const follows = previous === named && (number === 1) === (previous === undefined)
    if (number !== expected || !follows) report.fail("BATCH_SEQUENCE", path, { number, expected })
    last.set(channel, batch)
  }
}

/** Checks that the journal announces each batch as its note does. */
function compareAnnounced(
  batches: readonly PlacedBatch[],
  { announced }: History,
  unread: ReadonlySet<string>,
  report: OpenReport,
): void {
  const noted = new Set(unread)
  for (const { path, batch } of batches) {
    const name = batchName(batch)
    noted.add(name)
    const event = announced.get(name)?.event
    const pairs = [
      ["batch", `${batch.number}`, event === undefined ? "none" : `${event.number}`],
      ["count", `${batch.count}`, `${event?.count ?? batch.count}`],
      ["sha256", `sha256:${batch.sha256}`, event?.sha256 ?? `sha256:${batch.sha256}`],
    ] as const
    for (const [key, stated, expected] of pairs) {
      if (stated !== expected) report.fail("BATCH_RECORD", path, { key, stated, expected })
    }
  }
  for (const [name, { at, event }] of announced) {
    if (noted.has(name)) continue
    report.fail("BATCH_RECORD", at, { key: "batch", stated: "none", expected: `${event.number}` })
  }
}

/** Checks that at the freeze each announced batch was there or was given up, and that nothing else was given up. */
function checkMissing(
  { announced, received, frozen, lostBatches }: History,
  missing: ReadonlyMap<string, string>,
  report: OpenReport,
): void {
  const last = new Map<string, number>()
  const promised = new Map([...lostBatches, ...[...announced].map(([batch, { at }]) => [batch, at] as const)])
  for (const [batch, at] of promised) {
    const { channel, number } = parseBatchName(batch) ?? { channel: "", number: 0 }
    last.set(channel, Math.max(number, last.get(channel) ?? 0))
    if (frozen !== undefined && !received.has(batch) && !missing.has(batch)) report.fail("BATCH_MISSING", at, { batch })
  }
  for (const [batch, at] of missing) {
    const [channel = "", number] = batch.split(" ")
    // A number that a later batch skipped is missing too, although nothing announced it.
    const wasExpected = Number(number) <= (last.get(channel) ?? 0)
    if (received.has(batch) || !wasExpected) report.fail("BATCH_PRESENT", at, { batch })
  }
}
