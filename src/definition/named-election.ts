import type { Language } from "../core/vocabulary.ts"
import type { Definition } from "./definition.ts"

/** The election as papers and receipts name it. */
export interface NamedElection {
  readonly uuid: string
  readonly name: string
  readonly authority: string
  readonly locale: Language
  /** The IANA name of the zone of all hours. */
  readonly timezone: string
  readonly rehearsal: boolean
}

export function namedElection({
  uuid,
  rehearsal,
  definition,
}: {
  readonly uuid: string
  readonly rehearsal: boolean
  readonly definition: Definition
}): NamedElection {
  const { name, locale, timezone, authority } = definition
  return { uuid, name, authority: authority.name, locale, timezone, rehearsal }
}
