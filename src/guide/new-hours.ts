import { instantText } from "../core/instant.ts"
import { instantIn, localTime } from "../definition/local-time.ts"

/** In milliseconds. */
const hour = 3_600_000

/**
 * Proposes hours for a vote whose own have passed, as `urne open` takes them: as long as planned, from a full hour that
 * leaves the members time to sign. They are in the election's zone, or in UTC where its clocks show that time twice.
 */
export function newHours(
  { opens, closes, timezone }: { readonly opens: number; readonly closes: number; readonly timezone: string },
  now: number,
): { readonly opens: string; readonly closes: string } {
  const from = Math.ceil((now + hour) / hour) * hour
  const text = (instant: number) => {
    const local = localTime(instant, timezone)
    return instantIn(timezone, local) === instant ? local : instantText(instant)
  }
  return { opens: text(from), closes: text(from + closes - opens) }
}
