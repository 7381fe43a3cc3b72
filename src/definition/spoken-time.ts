import type { TimeFault } from "../core/definition-remarks.ts"
import { type Language, languages } from "../core/vocabulary.ts"
import { catalogueOf } from "../language/catalogues.ts"
import { isDate, isHour } from "./local-time.ts"

/**
 * A day and an hour as somebody wrote them, or why they cannot be used. Text that could mean two days is never guessed.
 */
type SpokenTime = { readonly local: string } | TimeFault

/**
 * Reads `28/11/2026 21:00`, `samedi 28 novembre 2026 à 21 h`, `November 28, 2026 at 9 pm` or `2026-11-28T21:00`, in any
 * of our languages. Where day and month could be exchanged, the day comes first in French, and in English the text is
 * refused.
 */
export function spokenTime(text: string, language: Language): SpokenTime {
  const written = plain(text)
  const found = hourAtEnd.exec(written)
  if (found === null) return { fault: dateOf(written, language) === undefined ? "form" : "hour" }
  const hour = hourOf(found)
  if (hour === undefined) return { fault: "noon" }
  const [, named = "", day = ""] =
    /^(?:le |on )?(?:([a-z]+)\.? )?(.*)$/.exec(written.slice(0, found.index).trim()) ?? []
  const weekday = indexOf(named, "weekdays")
  // A word that is no day of the week may be a month: November 28.
  const date = dateOf(named === "" || weekday !== undefined ? day : `${named} ${day}`, language)
  if (date === undefined) return { fault: "form" }
  if (typeof date !== "string") return date
  if (!isDate(date) || !isHour(hour)) return { fault: "day" }
  const real = new Date(`${date}T00:00:00Z`).getUTCDay()
  return weekday === undefined || weekday === real
    ? { local: `${date}T${hour}` }
    : { fault: "weekday", day: date, weekday: real }
}

/** Removes case, accents, commas and optional blanks. */
function plain(text: string): string {
  const bare = text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase()
  return bare.replace(/[,\s]+/g, " ").trim()
}

const hourAtEnd =
  /(?:^|[ t])(?:at |a )?(?:(?<h>\d{1,2}) ?(?:h|heures?) ?(?<hm>\d{2})?|(?<c>\d{1,2}):(?<cm>\d{2})|(?<p>\d{1,2})(?:[:.](?<pm>\d{2}))? ?(?<half>[ap])\.?m\.?|(?<noon>midi|noon))$/

/** Returns `21:00`, or `undefined` for 12 am and 12 pm, which people read in two ways. */
function hourOf({ groups: { h, hm, c, cm, p, pm, half, noon } = {} }: RegExpExecArray): string | undefined {
  if (noon !== undefined) return "12:00"
  if (p === "12") return undefined
  const hours = p === undefined ? Number(h ?? c) : Number(p) > 12 ? 99 : Number(p) + (half === "p" ? 12 : 0)
  return `${String(hours).padStart(2, "0")}:${hm ?? cm ?? pm ?? "00"}`
}

function dateOf(text: string, language: Language): string | TimeFault | undefined {
  const [, year, month, day] = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(text) ?? []
  if (year !== undefined) return dateText(year, month, day)
  const [, first, second, last] = /^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{2}|\d{4})$/.exec(text) ?? []
  if (last !== undefined) {
    if (last.length === 2) return { fault: "year" }
    const days = [dateText(last, second, first), dateText(last, first, second)] as const
    if (days[0] === days[1] || !isDate(days[1])) return days[0]
    if (!isDate(days[0])) return days[1]
    return language === "fr" ? days[0] : { fault: "order", days }
  }
  const [, before, name = "", after, ofYear] =
    /^(?:(\d{1,2})(?:er|st|nd|rd|th)? (?:of )?)?([a-z]+)\.?(?: (\d{1,2})(?:st|nd|rd|th)?)? (\d{4})$/.exec(text) ?? []
  const named = indexOf(name, "months")
  if (named === undefined || (before === undefined) === (after === undefined)) return undefined
  return dateText(ofYear, String(named + 1), before ?? after)
}

function dateText(year = "", month = "", day = ""): string {
  return `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`
}

/** Finds the rank of a name in any of our languages, or of the beginning of a name that no other shares. */
function indexOf(name: string, of: "weekdays" | "months"): number | undefined {
  if (name.length < 3) return undefined
  const ranks = languages.flatMap((language) =>
    catalogueOf(language).labels.instant[of].flatMap((word, rank) => (plain(word).startsWith(name) ? [rank] : [])),
  )
  return new Set(ranks).size === 1 ? ranks[0] : undefined
}
