import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { afterEach, beforeEach, expect, test } from "vitest"
import { parseDefinition } from "../../src/definition/parse.ts"
import { remarksOn } from "../../src/definition/remarks.ts"
import { TestWorld } from "../support/script.ts"

const definition = (changes: Readonly<Record<string, string>> = {}) => {
  const parts = {
    name: "Board election",
    opens: "2026-11-28T08:00",
    closes: "2026-11-28T18:00",
    answers: "[Ada Byron, Bo Diddley, Cy Twombly]",
    blank: "true",
    members:
      "[{ id: ada, name: Ada Byron, role: president }, { id: bo, name: Bo Diddley }, { id: cy, name: Cy Twombly }]",
    trustees: "{ mandatory: [greffe, huissier] }",
    minimum: "10",
    ...changes,
  }
  return `name: ${parts.name}
locale: en
timezone: Europe/Paris
opens: ${parts.opens}
closes: ${parts.closes}
questions:
  - question: Who chairs?
    answers: ${parts.answers}
    blank: ${parts.blank}
authority:
  name: Board
  quorum: { total: 2, roles: { president: 1 } }
  quorums: { proclaim: { total: 3 } }
  members: ${parts.members}
trustees: ${parts.trustees}
roll: { id: number, name: [name] }
minimum-ballots: ${parts.minimum}
help: { phone: 01 02 }
`
}

const now = Date.parse("2026-11-01T00:00:00Z")
function remarks(changes: Readonly<Record<string, string>>) {
  const parsed = parseDefinition(definition(changes))
  if ("findings" in parsed) throw new Error(JSON.stringify(parsed.findings))
  return remarksOn(parsed.definition, now)
}

test("a definition that says what it means gets no remark", () => {
  expect(remarks({})).toEqual([])
  // These places are a number, a hyphen, and words of two alphabets beside each other.
  expect(remarks({ answers: '["1", "2", "Nikos Νίκος", Jean-Luc]' })).toEqual([])
})

test.each<readonly [string, Readonly<Record<string, string>>, object]>([
  [
    "several in one",
    { answers: '["Ada, Bo", Cy Twombly]' },
    { code: "several-in-one", params: { question: 1, answer: "Ada, Bo" } },
  ],
  [
    "several in one, by semicolons",
    { answers: '["Ada; Bo", Cy]' },
    { code: "several-in-one", params: { question: 1, answer: "Ada; Bo" } },
  ],
  [
    "names cut in two",
    { answers: "[Durand, Luc, Martin, Eve]" },
    { code: "single-words", params: { question: 1, answers: 4 } },
  ],
  [
    "an accent",
    { answers: "[Elise Roux, Élise Roux]" },
    { code: "look-alike", params: { where: 1, text: "Élise Roux", other: "Elise Roux" } },
  ],
  [
    "a hyphen",
    { answers: "[Jean-Luc Roux, Jean Luc Roux]" },
    { code: "look-alike", params: { where: 1, text: "Jean Luc Roux", other: "Jean-Luc Roux" } },
  ],
  [
    "a letter and a digit",
    { answers: "[List I, List 1]" },
    { code: "look-alike", params: { where: 1, text: "List 1", other: "List I" } },
  ],
  [
    "a Cyrillic letter",
    { answers: "[Anne B, \u0410nne C]" },
    { code: "mixed-scripts", params: { where: 1, text: "\u0410nne C", word: "\u0410nne" } },
  ],
  [
    "a Greek letter in a name",
    { name: "B\u03bfard election" },
    { code: "mixed-scripts", params: { where: "name", text: "B\u03bfard election", word: "B\u03bfard" } },
  ],
  [
    "spaces side by side",
    { answers: '["Ada  Byron", Bo]' },
    { code: "double-blank", params: { where: 1, text: "Ada  Byron" } },
  ],
  [
    "a candidate called as the blank vote",
    { answers: "[Didier Roux, Blanc]" },
    { code: "called-blank", params: { question: 1, answer: "Blanc" } },
  ],
  [
    "numbers out of their places",
    { answers: '["2", "1"]' },
    { code: "called-number", params: { question: 1, answer: "2", place: 1 } },
  ],
  [
    "ballots that choose nothing, under an absolute majority",
    { blank: "true\n    min: 0\n    majority: absolute" },
    { code: "empty-counted", params: { question: 1 } },
  ],
  [
    "an opening that has passed",
    { opens: "2026-10-28T08:00" },
    { code: "hours-passed", params: { key: "opens", value: "2026-10-28T08:00" } },
  ],
  [
    "a year that has passed",
    { opens: "2025-11-28T08:00", closes: "2025-11-28T18:00" },
    { code: "hours-passed", params: { key: "closes", value: "2025-11-28T18:00" } },
  ],
  ["one trustee", { trustees: "{ mandatory: [greffe] }" }, { code: "single-trustee", params: { holder: "greffe" } }],
  ["a minimum of one", { minimum: "1" }, { code: "low-minimum", params: { minimum: 1 } }],
  [
    "two presidents",
    { members: "[{ id: a, name: Ada, role: president }, { id: b, name: Bo, role: president }, { id: c, name: Cy }]" },
    { code: "several-presidents", params: { names: ["Ada", "Bo"] } },
  ],
])("a remark is made about %s", (_, changes, remark) => {
  expect(remarks(changes)).toContainEqual(remark)
})

test("a candidate called Blanc gets no remark if there is no blank vote", () => {
  expect(remarks({ answers: "[Didier Roux, Blanc]", blank: "false" })).toEqual([])
})

let world: TestWorld
beforeEach(() => {
  world = new TestWorld()
})
afterEach(() => {
  world.remove()
})

test("a check shows what will be sealed, with hours in the zone, roles and quorums, and succeeds despite remarks", async () => {
  writeFileSync(
    join(world.cwd, "e.yaml"),
    definition({ minimum: "2", trustees: "{ mandatory: [greffe], threshold: { needed: 2, holders: [ada, bo, cy] } }" }),
  )
  world.now = now
  expect(await world.run("define", "--check", "e.yaml"), world.err).toBe(0)
  const [, ...shown] = world.out.split("\n")
  expect(shown.join("\n")).toMatch(/Opens +Saturday, 28 November 2026 at 08:00/)
  expect(world.out).toMatch(
    /Who decides: Board, 2 signatures for a decision, among them 1 of role president\n {2}To constitute the authority: the signatures of all members\n {2}To proclaim the result: 3 signatures, among them 1 of role president\n/,
  )
  expect(world.out).toContain("Any 2 of 3: ada, bo, cy")
  expect(world.out).toContain(
    "urne: warning: minimum-ballots: 2. Where two persons vote, the result tells each of them how the other voted.",
  )
  expect(await world.run("define", "--check", "e.yaml", "--json")).toBe(0)
  expect(JSON.parse(world.out)).toMatchObject({ remarks: [{ code: "low-minimum", params: { minimum: 2 } }] })
})
