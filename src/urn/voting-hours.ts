/** Decides when a ballot may still come in: while the urn is open, and after the hour only what had begun before it. */
import { UrneError } from "../core/error.ts"
import { instantText } from "../core/instant.ts"
import type { Event } from "../journal/event.ts"
import { closingOf, phaseAt, phaseBeforeClosing } from "../journal/phase.ts"
import type { SigningKey } from "../notes/key.ts"

/**
 * How a ballot arrives: from a voter's session that began at an instant (milliseconds), or in a batch that its channel
 * collected and signed, and for which the freeze waits. At the booth, the key of the urn signs when ballots came.
 */
export type Arrival = { readonly began: number; readonly urnKey?: SigningKey } | "announced"

const minute = 60_000

/**
 * Whether a ballot that arrives now is accepted in the grace, if it is accepted at all. An urn that was suspended when
 * its hour came accepts nothing more.
 *
 * @param last - the event that last changed the phase
 * @param now - in milliseconds
 * @param graceMinutes - minutes in which a voter whose session is open at the close may finish
 * @throws UrneError `wrong-phase`, `vote-over`
 */
export function requireAdmission(
  last: Event | undefined,
  now: number,
  graceMinutes: number,
  arrival: Arrival,
): { readonly inGrace: boolean } {
  const closes = last === undefined ? undefined : closingOf(last)
  // After the hour it counts what the urn was when the hour came.
  const phase = phaseBeforeClosing(last, Math.min(now, (closes ?? now) - 1))
  if (phase !== "open" || closes === undefined) {
    throw new UrneError("wrong-phase", { phase: phaseAt(last, now), wanted: ["open"] })
  }
  if (now < closes) return { inGrace: false }
  const inTime = arrival === "announced" || (arrival.began < closes && now < closes + graceMinutes * minute)
  if (!inTime) throw new UrneError("vote-over", { closed: instantText(closes), grace: graceMinutes })
  return { inGrace: true }
}

/**
 * Requires that a batch is announced while a voter may still be voting: nobody could tell whether the ballots of a
 * later one were made in time. Once announced, it may come until the freeze.
 *
 * @throws UrneError `wrong-phase`, `batch-too-late`
 */
export function requireAnnouncement(
  last: Event | undefined,
  now: number,
  graceMinutes: number,
  batch: { readonly channel: string; readonly number: number },
): void {
  requireAdmission(last, now, graceMinutes, "announced")
  const end = graceEnd((last === undefined ? undefined : closingOf(last)) ?? now, graceMinutes)
  if (now < end) return
  const { channel, number } = batch
  throw new UrneError("batch-too-late", { channel, number, limit: instantText(end) })
}

/** Returns the first instant (milliseconds) at which no voter can be voting any more. */
export function graceEnd(closes: number, graceMinutes: number): number {
  return closes + graceMinutes * minute
}
