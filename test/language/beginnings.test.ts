import { describe, expect, test } from "vitest"
import type { TimeFault } from "../../src/core/definition-remarks.ts"
import { languages } from "../../src/core/vocabulary.ts"
import { catalogueOf } from "../../src/language/catalogues.ts"
import { sample } from "../support/reference.ts"

/** These labels never begin a line: they go on after other words, or are in a cell of a table. */
const inside: readonly RegExp[] = [
  // The help lists commands and options with what they do.
  /\.(commands|options)\.|^command\.(help|description|completion\.description)|^guide\.command$/,
  /^definition\.(fileArgument|define|check|exampleOption|profileOption|force)$|^rehearsal\.(command|definition)$/,
  // Single words: answers, states, roles, what an act does.
  /^command\.(yes|no|remaining)$|^urn\.waiting\.left$|^papers\.(page|twoOfTheBoard)|^instant\.|^definition\.languages|^lifecycle\.|^trustees\.(steps|mandatory)|\.(statuses|batchStates|shareStates)\.|^rehearsal\.units/,
  /^definition\.(revotes|aRehearsal|among|substitute)|^urn\.(fromTo|noAnswer|ownChannels|found)|^verify\.(blank|notFinal)/,
  /^roll\.report\.(tab|detail|alike|doubts)|^credentials\.(faults|flaws|letter\.choice)|^audit\.(ballots|credentials|no)/,
  // The answers of a menu.
  /^definition\.questions\.(revotes|majorities|goOnWith|beginAnew|writeIt|changeIt)/,
  // Texts after `urne: error:` or `urne: warning:`, and beside a field or a number.
  /^command\.(error|warning|hint|internalError)$|^definition\.remarks\.|^act\.|^journal\.events\.|^custody\.(leftOut|noUrnKey|parts|whyLeftOut|leftOutKinds|copyParts|copyKinds|notVerified|states|drillLevels|proofs|kinds|controllers|ends|steps|sealed|signedBy|columns|freshProof|oldProof|hashRead|hashTold)/,
  /^guide\.(none|established|from|steps)|^authority\.(keyElsewhere|missing|pending|effective|dropped|signsSince|replacedAt)/,
  /^(verify\.(checks|fingerprints|beside)|audit\.archive|urn\.items|rehearsal\.(steps|total))/,
  // Cells and heads of tables, words on pictures and in sheets.
  /^availability\.(acts|channel\b|signed|unsigned|columns|sources|bases|actNumbers|notDecidable|undecidable|silence|timeline|chart|sheet)/,
  /^preflight\.(checks|ways|facts|statuses|articles|profiles|keys|columns|counts|fact|ofRun)/,
  /^lookalikes\.(classes|sources)|^exposure\.(classes|severities|untilDate|authorised)/,
  /^components\.(kinds|stages|outSince|sinceHour|standing|map\.unnamed)/,
  /^incidents\.(causes|effects|findings|claimants|informed|states|withEvidence|pieces)/,
  /^complaints\.(outcomes|answer$)|^papers\.(attached|columns)/,
  /^stamps\.(thing|columns|anchored|notAnchored|none)|^guide\.display\.nobody|^turnout\.(command|columns|groupColumns)/,
  /^register\.(roles|events|fields|columns|presentNow|mayWrite|silenceStates|rateSides|turnoutSources)|^verify\.beside\./,
  /^urn\.urgent\.(resumes|stays|closing|ended)/,
  /^watch\.(states|status|failures)/,
  /^observers\.(kinds|columns|act$|cosigned|shows$|showsNothing)/,
  /^notices\.(columns|line|text\.incidents\.(since|fromTo))/,
  /^turnout\.(noRoll|notCounted|withoutGroup|frozen)/,
  // Files of the users' own: names of columns, of holders, of files, and comments that begin with a key.
  /^definition\.(example|comments)|^rehearsal\.(congress|letterReason)|^credentials\.(rehearsalPrefix|fileNames|markOff)|^papers\.fileNames|^minutes\.(fileNames|unpublished)|^tally\.sheet/,
]

/** Finds the texts that begin with a small letter, each with its place in the catalogue. */
function smallBeginnings(value: unknown, path: string): readonly string[] {
  if (typeof value === "string") return /^\p{Ll}/u.test(value) ? [`${path}: ${value}`] : []
  if (typeof value === "function") {
    const said = sample(value as (...params: unknown[]) => unknown)
    return typeof said === "function" ? [] : smallBeginnings(said, path)
  }
  if (typeof value !== "object" || value === null) return []
  return Object.entries(value).flatMap(([name, one]) => smallBeginnings(one, path === "" ? name : `${path}.${name}`))
}

describe.each(languages)("the texts of a screen in %s", (language) => {
  const { labels } = catalogueOf(language)

  test("messages that begin a line begin with a capital", () => {
    const small = smallBeginnings(labels, "")
    expect(small.length).toBeGreaterThan(100)
    const messages = small.filter((one) => !inside.some((place) => place.test(one.replace(/: .*/su, ""))))
    // The program's name begins a text that says which command is meant.
    expect(messages.filter((one) => !/: urne [a-z]/.test(one))).toEqual([])
  })

  test("so do all faults of an hour that was typed", () => {
    const faults: readonly TimeFault[] = [
      ...(["form", "hour", "year", "day", "noon"] as const).map((fault) => ({ fault })),
      { fault: "order", days: ["2026-11-02", "2026-02-11"] },
    ]
    for (const fault of faults) expect(labels.definition.questions.time(fault)).toMatch(/^(?:\p{Lu}|12 )/u)
  })

  test("a value that is refused appears in the refusal", () => {
    const { refused, questions } = labels.definition
    for (const form of ["line", "id", "zone", "duration", "address", "email"] as const)
      expect(refused("Pari", form)).toMatch(/^[“«] ?Pari ?[”»] \p{L}/u)
    for (const said of [questions.twice("Ada"), questions.notAmong("Ada", "a, b")]) expect(said).toMatch(/Ada/)
    const needed = Object.values(questions.needOne)
    expect(new Set(needed).size, "each says what one more of is needed").toBe(needed.length)
  })
})
