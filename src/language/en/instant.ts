const weekdays = "Sunday Monday Tuesday Wednesday Thursday Friday Saturday".split(" ")
const months = "January February March April May June July August September October November December".split(" ")

/** An instant, by the fields of a local time. */
export const labels = {
  weekdays,
  months,
  /** @param weekday - from 0, Sunday; `month` from 0 */
  instant: (weekday: number, day: number, month: number, year: number, time: string, zone: string) =>
    `${weekdays[weekday] ?? ""}, ${day} ${months[month] ?? ""} ${year} at ${time} ${zone}`,
}
