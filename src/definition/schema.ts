import { z } from "zod"
import type { DefinitionForm } from "../core/finding-codes.ts"
import { type Fraction, majorities, majorityBases } from "../core/majority.ts"
import { type ActKind, actKinds, languages, profileNames, type Role, roles } from "../core/vocabulary.ts"
import { certificateOfPem } from "../notes/time-stamp/certificate.ts"
import { breakdowns, revotes, urgentEnds } from "./definition.ts"
import { isDate, isHour, isLocalTime, isZone } from "./local-time.ts"
import { isLine } from "./plain-text.ts"

/**
 * The shape of a definition file. There is one schema a section, so that a mistake in one does not hide those of
 * another. `checks.ts` compares values with each other.
 */

const id = form("id", (text) => /^[a-z0-9][a-z0-9._-]{0,63}$/.test(text))
const line = form("line", isLine)
const hour = form("hour", isHour)
const column = line
/** A list of one item may be written without brackets. */
const columns = listOf(column)
/** What a cell of the member file may hold. An empty cell is a value too. */
const values = listOf(form("line", (text) => text === "" || isLine(text)))
const count = z.int().min(1)

/** No authority has more members who could sign a notice. */
const mostSignatures = 99

/** The most minutes for which a few members may suspend the vote: the authority can be brought together in that time. */
const longestUrgent = 60

/** How many hours of a day may have a published turnout: at most every half hour. */
export const mostHours = 48

/** How many time-stamping services, by the roots of their certificates, can be trusted. */
const mostRoots = 8
const hoursOfDay = 24
/** The most ballots that may be expected in an hour of the day. */
const mostExpected = 1_000_000

/** Lines of the authority's own address, which has to fit beside the window of an envelope. */
const mostAddressLines = 6

const quorum = z.strictObject({
  total: count,
  roles: z.partialRecord(z.enum(roles), z.int().min(0)).default({} as Partial<Record<Role, number>>),
})

const question = z.strictObject({
  question: line,
  answers: z.array(line).min(1),
  blank: z.boolean().default(true),
  min: z.int().min(0).default(1),
  max: count.default(1),
  majority: z.enum(majorities).optional(),
  "majority-of": z.enum(majorityBases).optional(),
  seats: count.optional(),
  "turnout-quorum": form("part", (text) => fractionOf(text) !== undefined).optional(),
  "second-round": z.int().min(2).optional(),
})

const member = z.strictObject({
  id,
  name: line,
  role: z.enum(roles).default("member"),
  substitute: z.strictObject({ id, name: line }).nullable().default(null),
})

/** The number of ballots below which nothing is decrypted, unless the definition sets another. */
export const usualMinimum = 10

