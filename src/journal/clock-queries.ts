import { UrneError } from "../core/error.ts"
import { instantText, parseInstant } from "../core/instant.ts"
import { registerOf } from "./register-queries.ts"
import { type JournalTable } from "./table.ts"

/** Clocks of one machine may step back by this much (milliseconds) without anybody having touched them. */
const clockTolerance = 2000

/**
 * A clock that stands further than this (milliseconds) past both the last entry and the hour of closing is not believed: a
 * day and the two hours by which clocks of one country may differ.
 */
export const clockJump = 26 * 60 * 60 * 1000

/** Where the clock stands, compared with the journal. Instants are milliseconds. */
export interface ClockStanding {
  /** `behind` the last entry; `ahead` by more than anybody would have waited after the vote. */
  readonly state: "right" | "behind" | "ahead"
  /** Of the last entry that has an instant. */
  readonly last: number | undefined
}

/**
 * @param closing the hour of closing while the urn is not frozen, `undefined` from then on: nothing says by when a tally is
 * made
 */
export function clockStanding(journal: JournalTable, now: number, closing: number | undefined): ClockStanding {
  const last = lastInstant(journal)
  if (last === undefined) return { state: "right", last }
  if (now < last - clockTolerance) return { state: "behind", last }
  const isAhead = closing !== undefined && last <= closing && now > Math.max(last, closing) + clockJump
  return { state: isAhead ? "ahead" : "right", last }
}

/** Journals whose next entry may be written only if the clock stands within reason of this hour of closing. */
const watched = new WeakMap<JournalTable, number>()

/**
 * Has the clock looked at before an entry is written: one written a year ahead would stand before everything that follows.
 * Whoever says that the clock is right does not call it.
 */
export function watchClock(journal: JournalTable, closing: number | undefined): void {
  if (closing !== undefined) watched.set(journal, closing)
}

/**
 * The instant (milliseconds) that an entry appended now would carry.
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
 * The instant for an entry that a wrong clock must not hold up, since it leads out: that of the last entry, as long as the
 * clock stands before it.
 */
export function instantHeld(journal: JournalTable, now: number): number {
  return Math.max(now, lastInstant(journal) ?? now)
}

/** Of the last entry that has one, in milliseconds: since an act gave up a wrong clock, of those that followed. */
export function lastInstant(journal: JournalTable): number | undefined {
  return parseInstant(registerOf(journal).at)
}
