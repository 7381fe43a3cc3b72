import { type Language, languages } from "../core/vocabulary.ts"
import type { Catalogue } from "./catalogue.ts"
import { labels as englishInstant } from "./en/instant.ts"
import { labels as frenchInstant } from "./fr/instant.ts"

/** What a screen says: the one language that is asked for, since a command reads no other. Documents ask `catalogues.ts`. */
export async function loadCatalogue(language: Language): Promise<Catalogue> {
  return language === "fr" ? (await import("./fr.ts")).fr : (await import("./en.ts")).en
}

/** The language of screens: what `--lang` asks for, else what the environment's LC_ALL, LC_MESSAGES or LANG begins with, else English. */
export function screenLanguage(asked: string | undefined, env: Readonly<Record<string, string | undefined>>): Language {
  const usual = env["LC_ALL"] ?? env["LC_MESSAGES"] ?? env["LANG"] ?? ""
  // What is no language of ours is refused, in the language of the environment.
  for (const wanted of [asked ?? usual, usual]) {
    const language = languages.find((one) => wanted.toLowerCase().startsWith(one))
    if (language !== undefined) return language
  }
  return "en"
}

/** `--lang` is read before the commands are built, since their descriptions are in that language too. */
export function languageAsked(argv: readonly string[]): string | undefined {
  const at = argv.findIndex((word) => word === "--lang" || word.startsWith("--lang="))
  if (at < 0) return undefined
  return argv[at]?.split("=")[1] ?? argv[at + 1]
}

const thousands: Record<Language, string> = { en: ",", fr: "\u202f" }

/** `268 341` or `268,341`. Votes are bigint, counts may be integers. */
export function formatCount(count: bigint | number, language: Language): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, thousands[language])
}

/**
 * A share with two decimals, rounded half up on integers, `64.50%`. What is less than all is never shown as 100, nor what is
 * less or more than half as 50: an absolute majority can be read off it.
 */
export function formatShare(part: bigint, whole: bigint, language: Language): string {
  if (whole === 0n) return "—"
  const rounded = (part * 20000n + whole) / (whole * 2n)
  const [isLessThanHalf, isMoreThanHalf] = [part * 2n < whole, part * 2n > whole]
  const isHidden = (part < whole && rounded === 10000n) || (isLessThanHalf && rounded === 5000n)
  const hundredths = isHidden ? rounded - 1n : isMoreThanHalf && rounded === 5000n ? 5001n : rounded
  const text = `${hundredths / 100n}.${String(hundredths % 100n).padStart(2, "0")}`
  return language === "fr" ? `${text.replace(".", ",")} %` : `${text}%`
}

/** Minutes by which clocks in a zone are ahead of UTC at an instant. */
export type ZoneOffset = (instant: number, zone: string) => number

/**
 * An instant in words, in the election's zone: `Friday, 28 November 2014 at 20:00 UTC+1`, `vendredi 28 novembre 2014 à 20 h 00,
 * heure de Paris`. The words are ours, since those of Intl change with its version, and letters are to be the same on every
 * machine.
 *
 * @param seconds - to say them too
 */
export function formatInstant(
  instant: number,
  zone: string,
  language: Language,
  offsetOf: ZoneOffset = zoneOffset,
  seconds = false,
): string {
  const offset = offsetOf(instant, zone)
  const isShownTwice = [-hour, hour].some((away) => away + offsetOf(instant + away, zone) * minute === offset * minute)
  const said = localWords(instant, offset, language, seconds)
  return instants[language].inZone(said, { city: cityOf(zone), offset: zoneText(offset), isShownTwice })
}

/** The same without its zone: for texts that name it once for several hours. */
export function formatLocalTime(instant: number, zone: string, language: Language): string {
  return localWords(instant, zoneOffset(instant, zone), language, false)
}

/** The day of an instant, in a zone: `28 novembre 2014`. */
export function formatDay(instant: number, zone: string, language: Language): string {
  const local = new Date(instant + zoneOffset(instant, zone) * minute)
  return instants[language].date(local.getUTCDate(), local.getUTCMonth(), local.getUTCFullYear())
}

const [minute, hour] = [60_000, 3_600_000]

function localWords(instant: number, offset: number, language: Language, seconds: boolean): string {
  const local = new Date(instant + offset * minute)
  const [hours = "", minutes = "", second = ""] = local.toISOString().slice(11, 19).split(":")
  const [day, month, year] = [local.getUTCDate(), local.getUTCMonth(), local.getUTCFullYear()]
  const time = seconds ? ([hours, minutes, second] as const) : ([hours, minutes] as const)
  return instants[language].dateAndTime(local.getUTCDay(), day, month, year, time)
}

/** The city that a zone is named for, as IANA spells it; none for UTC and its like. */
export function cityOf(zone: string): string | undefined {
  const [area, ...places] = zone.split("/")
  return area === "Etc" ? undefined : places.at(-1)
}

const instants: Readonly<Record<Language, Catalogue["labels"]["instant"]>> = { en: englishInstant, fr: frenchInstant }

/** `UTC`, `UTC+1`, `UTC−3:30`. */
function zoneText(offset: number): string {
  if (offset === 0) return "UTC"
  const [hours, minutes] = [Math.floor(Math.abs(offset) / 60), Math.abs(offset) % 60]
  const rest = minutes === 0 ? "" : `:${String(minutes).padStart(2, "0")}`
  return `UTC${offset < 0 ? "−" : "+"}${hours}${rest}`
}

const offsetFormats = new Map<string, Intl.DateTimeFormat>()

function zoneOffset(instant: number, zone: string): number {
  const format =
    offsetFormats.get(zone) ?? new Intl.DateTimeFormat("en", { timeZone: zone, timeZoneName: "longOffset" })
  offsetFormats.set(zone, format)
  // GMT, GMT+01:00, GMT-03:30.
  const [, sign, hours = "0", minutes = "0"] = /GMT([+-])(\d\d):(\d\d)/.exec(format.format(instant)) ?? []
  return (sign === "-" ? -1 : 1) * (60 * Number(hours) + Number(minutes))
}
