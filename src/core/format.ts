import { UrneError } from "./error.ts"

/**
 * Formats of elections. The first entry of a journal states the format in which its election was begun, and the election
 * keeps it to its end: what is checked of a record, and what commands demand of an election file, is chosen by it. A rule
 * that an older election cannot meet holds from the format that brought it. `docs/format.md` says it for people.
 */
export type Format = number

/** That of elections whose first entry states none. */
export const firstFormat: Format = 1
/** That of elections which this program begins. */
export const currentFormat: Format = 2

/** What a first entry may state: nothing is written in two ways. */
export const statedFormats: readonly Format[] = [2]

/** The format from which on elections have each of these; `docs/format.md` explains every one by its name. */
const since = {
  /** The first entry of the journal states the format. */
  "stated-format": 2,
  /** What need not be dated has no instant where it would tell when a few ballots came. */
  "dates-apart": 2,
  /** Lines of a batch whose ballots the urn had before are counted apart from those it took in. */
  "present-apart": 2,
  /** Holders whose keys the authority certified sign what they answer, and the structure that comes of it. */
  "signed-ceremony": 2,
  /** The README of a record names the version of the independent verifier that reads it, and every folder in it. */
  "verifier-named": 2,
} as const satisfies Readonly<Record<string, Format>>

export type Feature = keyof typeof since
export const features = Object.keys(since) as readonly Feature[]

/** Whether elections of this format have it, and checks that rest on it are made of them. */
export function hasFeature(format: Format, feature: Feature): boolean {
  return format >= since[feature]
}

/** Whether only a later program can know what an election of this format holds. */
export function isNewer(format: Format): boolean {
  return format > currentFormat
}

/** The first version of this program that knows a format: the second number of a version is the format it writes. */
export function programOf(format: Format): string {
  return `0.${format}.0`
}

/** The format that an election's first entry states, which is no more than a number there. */
export function statedFormat({ format }: { readonly format?: unknown }): Format {
  return typeof format === "number" && Number.isSafeInteger(format) && format > firstFormat ? format : firstFormat
}

/** @throws UrneError `newer-format` */
export function requireKnownFormat(format: Format, path: string): void {
  if (isNewer(format))
    throw new UrneError("newer-format", { path, found: `format ${format}`, needs: programOf(format) })
}
