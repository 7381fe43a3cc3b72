import { systemZoneOffset } from "../terminal/zone.ts"

/** Writes `2014-11-28 20:00`, as clocks in the zone (IANA name) show it. */
export function localTime(instant: number, zone: string): string {
  return shownIn(instant, zone).slice(0, 16).replace("T", " ")
}

/** Writes `20:00:00`, as clocks in the zone show it. */
export function localClock(instant: number, zone: string): string {
  return shownIn(instant, zone).slice(11, 19)
}

function shownIn(instant: number, zone: string): string {
  return new Date(instant + systemZoneOffset(instant, zone) * 60_000).toISOString()
}
