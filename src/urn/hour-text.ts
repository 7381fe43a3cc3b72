/** Reads hours from the command line. */
import { UrneError } from "../core/error.ts"
import { instantText, parseInstant } from "../core/instant.ts"
import type { Language } from "../core/vocabulary.ts"
import { instantIn } from "../definition/local-time.ts"
import { spokenTime } from "../definition/spoken-time.ts"

/**
 * Reads a day and an hour as people write them and clocks in the zone show them (`2014-11-28T20:00`, `28 November 2014
 * 8 pm`), or an instant such as `2014-11-28T19:00:00Z`, and returns the instant in the form that acts state.
 *
 * @param option - for the refusal
 * @throws UrneError `invalid-option`, also for an hour that a change of clocks skips or shows twice
 */
export function hourText(text: string, zone: string, language: Language, option: string): string {
  const time = spokenTime(text, language)
  const instant = "local" in time ? instantIn(zone, time.local) : parseInstant(text)
  if (typeof instant === "number") return instantText(instant)
  throw new UrneError("invalid-option", { option, value: text, wanted: { form: "hour", zone } })
}
