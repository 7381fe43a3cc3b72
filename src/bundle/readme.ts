import { type Format, hasFeature, programOf } from "../core/format.ts"
import type { Language } from "../core/vocabulary.ts"
import { catalogueOf } from "../language/catalogues.ts"

/** What a README needs of the definition. */
interface Defined {
  readonly name: string
  readonly locale: Language
  readonly rehearsal: boolean
  readonly authority: { readonly name: string }
  readonly addresses: readonly string[]
}

/**
 * Writes the README of a bundle, in the language of the election's documents: what the files are, and how anybody
 * verifies them.
 */
export function readme({
  definition,
  uuid,
  sealed,
  format,
}: {
  readonly definition: Defined
  readonly uuid: string
  readonly sealed: boolean
  readonly format: Format
}): string {
  const { name, locale, rehearsal, authority, addresses } = definition
  const { record } = catalogueOf(locale).labels
  const facts = { name, uuid, rehearsal, addresses, sealed, program: programOf(format) }
  const register = hasFeature(format, "register")
  const textOf = hasFeature(format, "verifier-named") ? record.readme : record.firstReadme
  return `${textOf({ ...facts, register, authority: authority.name }).trim()}\n`
}
