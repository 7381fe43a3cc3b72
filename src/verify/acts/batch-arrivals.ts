import { statementOf } from "../../authority/act.ts"
import { hasFeature, statedFormat } from "../../core/format.ts"
import { parseInstant } from "../../core/instant.ts"
import type { Definition } from "../../definition/definition.ts"
import { binFault, placeFault } from "../../notes/batch-arrivals.ts"
import { batchName } from "../../notes/batch.ts"
import type { History } from "../journal/history.ts"
import type { OpenReport } from "../open-report.ts"
import type { PlacedBatch } from "./batches.ts"

/**
 * Checks the bins in which channels say when the ballots of their batches arrived: that each keeps its rule, that they lie
 * within the vote and its grace, and that those of one channel do not overlap. That ballots arrived so is attested by the
 * channel, and not proven.
 *
 * @param batches - in the order of their channels and numbers
 */
export function checkBatchArrivals(
  batches: readonly PlacedBatch[],
  { created, inEffect, closes = 0 }: History,
  { opens, grace }: Definition,
  report: OpenReport,
): void {
  if (!hasFeature(statedFormat(created ?? {}), "batch-arrivals")) return
  const act = inEffect.findLast(({ kind }) => kind === "open")?.paper?.act
  const opening = parseInstant((act && statementOf(act, "opens")) ?? "") ?? opens
  const until = closes + grace * 60_000
  const ends = new Map<string, number>()
  let checked = 0
  for (const { path, batch } of batches) {
    const { channel, arrivals, count } = batch
    if (arrivals === undefined) continue
    checked++
    const place = { opens: opening, until, ended: ends.get(channel) ?? -Infinity }
    const fault = binFault(arrivals, count) ?? placeFault(arrivals, place)
    if (fault !== undefined) report.fail("BATCH_ARRIVALS", path, { batch: batchName(batch), ...fault })
    ends.set(channel, Math.max(place.ended, arrivals.at(-1)?.to ?? 0))
  }
  report.done("K19", checked)
}
