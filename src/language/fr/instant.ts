import type { labels as english } from "../en/instant.ts"

const weekdays = ["dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"]
const months = ["janvier", "février", "mars", "avril", "mai", "juin"].concat([
  "juillet",
  "août",
  "septembre",
  "octobre",
  "novembre",
  "décembre",
])

export const labels: typeof english = {
  instant: (weekday, day, month, year, time, zone) =>
    `${weekdays[weekday] ?? ""} ${day === 1 ? "1er" : day} ${months[month] ?? ""} ${year} à ${time} ${zone}`,
}
