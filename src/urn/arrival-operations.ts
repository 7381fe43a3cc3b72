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
 * Dated entries and checkpoints are instants of the same kind, so all of them together keep their distance
 * (`journal/instant-queries.ts`): one that comes while a bin is being filled ends it, and one that has to be dated
 * although few ballots came (an act, a change of phase) lets the bin wait for ten more.
 */
import type { Act } from "../authority/act.ts"
import { UrneError } from "../core/error.ts"
import { parseInstant } from "../core/instant.ts"
import { ballotsApart, isApart } from "../journal/dating.ts"
import { ballotsSinceInstant, instantAfter } from "../journal/instant-queries.ts"
import { lastEntry, lastPhaseEntry } from "../journal/operations.ts"
import { closingOf } from "../journal/phase.ts"
import type { JournalTable } from "../journal/table.ts"
import type { StoredBin } from "./arrival-table.ts"
import { boothChannel } from "./channel-queries.ts"
import { acceptedBallots, type RegisteredFile, urnRegister } from "./register-queries.ts"
import type { UrnTable } from "./table.ts"

/** The least length of a bin, in milliseconds. Bins end on its multiples in UTC. */
export const binLength = 5 * 60 * 1000

interface ArrivalFile {
  readonly journal: JournalTable
  readonly urn: UrnTable
}

/** Ballots that one transaction accepts at the booth. */
interface Arriving {
  readonly count: number
  /** How many the booth had before. */
  readonly before: number
  /** The height of the last ballot in the urn before, and of the last of these. */
  readonly heights: { readonly before: number; readonly after: number }
}

/**
 * Counts ballots of the booth in their bin, in the transaction that accepts them and before its entry is appended.
 *
 * @param now - in milliseconds
 * @throws UrneError `election-file-altered`
 */
export function countArrivals(file: ArrivalFile, { count, before, heights }: Arriving, now: number): void {
  const { journal, urn } = file
  const { arrivals } = urn
  const last = endedBefore(file, now)
  if (last !== undefined && isFilling(last, now)) {
    arrivals.grow(last.number, count, heights.after)
    return
  }
  let waiting = before - arrivals.ballots()
  if (waiting < 0) throw new UrneError("election-file-altered", { part: "arrivals", at: undefined })
  // Files that channels handed over since lie on neither side of the end, and count for nothing after it.
  if (last !== undefined && waiting === 0 && last.height < heights.before) arrivals.grow(last.number, 0, heights.before)
  let began = beginning(file, last, now)
  const since = ballotsSinceInstant(journal, now)
  const emptyUntil = now - (now % binLength)
  if (waiting === 0 && isApart(since) && emptyUntil > began) {
    arrivals.insert({ began, ended: emptyUntil, ballots: 0, height: heights.before })
    began = emptyUntil
  }
  waiting += count
  if (Math.min(waiting, since + count) < ballotsApart) return
  arrivals.insert({ began, ended: endAfter(journal, now), ballots: waiting, height: heights.after })
}

function isFilling({ began, ended }: StoredBin, now: number): boolean {
  return began <= now && now < ended
}

/** Returns the last bin, which ends at the last instant that was given since its ballots came. */
function endedBefore({ journal, urn }: ArrivalFile, now: number): StoredBin | undefined {
  const last = urn.arrivals.last()
  if (last === undefined || !isFilling(last, now)) return last
  const given = instantAfter(journal, last.height)
  if (given === undefined || given <= last.began || given >= last.ended) return last
  urn.arrivals.cut(last.number, given)
  return { ...last, ended: given }
}

/** Returns when the bin began that follows the last one. */
function beginning({ journal }: ArrivalFile, last: StoredBin | undefined, now: number): number {
  // What a clock wrote that was given up lies ahead. From then on time is counted anew.
  if (last !== undefined) return last.ended <= now ? last.ended : now - (now % binLength)
  return parseInstant(lastEntry(journal, "urn.opened")?.event.at ?? "") ?? now
}

/** Returns the end of a bin that is being filled now: the next multiple of its length, or the hour of closing. */
function endAfter(journal: JournalTable, now: number): number {
  const end = now - (now % binLength) + binLength
  const closes = closingOf(lastPhaseEntry(journal)?.event)
  return closes !== undefined && closes > now ? Math.min(end, closes) : end
}

/**
 * Ends the bin that is being filled where an act suspends or resumes the vote, in the transaction that puts it into
 * effect. Fewer than ten ballots that wait for their bin go on waiting.
 *
 * @param now - in milliseconds
 */
export function endBin(file: RegisteredFile, _: Act, now: number): void {
  const { urn, journal } = file
  const { arrivals } = urn
  // As the entry of the act is dated, in whole seconds.
  const ended = now - (now % 1000)
  const last = endedBefore(file, now)
  if (last !== undefined && isFilling(last, now)) {
    if (ended > last.began) arrivals.cut(last.number, ended)
    return
  }
  const waiting = (urnRegister(file).channels.get(boothChannel) ?? 0) - arrivals.ballots()
  const began = beginning(file, last, now)
  if (waiting === 0 && ended > began) {
    arrivals.insert({ began, ended, ballots: 0, height: acceptedBallots({ journal }) })
  }
}
