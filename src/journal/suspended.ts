/** When the vote was suspended, as acts, urgent suspensions and the clock say together. */

/** What changed whether one could vote. Instants are milliseconds. */
export type VoteChange =
  | { readonly kind: "suspend" | "resume"; readonly at: number }
  /** A suspension that ends by itself, unless `until` is undefined or an act decides something else before. */
  | { readonly kind: "urgent"; readonly at: number; readonly until: number | undefined }

/**
 * Returns the spans in which the vote was suspended, in order.
 *
 * @param changes - in the order of the journal
 * @param closes - the hour of closing, with which the last one ends
 */
export function suspendedSpans(
  changes: readonly VoteChange[],
  closes: number,
): readonly { readonly from: number; readonly to: number }[] {
  const spans: { from: number; to: number }[] = []
  let running: { readonly from: number; readonly until: number } | undefined
  const end = (to: number) => {
    if (running !== undefined) spans.push({ from: running.from, to: Math.max(running.from, to) })
    running = undefined
  }
  for (const change of changes) {
    if (running !== undefined && running.until <= change.at) end(running.until)
    if (change.kind === "resume") end(change.at)
    else {
      const until = change.kind === "urgent" ? (change.until ?? Infinity) : Infinity
      running = { from: running?.from ?? change.at, until }
    }
  }
  if (running !== undefined) end(Math.min(running.until, closes))
  return spans
}
