import { type Format, hasFeature } from "../core/format.ts"
import type { Definition } from "../definition/definition.ts"
import { catalogueOf } from "../language/catalogues.ts"

/** The README of a bundle, in the language of the election's documents: what the files are and how a layman verifies them. */
export function readme({
  definition,
  uuid,
  sealed,
  format,
}: {
  readonly definition: Definition
  readonly uuid: string
  readonly sealed: boolean
  readonly format: Format
}): string {
  const { name, locale, rehearsal, authority, addresses } = definition
  const { record } = catalogueOf(locale).labels
  const textOf = hasFeature(format, "verifier-named") ? record.readme : record.firstReadme
  return `${textOf({ name, uuid, rehearsal, authority: authority.name, addresses, sealed }).trim()}\n`
}
