import { parseInstant } from "../core/instant.ts"
import type { Phase } from "../core/vocabulary.ts"
import type { Event } from "./event.ts"

/**
 * Derives the phase from the last event that carries one and from the clock (milliseconds). An urn that is open or
 * suspended counts as closed from its hour of closing, and one that was urgently suspended as open again from the instant
 * on that its event names: no entry marks these moments, so no process must be awake to write one. Before the first event
 * the election is a draft.
 */
export function phaseAt(last: Event | undefined, now: number): Phase {
  if (last === undefined || !("phase" in last)) return "draft"
  const closes = closingOf(last)
  return closes !== undefined && closes <= now ? "closed" : (phaseBeforeClosing(last, now) ?? "draft")
}

/** The same without the hour of closing: what the urn would be if it did not close. */
export function phaseBeforeClosing(last: Event | undefined, now: number): Phase | undefined {
  if (last === undefined || !("phase" in last)) return undefined
  const until = resumingOf(last)
  return until !== undefined && until <= now ? "open" : last.phase
}

/** The hour after which no vote may begin, in milliseconds, if this event leaves the urn open or suspended. */
export function closingOf(event: Event | undefined): number | undefined {
  if (event === undefined || !("phase" in event) || (event.phase !== "open" && event.phase !== "suspended"))
    return undefined
  return "closes" in event ? parseInstant(event.closes) : undefined
}

/** When an urgent suspension ends by itself, in milliseconds, if this event leaves the urn in one. */
export function resumingOf(event: Event | undefined): number | undefined {
  return parseInstant(resumingText(event) ?? "")
}

/** The same as the event has it. */
export function resumingText(event: Event | undefined): string | undefined {
  return event !== undefined && "until" in event ? event.until : undefined
}

/** Whether the urn was suspended urgently, and the authority has not decided about that since. */
export function isUrgent(event: Event | undefined): boolean {
  return event?.type === "urn.suspended" || resumingOf(event) !== undefined
}

/**
 * Returns the instant before which this entry cannot have been made, although it has none itself: the urn takes ballots
 * and batches again only once the urgent suspension that `last` began has ended.
 */
export function earliestOf({ type }: Event, last: Event | undefined): string | undefined {
  const isIntake = type === "urn.accepted" || type === "urn.batch-announced" || type === "urn.batch-received"
  return isIntake ? resumingText(last) : undefined
}
