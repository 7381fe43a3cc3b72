import * as fc from "fast-check"
import { expect, test } from "vitest"
import { majorityBases, type MajorityRule } from "../../src/core/majority.ts"
import { languages, roles } from "../../src/core/vocabulary.ts"
import { revotes } from "../../src/definition/definition.ts"
import { exampleDefinition } from "../../src/definition/example.ts"
import { localTime } from "../../src/definition/local-time.ts"
import { parseDefinition } from "../../src/definition/parse.ts"
import { foldedText, isLine } from "../../src/definition/plain-text.ts"
import { type DefinitionAnswers, definitionText, idOf } from "../../src/definition/template.ts"

/** Returns what a definition says, in the form of the answers from which it was written. */
function answersOf(text: string): DefinitionAnswers {
  const parsed = parseDefinition(text)
  if ("findings" in parsed) throw new Error(`${JSON.stringify(parsed.findings)}\n${text}`)
  const { definition } = parsed
  const { locale, name, timezone, opens, closes, rehearsal, revote, questions, authority, trustees, roll } = definition
  return {
    ...{ locale, name, timezone, rehearsal, revote, questions, trustees, roll },
    grace: `${definition.grace}m`,
    // The definition has only their short names; the full ones are in a comment.
    holderNames: Object.fromEntries(
      [...text.matchAll(/^# ([a-z0-9-]+) = (.*)$/gm)].map(([, id = "", name = ""]) => [id, name]),
    ),
    opens: localTime(opens, timezone),
    closes: localTime(closes, timezone),
    authority: { name: authority.name, members: authority.members, quorum: authority.quorum },
    ...{ minimumBallots: definition.minimumBallots, addresses: definition.addresses, help: definition.help },
  }
}

const line = fc
  .oneof(
    fc.string({ unit: "grapheme", minLength: 1, maxLength: 20 }),
    fc.constantFrom(
      "null",
      "true",
      "12",
      "a: b",
      "- x",
      "#",
      "22:30",
      "'",
      '"',
      "{",
      "a #b",
      "%",
      "@a",
      "&a",
      "*",
      "!x",
      "?",
      "|",
      ">",
      "~",
      "0x1",
      "=",
      ",",
      "<<",
    ),
  )
  .map((text) => text.trim())
  .filter(isLine)
/** A column called << has to be quoted by hand: unquoted, it is a merge key. `__proto__` is refused. */
const columnName = line.filter((text) => text !== "<<" && text !== "__proto__")
const lines = (minLength: number) => fc.uniqueArray(line, { minLength, maxLength: 4, selector: foldedText })
const zone = fc.constantFrom("Europe/Paris", "Pacific/Noumea", "America/Guadeloupe", "UTC")

const asked = fc.record({
  question: line,
  answers: lines(1),
  blank: fc.boolean(),
  min: fc.constantFrom(0, 1),
  max: fc.constant(1),
})
const rule: fc.Arbitrary<MajorityRule | undefined> = fc.oneof(
  fc.constant(undefined),
  fc.record({
    majority: fc.constant("relative" as const),
    ...{ of: fc.constant("valid" as const), seats: fc.constant(1), secondRound: fc.constant(null) },
    quorum: fc.option(fc.constantFrom({ numerator: 1, denominator: 3 }, { numerator: 25, denominator: 100 })),
  }),
  fc.record({
    majority: fc.constant("absolute" as const),
    ...{ of: fc.constantFrom(...majorityBases), seats: fc.constant(1), quorum: fc.constant(null) },
    secondRound: fc.constantFrom(null, 2),
  }),
)
const question = fc.tuple(asked, rule).map(([one, of]) => {
  const fits = of !== undefined && (of.secondRound ?? 0) <= one.answers.length
  return fits ? { ...one, rule: of } : one
})
const member = fc.record({ name: line, role: fc.constantFrom(...roles) })
const answers: fc.Arbitrary<DefinitionAnswers> = fc
  .record({
    locale: fc.constantFrom(...languages),
    name: line,
    timezone: zone,
    // The hours are within the longest vote that is allowed.
    hours: fc.constantFrom(
      { opens: "2014-11-28T20:00", closes: "2015-11-28T20:00" },
      { opens: "2026-03-29T04:00", closes: "2026-10-25T20:00" },
      { opens: "2029-12-31T23:00", closes: "2030-01-01T00:00" },
    ),
    rehearsal: fc.boolean(),
    revote: fc.constantFrom(...revotes),
    grace: fc.integer({ min: 0, max: 1440 }).map((minutes) => `${minutes}m`),
    questions: fc.uniqueArray(question, { minLength: 1, maxLength: 3, selector: (one) => foldedText(one.question) }),
    members: fc.array(member, { minLength: 1, maxLength: 5 }),
    authorityName: line,
    holders: lines(3),
    roll: fc.record({
      asOf: fc.constantFrom(null, "2014-06-30"),
      ...{ id: line, name: lines(1), address: lines(0), postcode: fc.constant(null) },
      ...{ group: fc.option(line), weight: fc.option(line) },
      eligible: fc.dictionary(columnName, fc.array(fc.oneof(line, fc.constant("")), { minLength: 1, maxLength: 2 }), {
        maxKeys: 2,
      }),
    }),
    minimumBallots: fc.integer({ min: 1, max: 9999 }),
    help: fc.record({ phone: fc.option(line), email: fc.constantFrom(null, "aide@example.fr") }),
  })
  .map(({ hours, members, authorityName, holders, ...rest }) => {
    const ids = members.reduce<string[]>((taken, { name }) => [...taken, idOf(name, taken)], [])
    const holderIds = holders.reduce<string[]>((taken, name) => [...taken, idOf(name, taken)], [])
    return {
      ...rest,
      ...hours,
      authority: {
        name: authorityName,
        quorum: { total: members.length, roles: {} },
        members: members.map((one, i) => ({ ...one, id: ids[i] ?? "", substitute: null })),
      },
      trustees: { mandatory: [], threshold: { needed: 2, holders: holderIds } },
      holderNames: Object.fromEntries(holderIds.map((id, rank) => [id, holders[rank] ?? ""])),
      addresses: ["https://vote.example.fr"],
    }
  })

test("law: a definition is read back to the same decisions", () => {
  fc.assert(
    fc.property(answers, (given) => {
      expect(answersOf(definitionText(given))).toEqual({
        ...given,
        roll: { ...given.roll, eligible: { ...given.roll.eligible } },
      })
    }),
    { numRuns: 60 },
  )
})

test.each(languages)("the example in %s has no mistake, and a comment for each decision", (language) => {
  const example = exampleDefinition(language, "2026-06-01T08:00", "2026-06-01T18:00")
  const text = definitionText(example)
  expect(answersOf(text)).toEqual(example)
  expect(text.split("\n").filter((one) => one.startsWith("#")).length).toBeGreaterThan(15)
  expect(text.startsWith("# ")).toBe(true)
})

test("items of a list longer than a line get a line each", () => {
  const example = exampleDefinition("en", "2026-06-01T08:00", "2026-06-01T18:00")
  const candidates = Array.from({ length: 15 }, (_, rank) => `Candidate, number ${rank + 1}`)
  const long = { ...example, questions: example.questions.map((one) => ({ ...one, answers: candidates })) }
  const text = definitionText(long)
  expect(text).toContain('    answers:\n      - "Candidate, number 1"\n      - "Candidate, number 2"\n')
  expect(answersOf(text)).toEqual(long)
})

test("persons get short names in ASCII, all of them different", () => {
  expect(idOf("Inès d’Hervé", [])).toBe("ines-d-herve")
  expect(["Cœur de Lætitia Groß", "Łukasz Øster"].map((name) => idOf(name, []))).toEqual([
    "coeur-de-laetitia-gross",
    "lukasz-oster",
  ])
  expect(idOf("Inès d’Hervé", ["ines-d-herve", "ines-d-herve-2"])).toBe("ines-d-herve-3")
  expect(idOf("李", [])).toBe("id")
})
