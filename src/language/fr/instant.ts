import type { labels as english } from "../en/instant.ts"
import { of } from "./grammar.ts"

const weekdays = "dimanche lundi mardi mercredi jeudi vendredi samedi".split(" ")
const months = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(" ")

/** Cities that French calls otherwise than the tables of zones do, and zones that are not called after theirs. */
const cities: Readonly<Record<string, string>> = {
  Algiers: "d’Alger",
  Athens: "d’Athènes",
  Bangui: "de Bangui",
  Brussels: "de Bruxelles",
  Bucharest: "de Bucarest",
  Cairo: "du Caire",
  Copenhagen: "de Copenhague",
  Guadeloupe: "de la Guadeloupe",
  Lisbon: "de Lisbonne",
  London: "de Londres",
  Luxembourg: "de Luxembourg",
  Martinique: "de la Martinique",
  Mayotte: "de Mayotte",
  Mexico_City: "de Mexico",
  Miquelon: "de Saint-Pierre-et-Miquelon",
  Montreal: "de Montréal",
  Moscow: "de Moscou",
  Noumea: "de Nouméa",
  Reunion: "de La Réunion",
  Sao_Paulo: "de São Paulo",
  Shanghai: "de Shanghai",
  Tahiti: "de Tahiti",
  Tunis: "de Tunis",
  Vienna: "de Vienne",
  Warsaw: "de Varsovie",
}

const date = (day: number, month: number, year: number): string =>
  `${day === 1 ? "1er" : day} ${months[month] ?? ""} ${year}`

export const labels: typeof english = {
  weekdays,
  months,
  date,
  shortDate: (day, month, year) => `${day}/${month}${year === undefined ? "" : `/${year}`}`,
  dateAndTime: (weekday, day, month, year, [hours, minutes, seconds]) =>
    `${weekdays[weekday] ?? ""} ${date(day, month, year)} à ` +
    `${Number(hours)} h ${minutes}${seconds === undefined ? "" : ` min ${seconds} s`}`,
  inZone: (time, { city, offset, isShownTwice }) =>
    city === undefined ? `${time} ${offset}` : `${time}, heure ${ofCity(city)}${isShownTwice ? ` (${offset})` : ""}`,
}

/** `de Paris`, `d’Amsterdam`, of a city as IANA spells it. */
export function ofCity(city: string): string {
  return cities[city] ?? of(city.replaceAll("_", " "))
}
