import { UrneError } from "./error.ts"
import { currentFormat, programOf } from "./format.ts"
import { tryParseJson } from "./json.ts"

/**
 * Versions of this program's own texts and files. They begin with `urne NAME vN` or `urne rehearsal NAME vN`, or state
 * it as `format` where they are JSON. A version changes only with a format of elections, so that a file for a later
 * program can be told from a damaged one.
 */
export const versions: Readonly<Record<string, number>> = {
  act: 1,
  reservation: 1,
  refusal: 1,
  absence: 1,
  batch: 2,
  receipt: 1,
  arrivals: 1,
  "register entry": 1,
  notice: 1,
  observer: 1,
  split: 1,
  minutes: 1,
  "urgent suspension": 1,
  audit: 1,
  "audit part": 1,
  "act file": 2,
  "notice file": 1,
  "urgent suspension file": 1,
  "trustee request": 2,
  "trustee reply": 2,
  "member key": 1,
  "witness key": 1,
  "trustee key": 2,
  "urn key": 1,
  credentials: 1,
  seen: 1,
  read: 1,
  rows: 1,
  memory: 1,
  backup: 1,
  drill: 1,
  draft: 1,
}

/** Returns the first line or the stated format, if it is one of ours in a version that only a later program knows. */
export function newerVersion(text: string): string | undefined {
  const line = text.startsWith("{") ? statedIn(text) : text.slice(0, 200).split("\n", 1)[0]
  const [, name = "", version] = /^urne (?:rehearsal )?([a-z]+(?: [a-z]+)*) v([1-9]\d{0,5})$/.exec(line ?? "") ?? []
  const known = Object.hasOwn(versions, name) ? versions[name] : undefined
  return known !== undefined && Number(version) > known ? line : undefined
}

function statedIn(text: string): string | undefined {
  const value = tryParseJson(text)
  const { format } = ((typeof value === "object" ? value : null) as { readonly format?: unknown } | null) ?? {}
  return typeof format === "string" ? format : undefined
}

/** Called where a text is malformed, before that is reported. @throws UrneError `newer-format` */
export function refuseNewer(text: string, path: string): void {
  const found = newerVersion(text)
  if (found !== undefined) throw new UrneError("newer-format", { path, found, needs: programOf(currentFormat + 1) })
}
