import { afterEach, beforeEach, expect, test } from "vitest"
import { catalogueOf } from "../../src/language/catalogues.ts"
import { commandsOf, nameOf, programTree } from "../support/reference.ts"
import { TestWorld } from "../support/script.ts"

let world: TestWorld
beforeEach(() => {
  world = new TestWorld()
})
afterEach(() => {
  world.remove()
})

test.each([
  [["help", "roll", "import"], /^Usage: urne roll import /],
  [["help", "roll"], /^Usage: urne roll /],
  [["help"], /^Usage: urne \[options\] /],
  [["--quiet", "help", "ballots", "encrypt"], /^Usage: urne ballots encrypt /],
  [["help", "--lang", "fr", "roll", "import"], /^Usage : urne roll import /],
  [["help", "roll", "import", "--lang", "fr"], /^Usage : urne roll import /],
  // Arguments of a command are not commands.
  [["help", "verify", "record"], /^Usage: urne verify /],
])("%s shows that page", async (argv, page) => {
  expect(await world.run(...argv), world.err).toBe(0)
  expect(world.out).toMatch(page)
  const [help, ...words] = argv.filter((word) => !word.startsWith("-") && word !== "fr")
  expect(help).toBe("help")
  const shown = world.out
  expect(await world.run(...(argv.includes("fr") ? ["--lang", "fr"] : []), ...words, "--help")).toBe(0)
  expect(world.out).toBe(shown)
})

test("quotations in the examples are in French on French pages", async () => {
  const words = catalogueOf("fr").labels.command.help.exampleWords
  let pages = ""
  for (const command of commandsOf(await programTree("fr"))) {
    expect(await world.run(...nameOf(command).split(" ").slice(1), "--help", "--lang", "fr")).toBe(0)
    pages += world.out
  }
  // A name and a fingerprint are the same in both languages.
  const quoted = [
    ...pages.matchAll(
      /(?:--(?:reason|name|name-as|what|why|who|title|where|statement|operator|note)|(?:log|complaint|observation) add(?: --public)?|complaint answer \d+|attendance (?:in|out)) '([^']+)'/g,
    ),
  ].map(([, text = ""]) => text)
  const french = Object.values(words)
  expect(quoted.filter((text) => !french.includes(text) && text !== "Wang Xiaoming")).toEqual([])
  expect(french.filter((text) => !quoted.includes(text))).toEqual([])
})

test("help on an unknown command suggests what was meant", async () => {
  expect(await world.run("help", "rol")).toBe(2)
  expect(world.err).toContain("did you mean roll?")
  expect(await world.run("help", "roll", "imprt")).toBe(2)
  expect(world.err).toContain("did you mean import?")
})

test.each(["-v", "--version"])("%s prints the version", async (flag) => {
  expect(await world.run(flag)).toBe(0)
  expect(world.out).toBe("0.0.0-test\n")
  expect(await world.run("--lang", "fr", flag)).toBe(0)
  expect(world.out).toBe("0.0.0-test\n")
})
