import { utf8Text } from "../core/bytes.ts"
import { finding, type Finding } from "../core/finding.ts"
import { statementsOf } from "../authority/act.ts"
import { type Constitution } from "../authority/constitution.ts"
import { type Batch, batchHash, openBatch } from "../notes/batch.ts"
import { parseVerifierKey } from "../notes/key.ts"
import { done, type Remark } from "./checks.ts"
import { type History } from "./history.ts"
import { type Papers, papersOf } from "./papers.ts"

interface PlacedBatch {
  readonly path: string
  readonly batch: Batch
}

/**
 * Checks the notes by which channels announced their batches: signed by the channel's key, one after another without a gap
 * that the authority did not accept, and each of them received as it was announced.
 */
export function* checkBatches(
  papers: Papers,
  history: History,
  { channels }: Constitution,
): Generator<Remark, void, undefined> {
  const batches: PlacedBatch[] = []
  const unread = new Set<string>()
  const notes = papersOf(papers, "batch")
  for (const { path, file, bytes } of notes) {
    const { channel, number } = file
    const key = parseVerifierKey(channels.find(({ name }) => name === channel)?.key ?? "")
    const election = { uuid: history.created?.uuid ?? "", rehearsal: history.created?.rehearsal === true, channel }
    const opened = key === undefined ? { fault: "unsigned" as const } : openBatch(utf8Text(bytes) ?? "", election, key)
    const fault = "fault" in opened ? opened.fault : opened.batch.number === number ? undefined : "name"
    if ("batch" in opened && fault === undefined) batches.push({ path, batch: opened.batch })
    else {
      unread.add(`${channel} ${number}`)
      yield finding("BATCH_NOTE", path, { fault: fault ?? "form" })
    }
  }
  yield done("A6", notes.length)
  const missing = givenUp(history)
  yield* checkSequence(batches, (batch) => history.frozen === undefined || missing.has(batch) || unread.has(batch))
  const received = history.batches.filter(({ event }) => !unread.has(`${event.channel} ${event.number}`))
  yield* compareReceived(batches, received)
  yield done("C5", notes.length)
}

/** The batches that the authority declared missing, as `CHANNEL NUMBER`. */
function givenUp({ inEffect }: History): ReadonlySet<string> {
  return new Set(
    inEffect.flatMap(({ kind, paper }) => (kind === "close" && paper ? statementsOf(paper.act, "missing") : [])),
  )
}

/** Each names the one before it. Until the freeze, one that was announced earlier may still be on its way. */
function* checkSequence(
  batches: readonly PlacedBatch[],
  mayBeAbsent: (batch: string) => boolean,
): Generator<Finding, void, undefined> {
  let last: Batch | undefined
  for (const { path, batch } of batches) {
    const { channel, number, previous } = batch
    const before: Batch | undefined = last?.channel === channel ? last : undefined
    let expected = (before?.number ?? 0) + 1
    while (expected < number && mayBeAbsent(`${channel} ${expected}`)) expected++
    const named = before?.number === number - 1 ? batchHash(before) : number === 1 ? undefined : previous
    const follows = previous === named && (number === 1) === (previous === undefined)
    if (number !== expected || !follows) yield finding("BATCH_SEQUENCE", path, { number, expected })
    last = batch
  }
}

/** The journal says of each batch that it was received, once, as it was announced. */
function* compareReceived(
  batches: readonly PlacedBatch[],
  received: History["batches"],
): Generator<Finding, void, undefined> {
  const waiting = [...received]
  for (const { path, batch } of batches) {
    const { channel, number, count, sha256 } = batch
    const index = waiting.findIndex(({ event }) => event.channel === channel && event.number === number)
    const [entry] = index < 0 ? [] : waiting.splice(index, 1)
    if (entry === undefined) {
      yield finding("BATCH_RECORD", path, { key: "batch", stated: `${number}`, expected: "none" })
      continue
    }
    const { event } = entry
    const pairs = [
      ["count", `${count}`, `${event.count}`],
      ["sha256", `sha256:${sha256}`, event.sha256],
      ["lines", `${event.count}`, `${event.accepted + event.refused}`],
    ] as const
    for (const [key, stated, expected] of pairs) {
      if (stated !== expected) yield finding("BATCH_RECORD", path, { key, stated, expected })
    }
  }
  for (const { at, event } of waiting) {
    yield finding("BATCH_RECORD", at, { key: "batch", stated: "none", expected: `${event.number}` })
  }
}
