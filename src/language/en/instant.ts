const weekdays = "Sunday Monday Tuesday Wednesday Thursday Friday Saturday".split(" ")
const months = "January February March April May June July August September October November December".split(" ")

/** An instant, by the fields of a local time. */
export const labels = {
  weekdays,
  months,
  date: (day: number, month: number, year: number) => `${day} ${months[month] ?? ""} ${year}`,
  /** Of digits, for tables: `2014-11-28`, or `11-28` where the year is known. */
  shortDate: (day: string, month: string, year?: string) => `${year === undefined ? "" : `${year}-`}${month}-${day}`,
  /** @param weekday - from 0, Sunday; `month` from 0 */
  dateAndTime: (
    weekday: number,
    day: number,
    month: number,
    year: number,
    [hours, minutes, seconds]: readonly [hours: string, minutes: string, seconds?: string],
  ) =>
    `${weekdays[weekday] ?? ""}, ${day} ${months[month] ?? ""} ${year} at ` +
    `${hours}:${minutes}${seconds === undefined ? "" : `:${seconds}`}`,
  inZone: (time: string, { offset }: Zone) => `${time} ${offset}`,
}

interface Zone {
  /** For which it is named, as IANA spells it; none for UTC and its like. */
  readonly city: string | undefined
  /** From UTC. */
  readonly offset: string
  /** Whether clocks show the hour a second time, when they are put back. */
  readonly isShownTwice: boolean
}
