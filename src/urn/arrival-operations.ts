/**
 * Counts when ballots of the booth arrive, without telling when any of them was cast.
 *
 * Arrivals are kept in bins that end on the five minutes, or later, so that each holds ten ballots at least; an empty
 * one may stand by itself, since it dates nobody. A bin gets its row in the transaction that brings it to ten. Until
 * then the file says nothing of what came since the last row but that it came since then: neither a count (which is
 * that of the urn, less the rows) nor when the last of it came. That is safe, because the row before either holds ten
 * ballots or none, and every bin, once it is there, holds ten. Whoever has the file at two instants sees which ballots
 * came between them, whatever the file says.
 *
 * The urn signs its bins whenever it changes one (`arrival-bin.ts`): without its key nobody moves an arrival unnoticed.
 *
 * Dated entries and checkpoints are instants of the same kind, so all of them together keep their distance
 * (`journal/instant-queries.ts`): one that comes while a bin is being filled ends it, and one that has to be dated
 * although few ballots came (an act, a change of phase) lets the bin wait for ten more.
 */
import { UrneError } from "../core/error.ts"
import { parseInstant } from "../core/instant.ts"
import { ballotsApart, isApart } from "../journal/dating.ts"
import { ballotsSinceInstant, instantsAfter } from "../journal/instant-queries.ts"
import { lastEntry, lastPhaseEntry } from "../journal/operations.ts"
import { closingOf } from "../journal/phase.ts"
import type { JournalTable } from "../journal/table.ts"
import type { SigningKey } from "../notes/key.ts"
import { signatureLine } from "../notes/note.ts"
import { arrivalsText, binsUpTo, noBins, type StoredBin } from "./arrival-bin.ts"
import { type ArrivalFile, endOf, requireSigned } from "./arrival-queries.ts"
import type { ArrivalTable } from "./arrival-table.ts"

/** The least length of a bin, in milliseconds. Bins end on its multiples in UTC. */
export const binLength = 5 * 60 * 1000

/** Ballots that one transaction accepts at the booth. */
interface Arriving {
  readonly count: number
  /** How many the booth had before. */
  readonly before: number
  /** The height of the last ballot in the urn before, and of the last of these. */
  readonly heights: { readonly before: number; readonly after: number }
  /** The number of the entry by which the journal accepts them. */
  readonly entry: number
}

/**
 * Counts ballots of the booth in their bin, in the transaction that accepts them and before its entry is appended.
 *
 * @param urnKey - certified by the authority; signs the bins
 * @param now - in milliseconds
 * @throws UrneError `election-file-altered`
 */
export function countArrivals(file: ArrivalFile, arriving: Arriving, urnKey: SigningKey, now: number): void {
  const { urn, election } = file
  const { arrivals } = urn
  const before = arrivals.last()
  // What the urn signs next covers what is there already, so that is proved first.
  requireSigned(file, before)
  const last = before === undefined ? undefined : { ...before, ended: endOf(file, before) }
  if (before !== undefined && last !== undefined && last.ended < before.ended) arrivals.cut(last.number, last.ended)
  binArrivals(file, last, arriving, now)
  const after = arrivals.last()
  if (after === undefined) return
  const line = signatureLine(arrivalsText(election.get(), after, arriving.entry), urnKey)
  arrivals.sign({ entry: arriving.entry, line })
}

function binArrivals(
  file: ArrivalFile,
  last: StoredBin | undefined,
  { count, before, heights }: Arriving,
  now: number,
): void {
  const { journal, urn } = file
  const { arrivals } = urn
  if (last !== undefined && isFilling(last, now)) {
    arrivals.grow(last.number, count, heights.after)
    return
  }
  let waiting = before - arrivals.ballots()
  if (waiting < 0) throw new UrneError("election-file-altered", { part: "arrivals", at: undefined })
  // Files that channels handed over since lie on neither side of the end, and count for nothing after it.
  if (last !== undefined && waiting === 0 && last.height < heights.before) arrivals.grow(last.number, 0, heights.before)
  let began = beginning(journal, last, now)
  const since = ballotsSinceInstant(journal, now)
  if (waiting === 0 && isApart(since)) {
    const ended = endOfEmpty(journal, heights.before, now)
    if (ended > began) {
      append(arrivals, { began, ended, ballots: 0, height: heights.before })
      began = ended
    }
  }
  waiting += count
  if (Math.min(waiting, since + count) < ballotsApart) return
  append(arrivals, { began, ended: endAfter(journal, now), ballots: waiting, height: heights.after })
}

function append(arrivals: ArrivalTable, bin: Pick<StoredBin, "began" | "ended" | "ballots" | "height">): void {
  const last = arrivals.last()
  arrivals.insert({ ...bin, number: (last?.number ?? 0) + 1, after: last === undefined ? noBins : binsUpTo(last) })
}

function isFilling({ began, ended }: StoredBin, now: number): boolean {
  return began <= now && now < ended
}

/** Returns when the bin began that follows the last one. */
function beginning(journal: JournalTable, last: StoredBin | undefined, now: number): number {
  // What a clock wrote that was given up lies ahead. From then on time is counted anew.
  if (last !== undefined) return last.ended <= now ? last.ended : now - (now % binLength)
  return parseInstant(lastEntry(journal, "urn.opened")?.event.at ?? "") ?? now
}

/** Returns until when nothing came for certain: the last multiple of the length, or an instant that was given since. */
function endOfEmpty(journal: JournalTable, height: number, now: number): number {
  const given = instantsAfter(journal, height).filter((at) => at <= now)
  return Math.max(now - (now % binLength), ...given)
}

/** Returns the end of a bin that is being filled now: the next multiple of its length, or the hour of closing. */
function endAfter(journal: JournalTable, now: number): number {
  const end = now - (now % binLength) + binLength
  const closes = closingOf(lastPhaseEntry(journal)?.event)
  return closes !== undefined && closes > now ? Math.min(end, closes) : end
}
