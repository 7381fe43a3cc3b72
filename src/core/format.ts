import { UrneError } from "./error.ts"

/**
 * The format of an election. The first entry of a journal states the format in which its election was begun, and the
 * election keeps that format to its end. The format decides what is checked of a record and what commands demand of an
 * election file: a rule that older elections cannot meet holds only from the format that introduced it.
 * `docs/format.md` says the same for readers.
 */
export type Format = number

/** The format of an election whose first entry states none. */
export const firstFormat: Format = 1
/** The format in which this program begins elections. */
export const currentFormat: Format = 3

/**
 * The formats that a first entry may state. Format 1 is not among them: it is written by stating nothing, and nothing
 * is written in two ways.
 */
export const statedFormats: readonly Format[] = [2, 3]

/** The format that introduced each feature; `docs/format.md` explains every feature by its name. */
const since = {
  /** The first entry of the journal states the format. */
  "stated-format": 2,
  /** An entry has no instant where it needs none and where the instant would reveal when a few ballots arrived. */
  "dates-apart": 2,
  /** When a batch is received, lines whose ballots were already in the urn are counted apart from those it added. */
  "present-apart": 2,
  /** Holders whose keys the authority certified sign their replies, and the structure that results from them. */
  "signed-ceremony": 2,
  /** The README of a record names every folder in it, and the version of the independent verifier that can read it. */
  "verifier-named": 2,
  /** The election has a register, the log of what is dated, beside its journal. */
  register: 3,
  /** The register has apparent interruptions and turnout tables, whose figures people attest. */
  attested: 3,
  /** A channel may sign with a batch when its ballots arrived. */
  "batch-arrivals": 3,
  /** The turnout that is published during the vote stands in the journal. */
  counted: 3,
  /** A question of the definition may have a majority rule, and then the published result says who is elected. */
  majority: 3,
  /** The authority issues numbered notices, whose text follows from journal, register and definition. */
  notices: 3,
  /** A definition may let a few members suspend the vote at once, for a time that ends by itself. */
  "urgent-suspension": 3,
  /** The proclamation states the minutes, and the record has what is published of them. */
  minutes: 3,
  /** The record has the time-stamps of services from outside. */
  stamps: 3,
} as const satisfies Readonly<Record<string, Format>>

export type Feature = keyof typeof since
export const features = Object.keys(since) as readonly Feature[]

/** Whether elections of this format have the feature, so that the checks which rest on it apply to them. */
export function hasFeature(format: Format, feature: Feature): boolean {
  return format >= since[feature]
}

/** Whether only a later program can know what an election of this format holds. */
export function isNewer(format: Format): boolean {
  return format > currentFormat
}

/**
 * The first version of this program that knows a format: the second number of a version is the format that it writes.
 */
export function programOf(format: Format): string {
  return `0.${format}.0`
}

/** Reads the format that an election's first entry states, which may be one that this program does not know. */
export function statedFormat({ format }: { readonly format?: unknown }): Format {
  return typeof format === "number" && Number.isSafeInteger(format) && format > firstFormat ? format : firstFormat
}

/** @throws UrneError `newer-format` */
export function requireKnownFormat(format: Format, path: string): void {
  if (isNewer(format))
    throw new UrneError("newer-format", { path, found: `format ${format}`, needs: programOf(format) })
}
