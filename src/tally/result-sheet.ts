import { type ResultFacts, resultRows } from "../bundle/result-document.ts"
import { csvSheet } from "../core/csv.ts"
import type { Language } from "../core/vocabulary.ts"
import type { Catalogue } from "../language/catalogue.ts"

/**
 * Writes the result for people to open in a spreadsheet: the rows of the published `result.csv`, with titles in their
 * language.
 */
export function resultSheet(facts: ResultFacts, { sheet }: Catalogue["labels"]["tally"], language: Language): string {
  const rows = resultRows(facts).map(([number = "", question = "", kind, answer = "", votes = "", status = ""]) => {
    const name = kind === "blank" ? sheet.blank : answer
    return [number, question, name, votes, status]
  })
  return csvSheet([[sheet.number, sheet.question, sheet.answer, sheet.votes, sheet.status], ...rows], language)
}
