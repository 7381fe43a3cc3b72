/** The channels by which ballots arrive: their keys, and the batches that each has announced. */
import { currentAuthority } from "../authority/act-queries.ts"
import { statementsOf } from "../authority/act.ts"
import { effectiveActs } from "../authority/proven-acts.ts"
import type { AuthorityTable } from "../authority/table.ts"
import { UrneError } from "../core/error.ts"
import type { ElectionTable } from "../definition/table.ts"
import type { JournalTable } from "../journal/table.ts"
import { batchName, parseBatchName } from "../notes/batch.ts"
import { parseVerifierKey, type VerifierKey } from "../notes/key.ts"
import { provenBatches } from "./batch-queries.ts"
import { isReceived, type StoredBatch } from "./batch-table.ts"
import type { UrnTable } from "./table.ts"

export interface ChannelFile {
  readonly journal: JournalTable
  readonly election: ElectionTable
  readonly authority: AuthorityTable
  readonly urn: UrnTable
}

/** The channel of the terminal booth (`cast`), which every election has. */
export const boothChannel = "booth"

/**
 * Returns the key that signs the batches of a channel, if the constitution gives it one.
 *
 * @throws UrneError `unknown-channel`
 */
export function channelKey(file: ChannelFile, channel: string): VerifierKey | undefined {
  const { channels } = file.election.get().definition
  if (!channels.includes(channel)) throw new UrneError("unknown-channel", { channel, channels })
  const text = currentAuthority(file)?.constitution.channels.find(({ name }) => name === channel)?.key
  if (text === undefined) return undefined
  const key = parseVerifierKey(text)
  if (key === undefined) throw new Error(`the constitution has no usable key for ${channel}`)
  return key
}

/**
 * The state of a batch. A missing number is known from a later batch, or from a note whose ballots did not all come.
 */
export type BatchState = "received" | "incomplete" | "missing" | "given-up"

export interface BatchStanding {
  readonly channel: string
  readonly number: number
  readonly state: BatchState
  /** The number of lines announced; `undefined` while the batch is missing. */
  readonly count: number | undefined
  /** What became of the lines. It is unknown until all came, because the journal records nothing before. */
  readonly accepted: number | undefined
  readonly refused: number | undefined
}

/**
 * Lists every announced batch, and every skipped number, by channel and number. @throws UrneError
 * `election-file-altered`
 */
export function listBatches(file: ChannelFile): readonly BatchStanding[] {
  const givenUp = declaredMissing(file)
  return standings(provenBatches(file), batchesLost(file)).map((standing) =>
    givenUp.has(batchName(standing)) ? { ...standing, state: "given-up" } : standing,
  )
}

/**
 * Lists batches that were announced but are not complete, whether or not the authority gave them up. For a restored
 * file it includes those that an act `recover` says were lost.
 *
 * @throws UrneError `election-file-altered`
 */
export function missingBatches(file: Pick<ChannelFile, "urn" | "authority" | "journal">): readonly BatchStanding[] {
  return standings(provenBatches(file), batchesLost(file)).filter(({ state }) => state !== "received")
}

/** Lists batches that were announced, are not complete and were not given up: the freeze waits for them. */
export function batchesAwaited(file: ChannelFile): readonly BatchStanding[] {
  const givenUp = declaredMissing(file)
  return missingBatches(file).filter((batch) => !givenUp.has(batchName(batch)))
}

/** Lists the batches that acts `close` in effect declare missing, by their names. */
export function declaredMissing(file: Pick<ChannelFile, "authority" | "journal">): ReadonlySet<string> {
  return new Set(effectiveActs(file, "close").flatMap((act) => statementsOf(act, "missing")))
}

/** Lists the batches that acts `recover` in effect let their channels send again, by their names. */
export function batchesLost(file: Pick<ChannelFile, "authority" | "journal">): ReadonlySet<string> {
  return new Set(effectiveActs(file, "recover").flatMap((act) => statementsOf(act, "batch")))
}

function standings(batches: readonly StoredBatch[], lost: ReadonlySet<string>): readonly BatchStanding[] {
  const named = [...batches, ...[...lost].flatMap((name) => parseBatchName(name) ?? [])]
  const channels = [...new Set(named.map(({ channel }) => channel))]
  return channels.flatMap((channel) => {
    const announced = new Map(batches.filter((one) => one.channel === channel).map((one) => [one.number, one]))
    const last = Math.max(...named.filter((one) => one.channel === channel).map(({ number }) => number))
    return Array.from({ length: last }, (_, index) => standingOf(channel, index + 1, announced.get(index + 1)))
  })
}

function standingOf(channel: string, number: number, batch: StoredBatch | undefined): BatchStanding {
  if (batch === undefined) return { channel, number, state: "missing", count: undefined, accepted: 0, refused: 0 }
  const { count, accepted, refused } = batch
  if (isReceived(batch)) return { channel, number, state: "received", count, accepted, refused }
  return { channel, number, state: "incomplete", count, accepted: undefined, refused: undefined }
}
