import type { Batch } from "../notes/batch.ts"
import type { ArrivalBin } from "../urn/arrival-queries.ts"
import { openedBatch, provenBatches } from "../urn/batch-queries.ts"
import type { StoredBatch } from "../urn/batch-table.ts"
import { type ChannelFile, channelKey } from "../urn/channel-queries.ts"
import type { ChannelArrivals } from "./availability.ts"
import type { PlannedTime } from "./planned-time.ts"
import { findSilences } from "./silence.ts"

/**
 * Says what arrivals at each of these channels show, by the same rule as for the booth. It rests on what the channels signed,
 * and nothing proves that.
 *
 * @throws UrneError `election-file-altered`, `entry-altered`
 */
export function channelArrivals(
  file: ChannelFile,
  handedOver: readonly { readonly channel: string; readonly ballots: number }[],
  time: PlannedTime,
): readonly ChannelArrivals[] {
  const stored = handedOver.length === 0 ? [] : provenBatches(file)
  return handedOver.map(({ channel, ballots }) => {
    const bins = signedBins(batchesOf(file, channel, stored))
    return { channel, ballots, until: bins?.at(-1)?.to, arrivals: bins && findSilences(bins, time) }
  })
}

/** Lists the batches that a channel announced, as it signed them; none if it has no key. */
function batchesOf(file: ChannelFile, channel: string, stored: readonly StoredBatch[]): readonly Batch[] {
  const key = channelKey(file, channel)
  if (key === undefined) return []
  return stored.filter((one) => one.channel === channel).map((one) => openedBatch(one, file.election.get(), key))
}

/**
 * Returns the bins of all batches of a channel; `undefined` unless they are without a gap from its first batch on. Of a time
 * that no bin tells of nobody could say whether ballots came.
 */
function signedBins(batches: readonly Pick<Batch, "number" | "arrivals">[]): readonly ArrivalBin[] | undefined {
  const bins: ArrivalBin[] = []
  for (const [i, { number, arrivals }] of batches.entries()) {
    const [first] = arrivals ?? []
    const last = bins.at(-1)
    if (arrivals === undefined || first === undefined || number !== i + 1) return undefined
    if (last !== undefined && last.to !== first.from) return undefined
    bins.push(...arrivals)
  }
  return bins.length === 0 ? undefined : bins
}
