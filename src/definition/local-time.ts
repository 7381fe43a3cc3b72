import { Temporal } from "temporal-polyfill"

/** Converts between wall-clock hours in a zone and instants. No other module does. */

/**
 * Whether this machine knows the zone by its IANA name. A plain offset is not a zone, because it ignores summer time.
 */
export function isZone(zone: string): boolean {
  if (!/^[A-Za-z][A-Za-z0-9_+/-]*$/.test(zone)) return false
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone })
    return true
  } catch {
    return false
  }
}

/** Whether a text is a day and a minute that exist, as `2014-11-28T20:00`. */
export function isLocalTime(text: string): boolean {
  const [date = "", hour = ""] = text.split("T")
  return text === `${date}T${hour}` && isDate(date) && isHour(hour)
}

/** Whether a text is a day since 1970 that exists, as `2014-06-30`. */
export function isDate(text: string): boolean {
  if (!/^(?:19[7-9]|2\d\d)\d-\d\d-\d\d$/.test(text)) return false
  const date = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
}

/** Whether a text is an hour, as `22:30`. */
export function isHour(text: string): boolean {
  return /^(?:[01]\d|2[0-3]):[0-5]\d$/.test(text)
}

/** Returns the instant of a local time, or why it has none: the clocks skip it (spring) or show it twice (autumn). */
export function instantIn(zone: string, local: string): number | "skipped" | "twice" {
  const time = Temporal.PlainDateTime.from(local)
  const earlier = time.toZonedDateTime(zone, { disambiguation: "earlier" })
  const later = time.toZonedDateTime(zone, { disambiguation: "later" })
  if (earlier.epochMilliseconds === later.epochMilliseconds) return earlier.epochMilliseconds
  return earlier.toPlainDateTime().equals(time) ? "twice" : "skipped"
}

/** Writes what clocks in the zone show at an instant, without seconds: `2014-11-28T20:00`. */
export function localTime(instant: number, zone: string): string {
  const zoned = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone)
  return zoned.toPlainDateTime().toString({ smallestUnit: "minute", roundingMode: "trunc" })
}

/**
 * Lists every instant from `from` to `to`, both included, at which clocks show `hour`. An hour that a change of clocks
 * skips on one day is left out on that day; one shown twice counts the first time.
 */
export function occurrences(hour: string, zone: string, from: number, to: number): readonly number[] {
  const found: number[] = []
  const last = Temporal.PlainDate.from(localTime(to, zone).slice(0, 10))
  let day = Temporal.PlainDate.from(localTime(from, zone).slice(0, 10))
  for (; Temporal.PlainDate.compare(day, last) <= 0; day = day.add({ days: 1 })) {
    const time = day.toPlainDateTime(Temporal.PlainTime.from(hour))
    const zoned = time.toZonedDateTime(zone, { disambiguation: "earlier" })
    if (!zoned.toPlainDateTime().equals(time)) continue
    if (zoned.epochMilliseconds >= from && zoned.epochMilliseconds <= to) found.push(zoned.epochMilliseconds)
  }
  return found
}
