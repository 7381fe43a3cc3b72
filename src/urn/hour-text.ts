/** Hours as they are given on the command line. */
import { UrneError } from "../core/error.ts"
import { instantText, parseInstant } from "../core/instant.ts"
import { instantIn, isLocalTime } from "../definition/local-time.ts"

/**
 * The instant of `2014-11-28T20:00` as clocks in the zone show it, or of `2014-11-28T19:00:00Z`, in the form that acts state.
 *
 * @param option - for the refusal
 * @throws UrneError `invalid-option`, also for an hour that a change of clocks skips or shows twice
 */
export function hourText(text: string, zone: string, option: string): string {
  const instant = isLocalTime(text) ? instantIn(zone, text) : parseInstant(text)
  if (typeof instant === "number") return instantText(instant)
  throw new UrneError("invalid-option", { option, value: text, wanted: { form: "hour", zone } })
}
