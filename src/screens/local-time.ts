import type { Screen } from "../terminal/output.ts"
import { systemZoneOffset } from "../terminal/zone.ts"

/**
 * Writes an instant as clocks in the zone (IANA name) show it, short enough for a table: `2014-11-28 20:00`, in French
 * `28/11/2014 20:00`.
 */
export function localTime(instant: number, zone: string, { labels }: Pick<Screen, "labels">): string {
  const { year, month, day, time } = shortParts(instant, zone)
  return `${labels.instant.shortDate(day, month, year)} ${time}`
}

/** The same without its year: `11-28 20:00`, in French `28/11 20:00`. */
export function localTimeInYear(instant: number, zone: string, { labels }: Pick<Screen, "labels">): string {
  const { month, day, time } = shortParts(instant, zone)
  return `${labels.instant.shortDate(day, month)} ${time}`
}

/** Writes `2014-11-28 20:00` whatever the language is, for spreadsheets, which sort it. */
export function sortableTime(instant: number, zone: string): string {
  return shownIn(instant, zone).slice(0, 16).replace("T", " ")
}

/** Writes `20:00:00`, as clocks in the zone show it. */
export function localClock(instant: number, zone: string): string {
  return shownIn(instant, zone).slice(11, 19)
}

function shortParts(instant: number, zone: string) {
  const [date = "", time = ""] = sortableTime(instant, zone).split(" ")
  const [year = "", month = "", day = ""] = date.split("-")
  return { year, month, day, time }
}

function shownIn(instant: number, zone: string): string {
  return new Date(instant + systemZoneOffset(instant, zone) * 60_000).toISOString()
}
