import { parseInstant } from "../core/instant.ts"
import type { Phase } from "../core/vocabulary.ts"
import type { Event } from "./event.ts"

/**
 * Derives the phase from the last event that carries one and from the clock (milliseconds). An urn that is open or
 * suspended counts as closed from its hour of closing: no entry marks that moment, so no process must be awake to write
 * one. Before the first event the election is a draft.
 */
export function phaseAt(last: Event | undefined, now: number): Phase {
  if (last === undefined || !("phase" in last)) return "draft"
  const closes = closingOf(last)
  return closes !== undefined && closes <= now ? "closed" : last.phase
}

/** The hour after which no vote may begin, in milliseconds, if this event leaves the urn open or suspended. */
export function closingOf(event: Event | undefined): number | undefined {
  if (event === undefined || !("phase" in event) || (event.phase !== "open" && event.phase !== "suspended"))
    return undefined
  return "closes" in event ? parseInstant(event.closes) : undefined
}