export const sections = {
  name: line,
  description: form("line", (text) => text === "" || isLine(text)).default(""),
  locale: z.enum(languages),
  timezone: form("zone", isZone),
  opens: form("local-time", isLocalTime),
  closes: form("local-time", isLocalTime),
  grace: form("duration", (text) => minutesOf(text) !== undefined).default("30m"),
  rehearsal: z.boolean().default(false),
  revote: z.enum(revotes).default("refused"),
  questions: z.array(question).min(1),
  authority: z.strictObject({
    name: line,
    address: listOf(line, { least: 0, most: mostAddressLines }).optional(),
    quorum,
    quorums: z.partialRecord(z.enum(actKinds), quorum).default({} as Partial<Record<ActKind, z.output<typeof quorum>>>),
    members: z.array(member).min(1),
    "urgent-suspension": z
      .strictObject({
        members: count.max(mostSignatures).default(1),
        minutes: count.max(longestUrgent).default(longestUrgent),
        after: z.enum(urgentEnds).default("resumes"),
      })
      .optional(),
  }),
  trustees: z.strictObject({
    mandatory: z.array(id).default([]),
    threshold: z
      .strictObject({ needed: z.int().min(2), holders: z.array(id).min(1) })
      .nullable()
      .default(null),
  }),
  roll: z.strictObject({
    "as-of": form("date", isDate).nullable().default(null),
    id: column,
    name: columns,
    address: listOf(column, { least: 0 }).default([]),
    postcode: column.nullable().default(null),
    group: column.nullable().default(null),
    eligible: z.record(column, values).default({}),
    weight: column.nullable().default(null),
  }),
  credentials: z
    .strictObject({
      reserve: form("percent", (text) => percentOf(text) !== undefined).default("0%"),
      officers: z.array(id).min(1).max(2).optional(),
    })
    .prefault({}),
  channels: z.array(id).min(1).default(["office"]),
  publish: z
    .strictObject({
      turnout: z
        .strictObject({
          by: z.enum(breakdowns).default("national"),
          at: z.array(hour).max(mostHours).default([]),
          expected: z.array(z.int().min(0).max(mostExpected)).min(hoursOfDay).max(hoursOfDay).optional(),
        })
        .prefault({}),
      results: z.strictObject({ by: z.enum(breakdowns).default("national") }).prefault({}),
      notices: z.strictObject({ signatures: z.int().min(1).max(mostSignatures) }).optional(),
      operators: z.boolean().optional(),
      cell: count.default(30),
    })
    .prefault({}),
  "minimum-ballots": count.default(usualMinimum),
  addresses: z.array(form("address", isAddress)).default([]),
  "time-stamps": z
    .strictObject({ roots: z.array(form("certificate", isCertificate)).min(1).max(mostRoots) })
    .optional(),
  profile: z.enum(profileNames).optional(),
  help: z
    .strictObject({ phone: line.nullable().default(null), email: form("email", isEmail).nullable().default(null) })
    .prefault({}),
} as const

export type SectionName = keyof typeof sections
export type Sections = { readonly [Name in SectionName]: z.output<(typeof sections)[Name]> }
export const sectionNames = Object.keys(sections) as readonly SectionName[]

/** Returns the minutes of `45m` or `2h`, at most a day, and `undefined` for anything else. */
export function minutesOf(text: string): number | undefined {
  const match = /^(0|[1-9]\d{0,3})([mh])$/.exec(text)
  if (match === null) return undefined
  const minutes = Number(match[1]) * (match[2] === "h" ? 60 : 1)
  return minutes <= 1440 ? minutes : undefined
}

/** Returns the number of `10%`, at most 100, and `undefined` for anything else. */
export function percentOf(text: string): number | undefined {
  const match = /^(0|[1-9]\d{0,2})%$/.exec(text)
  return match === null || Number(match[1]) > 100 ? undefined : Number(match[1])
}

/** Returns the part that `25%` or `1/3` is, more than nothing and at most all, and `undefined` for anything else. */
export function fractionOf(text: string): Fraction | undefined {
  const percent = percentOf(text)
  const [, above, below] = /^([1-9]\d{0,3})\/([1-9]\d{0,3})$/.exec(text) ?? []
  const [numerator, denominator] = percent === undefined ? [Number(above), Number(below)] : [percent, 100]
  return numerator > 0 && numerator <= denominator ? { numerator, denominator } : undefined
}

/** A text with a syntax of its own. A finding names the syntax, and the message shows an example. */
function form(name: DefinitionForm, holds: (text: string) => boolean) {
  return z.string().refine(holds, { params: { form: name } })
}

function listOf(item: z.ZodType<string>, { least = 1, most = Infinity } = {}) {
  return z.preprocess((value) => (typeof value === "string" ? [value] : value), z.array(item).min(least).max(most))
}

function isAddress(text: string): boolean {
  if (!isLine(text) || !URL.canParse(text)) return false
  const { protocol, username, password, hash, hostname } = new URL(text)
  return protocol === "https:" && username === "" && password === "" && hash === "" && hostname.includes(".")
}

function isCertificate(text: string): boolean {
  return !("fault" in certificateOfPem(text))
}

function isEmail(text: string): boolean {
  return isLine(text) && /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text)
}
