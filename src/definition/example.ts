import type { Language } from "../core/vocabulary.ts"
import { catalogueOf } from "../language/catalogues.ts"
import { usualMinimum } from "./schema.ts"
import { type DefinitionAnswers, idOf, usualGrace } from "./template.ts"

/** The definition that `--example` writes. It is valid as it is, and its names are to be replaced. */
export function exampleDefinition(language: Language, opens: string, closes: string): DefinitionAnswers {
  const { example } = catalogueOf(language).labels.definition
  const { eligible, ...columns } = example.columns
  const people = example.members.map((name) => ({ id: idOf(name, []), name, substitute: null }))
  const holders = example.holders.map((name) => idOf(name, []))
  return {
    ...{ locale: language, name: example.name, timezone: example.zone, opens, closes, rehearsal: true },
    ...{ grace: usualGrace, revote: "refused" },
    questions: [{ question: example.question, answers: example.answers, blank: true, min: 1, max: 1 }],
    authority: {
      name: example.authority,
      members: people.map((one, i) => ({ ...one, role: i === 0 ? "president" : "delegate" })),
      quorum: { total: 2, roles: { president: 1 } },
    },
    trustees: { mandatory: [], threshold: { needed: 2, holders } },
    holderNames: {},
    roll: { asOf: null, ...columns, eligible: { [eligible.column]: eligible.accepted }, weight: null },
    minimumBallots: usualMinimum,
    addresses: [example.address],
    help: { phone: null, email: null },
  }
}
