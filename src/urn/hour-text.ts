/** Reads hours from the command line and from the keyboard. */
import type { TimeFault } from "../core/definition-remarks.ts"
import { UrneError } from "../core/error.ts"
import { instantText, parseInstant } from "../core/instant.ts"
import type { Language } from "../core/vocabulary.ts"
import { instantIn } from "../definition/local-time.ts"
import { spokenTime } from "../definition/spoken-time.ts"

/**
 * Reads a day and an hour as people write them and clocks in the zone show them (`2014-11-28T20:00`, `28 November 2014
 * 8 pm`), or an instant such as `2014-11-28T19:00:00Z`. Returns the instant, or why there is none: a change of clocks
 * may skip an hour or show it twice.
 */
export function spokenInstant(text: string, zone: string, language: Language): number | TimeFault {
  const time = spokenTime(text, language)
  if (!("local" in time)) return parseInstant(text) ?? time
  const instant = instantIn(zone, time.local)
  return typeof instant === "number" ? instant : { fault: "day" }
}

/**
 * Reads what {@link spokenInstant} reads, and returns the instant in the form that acts state.
 *
 * @param option - for the refusal
 * @throws UrneError `invalid-option`
 */
export function hourText(text: string, zone: string, language: Language, option: string): string {
  const instant = spokenInstant(text, zone, language)
  if (typeof instant === "number") return instantText(instant)
  throw new UrneError("invalid-option", { option, value: text, wanted: { form: "hour", zone } })
}
