import { parseDocument } from "yaml"
import type { Language } from "../core/vocabulary.ts"
import { catalogueOf } from "../language/catalogues.ts"
import { syntheticColumns } from "./synthetic-roll.ts"

/**
 * Writes the definition of a rehearsal for which none is given: a small congress in the style of 2014, with dates of
 * its own so that a seed repeats it on any day. Everybody in it is invented.
 */
export function congressText(language: Language): string {
  const { congress } = catalogueOf(language).labels.rehearsal
  // There is no group: with so few members a federation often has a single voter, whom it would give away.
  const { id, name, address, postcode, eligible } = syntheticColumns
  const roll = { "as-of": "2014-06-30", id, name, address, postcode, eligible }
  return `name: ${congress.name}
description: ${congress.description}
locale: ${language}
timezone: Europe/Paris
opens: 2014-11-28T20:00
closes: 2014-11-29T20:00
grace: 30m
rehearsal: true
questions:
  - question: ${congress.question}
    answers: [Claire Montval, Hugo Bressac, Nour Lestrade]
authority:
  name: ${congress.authority}
  address: ["12 rue des Exemples", 75999 Paris Cedex]
  quorum: { total: 3, roles: { president: 1, delegate: 2 } }
  quorums: { proclaim: { total: 4 } }
  members:
    - { id: odile, name: Odile Marchand, role: president }
    - { id: lucien, name: Lucien Bréhat, role: secretary }
    - { id: mariam, name: Mariam Okoye, role: delegate }
    - { id: paul, name: Paul Estrel, role: delegate }
    - { id: ines, name: Inès Valcourt, role: delegate }
trustees: { threshold: { needed: 2, holders: [${congress.holders.join(", ")}] } }
roll: ${JSON.stringify(roll)}
credentials: { reserve: 10% }
channels: [site, office]
publish: { cell: 10 }
addresses: ["https://vote.example.org"]
help: { email: help@example.org }
`
}

/** Marks a definition as a rehearsal and keeps its comments. The real file stays as it is. */
export function markedAsRehearsal(text: string): string {
  const document = parseDocument(text)
  document.set("rehearsal", true)
  return document.toString({ lineWidth: 0 })
}
