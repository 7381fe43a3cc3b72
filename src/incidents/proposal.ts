import type { Silence } from "../availability/silence.ts"
import type { Incident } from "./incident.ts"

/**
 * Finds the last apparent interruption of voting that no incident covers yet: none has an observation of an
 * interruption within its time. It becomes an observation only when somebody signs it, and says nothing about a cause.
 */
export function unreportedSilence(silences: readonly Silence[], incidents: readonly Incident[]): Silence | undefined {
  const told = incidents
    .flatMap(({ observations }) => observations)
    .filter(({ effect }) => effect === "interruption")
    .map(({ from, until }) => ({ from: Date.parse(from), to: until === undefined ? Infinity : Date.parse(until) }))
  return silences.findLast(({ from, to }) => !told.some((one) => one.from < to && from < one.to))
}
