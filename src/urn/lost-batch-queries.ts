/** Batches whose announcement a restored file has lost. Their channels send them again. */
import { currentAuthority } from "../authority/act-queries.ts"
import type { Statement } from "../authority/act.ts"
import { UrneError } from "../core/error.ts"
import { parseBatchName } from "../notes/batch.ts"
import { provenBatch } from "./batch-queries.ts"
import type { ChannelFile } from "./channel-queries.ts"

/**
 * Requires that each batch which an act `recover` names can have been announced in what was lost: its channel signs
 * batches, and this file has none of its number.
 *
 * @param given - `batch CHANNEL NUMBER`, among others
 * @throws UrneError `batch-not-lost`
 */
export function requireBatchesLost(file: ChannelFile, given: readonly Statement[]): void {
  const named = given.filter(({ key }) => key === "batch").map(({ value }) => value)
  const channels = currentAuthority(file)?.constitution.channels ?? []
  for (const [i, name] of named.entries()) {
    const batch = parseBatchName(name)
    const isSigned = channels.some((channel) => channel.name === batch?.channel && channel.key !== undefined)
    const isHere = batch !== undefined && provenBatch(file, batch.channel, batch.number) !== undefined
    if (batch === undefined || !isSigned || isHere || named.indexOf(name) !== i) {
      throw new UrneError("batch-not-lost", { batch: name })
    }
  }
}
