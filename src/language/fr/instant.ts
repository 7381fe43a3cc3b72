import type { labels as english } from "../en/instant.ts"

const weekdays = "dimanche lundi mardi mercredi jeudi vendredi samedi".split(" ")
const months = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(" ")

export const labels: typeof english = {
  weekdays,
  months,
  instant: (weekday, day, month, year, time, zone) =>
    `${weekdays[weekday] ?? ""} ${day === 1 ? "1er" : day} ${months[month] ?? ""} ${year} à ${time} ${zone}`,
}
