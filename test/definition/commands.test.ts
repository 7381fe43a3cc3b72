import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { afterEach, beforeEach, expect, test } from "vitest"
import { sha256Hex } from "../../src/core/hash.ts"
import { TestWorld } from "../support/script.ts"

let world: TestWorld
beforeEach(() => {
  world = new TestWorld()
})
afterEach(() => {
  world.remove()
})

test.each(["en", "fr"])("an example in %s has no mistake, and is never overwritten", async (language) => {
  expect(await world.run("define", "e.yaml", "--example", "--lang", language)).toBe(0)
  expect(await world.run("define", "e.yaml", "--example", "--lang", language)).toBe(4)
  expect(await world.run("define", "e.yaml", "--example", "--lang", language, "--force")).toBe(0)
  expect(await world.run("define", "e.yaml", "--check", "--json")).toBe(0)
  const sha256 = `sha256:${sha256Hex(readFileSync(join(world.cwd, "e.yaml")))}`
  expect(JSON.parse(world.out)).toMatchObject({
    schema: 2,
    path: "e.yaml",
    sha256,
    questions: 1,
    members: 3,
    trustees: 3,
  })
})

test.each<readonly [string, RegExp]>([
  ["en", /The letters will not say how to reach the authority/],
  ["fr", /aucun moyen de joindre la Haute Autorité/],
])(
  "anything that letters cannot print is named in %s, when a definition is written and checked",
  async (language, said) => {
    expect(await world.run("define", "e.yaml", "--example", "--lang", language)).toBe(0)
    expect(world.out).toMatch(said)
    expect(await world.run("define", "e.yaml", "--check", "--lang", language)).toBe(0)
    expect(world.out).toMatch(said)
    const path = join(world.cwd, "e.yaml")
    writeFileSync(path, readFileSync(path, "utf8").replace("phone: null", "phone: 01 02"))
    expect(await world.run("define", "e.yaml", "--check", "--lang", language)).toBe(0)
    expect(world.out).not.toMatch(said)
  },
)

test("every mistake is reported with its place, in the language asked for", async () => {
  writeFileSync(join(world.cwd, "e.yaml"), "nam: X\nopens: 2014-11-31T20:00\n")
  expect(await world.run("define", "e.yaml", "--check", "--lang", "fr")).toBe(3)
  expect(world.out).toBe("")
  expect(world.err.replaceAll("\u00a0", " ").replaceAll("\u202f", " ")).toContain(
    "e.yaml:1:1: clé inconnue : nam ; vouliez-vous dire name ?",
  )
  expect(world.err).toContain("e.yaml:2:8:")
  expect(world.err.split("\n").filter((line) => line.includes("[definition-missing]"))).toHaveLength(8)
})

test("without a terminal nothing is asked", async () => {
  expect(await world.run("define", "e.yaml")).toBe(2)
  expect(world.err).toContain("--example")
})

test("init does not replace an existing election file", async () => {
  writeFileSync(join(world.cwd, "e.yaml"), "")
  expect(await world.run("define", "e.yaml")).toBe(4)
  expect(await world.run("define", "absent.yaml", "--check")).toBe(3)
})

const trouble = (name: string) => readFileSync(new URL(`../../fixtures/trouble/${name}`, import.meta.url), "utf8")

test("text that YAML would cut off at a # is reported wherever it is", async () => {
  writeFileSync(join(world.cwd, "e.yaml"), trouble("hash-cuts-question/election.yaml"))
  expect(await world.run("define", "e.yaml", "--check")).toBe(3)
  const named = world.err.split("\n").filter((line) => line.includes("[definition-cut]"))
  expect(named.map((line) => /“(#.*)” is lost/.exec(line)?.[1])).toEqual([
    "#2 des adhérents",
    "#12 (budget) ?",
    "#1",
    "#1 du Parti",
  ])
  // Comments as people write them, and signs that YAML takes for letters, cut nothing.
  const mended = trouble("hash-cuts-question/election.yaml")
    .replace("Consultation #2 des adhérents", "Consultation # of the year")
    .replace("question: Approuvez-vous la motion #12 (budget) ?", 'question: "Approuvez-vous la motion #12 ?" #yes')
    .replace("Oui, la motion A #1", "Oui, la motion A#1")
    .replace("Commission #1 du Parti", "'Commission #1'")
  writeFileSync(join(world.cwd, "e.yaml"), mended)
  expect(await world.run("define", "e.yaml", "--check"), world.err).toBe(0)
  expect(world.out).toContain("1. Approuvez-vous la motion #12 ?")
})

test.each<[string, number, RegExp]>([
  ["quotes-of-print", 0, /“Durand” is one answer, and only half[^]*“Luc”” is one answer, and only half/],
  ["colon-in-a-question", 3, /e\.yaml:8:\d+: YAML: a text with “: ” in it must be between quotes/],
  [
    "answers-taken-for-numbers",
    3,
    /e\.yaml:9:15: answers must be text[^]*e\.yaml:9:33[^]*e\.yaml:9:39: answers is missing/,
  ],
])("what YAML makes of %s is reported", async (name, status, said) => {
  writeFileSync(join(world.cwd, "e.yaml"), trouble(`${name}/election.yaml`))
  expect(await world.run("define", "e.yaml", "--check")).toBe(status)
  expect(world.out + world.err).toMatch(said)
})

test("define --check shows the ballot answer by answer, and who decides", async () => {
  writeFileSync(join(world.cwd, "e.yaml"), trouble("comma-cuts-candidates/election.yaml"))
  expect(await world.run("define", "e.yaml", "--check"), world.err).toBe(0)
  expect(world.out).toContain(
    [
      "The ballot, as voters will see it:",
      "  1. Qui préside ? (1 answer, or a blank vote)",
      ...["Durand", "Luc", "Martin", "Eve", "Blank vote"].map((answer) => `     [ ] ${answer}`),
    ].join("\n"),
  )
  expect(world.out).toContain("4 answers of one word each. If two of them make one name, put it between quotes")
  expect(world.out).toMatch(
    /Who decides: Commission, 1 signature for a decision\n {2}To constitute .*\n {2}Anne Levade \(anne\), president/,
  )
  expect(await world.run("define", "e.yaml", "--check", "--lang", "fr")).toBe(0)
  expect(world.out).toContain("Le bulletin, tel que les électeurs le verront :")
})
