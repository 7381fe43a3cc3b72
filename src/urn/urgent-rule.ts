/** What the definition's rule makes of an urgent suspension: when it ends, who has to sign, and how long its text holds. */
import type { UrgentStale } from "../core/refusals.ts"
import type { UrgentRule } from "../definition/definition.ts"
import { oldestUrgent, type UrgentSuspension } from "../notes/urgent-suspension.ts"

/** How many have to sign: never more than there are. */
export function signersNeeded({ members }: UrgentRule, all: readonly unknown[]): number {
  return Math.max(1, Math.min(members, all.length))
}

/** When a suspension that was decided at `at` ends by itself, never past the hour of closing. */
export function endOf({ minutes, after }: UrgentRule, at: number, closes: number): number | undefined {
  return after === "stays" ? undefined : Math.min(at + minutes * 60_000, closes)
}

/** Until when (milliseconds) a text can take effect: while its members decide about what is now, and before its end. */
export function holdsUntil({ at, until, closes }: UrgentSuspension): number {
  return Math.min(at + oldestUrgent, until ?? closes)
}

/** Says why a text cannot take effect at an instant (milliseconds), if it cannot. `verify` demands the same of a record. */
export function outOfTime(
  { at, until, closes }: UrgentSuspension,
  instant: number,
): Extract<UrgentStale, "clock" | "old" | "ended"> | undefined {
  if (instant < at) return "clock"
  if (instant - at > oldestUrgent) return "old"
  return (until ?? closes) <= instant ? "ended" : undefined
}
