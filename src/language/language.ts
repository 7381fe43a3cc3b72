import { type Language, languages } from "../core/vocabulary.ts"
import type { Catalogue } from "./catalogue.ts"
import { en } from "./en.ts"
import { fr } from "./fr.ts"

const catalogues: Record<Language, Catalogue> = { en, fr }
const locales: Record<Language, string> = { en: "en-GB", fr: "fr-FR" }

export function catalogueOf(language: Language): Catalogue {
  return catalogues[language]
}

/** The language of screens: what `--lang` asks for, else what the environment's LC_ALL, LC_MESSAGES or LANG begins with, else English. */
export function screenLanguage(asked: string | undefined, env: Readonly<Record<string, string | undefined>>): Language {
  const wanted = asked ?? env["LC_ALL"] ?? env["LC_MESSAGES"] ?? env["LANG"] ?? ""
  return languages.find((language) => wanted.toLowerCase().startsWith(language)) ?? "en"
}

/** `268 341` or `268,341`. Votes are bigint, counts may be integers. */
export function formatCount(count: bigint | number, language: Language): string {
  // Most counts on a screen are small, and the first use of Intl takes longer than a short command.
  return count > -1000 && count < 1000 ? String(count) : new Intl.NumberFormat(locales[language]).format(count)
}

/** A share with two decimals, rounded half up on integers, `64.50%`; what is less than all is never shown as 100. */
export function formatShare(part: bigint, whole: bigint, language: Language): string {
  if (whole === 0n) return "—"
  const rounded = (part * 20000n + whole) / (whole * 2n)
  const hundredths = part < whole && rounded === 10000n ? 9999n : rounded
  const text = `${hundredths / 100n}.${String(hundredths % 100n).padStart(2, "0")}`
  return language === "fr" ? `${text.replace(".", ",")} %` : `${text}%`
}

const instants = new Map<string, Intl.DateTimeFormat>()

/** An instant in words, in the election's zone: `Friday 28 November 2014 at 20:00 (UTC+1)`. */
export function formatInstant(instant: number, zone: string, language: Language): string {
  const key = `${language} ${zone}`
  const format = instants.get(key) ?? instantFormat(zone, language)
  instants.set(key, format)
  return format.format(instant)
}

function instantFormat(zone: string, language: Language): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(locales[language], {
    timeZone: zone,
    weekday: "long",
    day: "numeric",
    month: "long",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    timeZoneName: "short",
  })
}
