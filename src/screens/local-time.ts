import { systemZoneOffset } from "../terminal/zone.ts"

/** Writes `2014-11-28 20:00`, as clocks in the zone (IANA name) show it. */
export function localTime(instant: number, zone: string): string {
  const local = new Date(instant + systemZoneOffset(instant, zone) * 60_000)
  return local.toISOString().slice(0, 16).replace("T", " ")
}
