import { UrneError } from "../core/error.ts"
import { instantText, parseInstant } from "../core/instant.ts"
import { entryIndexOf } from "./entry-index-queries.ts"
import type { JournalTable } from "./table.ts"

/** Clocks of one machine may step back by this much (milliseconds) although nobody touched them. */
export const clockTolerance = 2000

/**
 * A clock that is further than this (milliseconds) past both the last entry and the hour of closing is not believed.
 * The limit is a day, and the two hours by which clocks of one country may differ.
 */
export const clockJump = 26 * 60 * 60 * 1000

/** How the clock compares with the journal. Instants are milliseconds. */
export interface ClockStanding {
  /** `behind`: before the last entry. `ahead`: later than anybody would have waited after the vote. */
  readonly state: "right" | "behind" | "ahead"
  /** The instant of the last entry that has one. */
  readonly last: number | undefined
}

/**
 * @param closing - the hour of closing while the urn is not frozen, `undefined` from then on, because no hour is set
 * for the tally
 */
export function clockStanding(journal: JournalTable, now: number, closing: number | undefined): ClockStanding {
  const last = lastInstant(journal)
  if (last === undefined) return { state: "right", last }
  if (now < last - clockTolerance) return { state: "behind", last }
  const isAhead = closing !== undefined && last <= closing && now > Math.max(last, closing) + clockJump
  return { state: isAhead ? "ahead" : "right", last }
}

/** Journals whose next entry requires a plausible clock, each with its hour of closing. */
const watched = new WeakMap<JournalTable, number>()

/**
 * Makes `append` check the clock: an entry dated a year ahead would hold up all that follow. A command does not call it
 * when the user confirms that the clock is right.
 */
export function watchClock(journal: JournalTable, closing: number | undefined): void {
  if (closing !== undefined) watched.set(journal, closing)
}

/**
 * Returns the instant (milliseconds) that an entry appended now would carry.
 *
 * @throws {@link UrneError} `clock-went-back`, `clock-far-ahead`
 */
export function timeAfterLast(journal: JournalTable, now: number): number {
  const closing = watched.get(journal)
  const { state, last = now } = clockStanding(journal, now, closing)
  if (state === "behind") throw new UrneError("clock-went-back", { last: instantText(last), now: instantText(now) })
  if (state === "ahead" && closing !== undefined) {
    throw new UrneError("clock-far-ahead", {
      now: instantText(now),
      last: instantText(last),
      closes: instantText(closing),
    })
  }
  return Math.max(now, last)
}

/**
 * Returns the instant for an entry that a wrong clock must not hold up, because it repairs the clock: the last entry's
 * instant, as long as the clock is behind it.
 */
export function instantHeld(journal: JournalTable, now: number): number {
  return Math.max(now, lastInstant(journal) ?? now)
}

/**
 * Returns the instant of the last entry that has one, in milliseconds. After an act gave up a wrong clock, only the
 * entries from then on count.
 */
export function lastInstant(journal: JournalTable): number | undefined {
  return parseInstant(entryIndexOf(journal).at)
}
