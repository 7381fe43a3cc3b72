import type { Span } from "../availability/spans.ts"
import { parseInstant } from "../core/instant.ts"
import { must } from "../core/must.ts"
import type { Incident } from "./incident.ts"

/** A time in which, as somebody observed and signed, nobody could vote. */
export interface Outage extends Span {
  /** The number of the incident. */
  readonly incident: number
  /** Whether its end was not seen, and nothing else was observed of the incident since. */
  readonly lasts: boolean
}

/**
 * Lists the times in which nobody could vote, as incidents tell. One whose end was not seen lasts until something else was
 * observed of the same incident, or until now. What was concluded to be a false alarm is none.
 *
 * @param now - in milliseconds
 */
export function outagesOf(incidents: readonly Incident[], now: number): readonly Outage[] {
  return incidents.flatMap(({ number, observations, conclusions }) => {
    if (conclusions.at(-1)?.finding === "false-positive") return []
    const seen = observations.map(({ from, until, effect }) => ({
      from: instantOf(from),
      until: until === undefined ? undefined : instantOf(until),
      isOutage: effect === "interruption",
    }))
    return seen.flatMap(({ from, until, isOutage }): readonly Outage[] => {
      if (!isOutage) return []
      const others = seen.filter((other) => !other.isOutage && other.from > from).map((other) => other.from)
      const to = until ?? Math.min(now, ...others)
      return [{ incident: number, from, to, lasts: until === undefined && to === now }]
    })
  })
}

function instantOf(text: string): number {
  return must(parseInstant(text), "an instant of an observation")
}
