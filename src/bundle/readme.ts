import type { Definition } from "../definition/definition.ts"
import { catalogueOf } from "../language/catalogues.ts"

/** The README of a bundle, in the language of the election's documents: what the files are and how a layman verifies them. */
export function readme({
  definition,
  uuid,
  sealed,
}: {
  readonly definition: Definition
  readonly uuid: string
  readonly sealed: boolean
}): string {
  const { name, locale, rehearsal, authority, addresses } = definition
  const { labels } = catalogueOf(locale)
  return `${labels.record.readme({ name, uuid, rehearsal, authority: authority.name, addresses, sealed }).trim()}\n`
}
