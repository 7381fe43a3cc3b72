import { execFileSync } from "node:child_process"
import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { Chalk } from "chalk"
import fc from "fast-check"
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { catalogueOf } from "../../src/language/catalogues.ts"
import { shownFindings } from "../../src/terminal/findings.ts"
import { commandLines, fitted, hanging, type Screen, wrapped } from "../../src/terminal/output.ts"
import { table } from "../../src/terminal/table.ts"
import { TestWorld } from "../support/script.ts"

test("sentences are broken between words, and no line is longer than the screen, whatever the colours", () => {
  const sentence = "answer the questions of urne define, then see what urne define --check says about it"
  expect(wrapped(sentence, 40)).toBe(
    "answer the questions of urne define,\nthen see what urne define --check says\nabout it",
  )
  const { red } = new Chalk({ level: 1 })
  expect(wrapped(`${red("urne:")} ${sentence}`, 42)).toBe(
    `${red("urne:")} answer the questions of urne define,\nthen see what urne define --check says\nabout it`,
  )
  const word = fc.stringMatching(/^[a-zé’]{1,12}$/)
  fc.assert(
    fc.property(fc.array(word, { minLength: 1 }), fc.integer({ min: 12, max: 80 }), (words, columns) => {
      const lines = wrapped(words.join(" "), columns).split("\n")
      expect(lines.join(" ")).toBe(words.join(" "))
      expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(columns)
    }),
  )
})

test("a command at the end of a sentence gets a line of its own where the sentence is too long", () => {
  const hint = "nothing was cast now; for the receipt of the ballot in the urn: urne receipt"
  expect(wrapped(`${hint} ${"T".repeat(43)}`, 80)).toBe(
    `nothing was cast now; for the receipt of the ballot in the urn:\n  urne receipt ${"T".repeat(43)}`,
  )
  expect(wrapped(hint, 80)).toBe(hint)
  // The text after a command goes on in the same line.
  for (const sentence of [
    "name one with --file, or make one: urne define, then urne init",
    "run: urne trustees ceremony; or each apart",
  ]) {
    expect(wrapped(sentence, 30)).not.toContain("\n  ")
  }
})

test("a sentence is broken before the name of a file or a hash, never within it", () => {
  const path = `../usb/${"k".repeat(40)}.trustee-key`
  expect(wrapped(`urne: error: the passphrase does not open ${path}`, 80)).toBe(
    `urne: error: the passphrase does not open\n${path}`,
  )
})

test("text that is laid out or copied stays whole, and so does all text where there is no terminal", () => {
  for (const line of [
    "  urne init congress.yaml --member-key anne.key.pub bruno.key.pub",
    "1       Irène Sauvage     Paris, rue de la Convention",
    `— urne/9xDrMnXn4cUuGk ${"A".repeat(40)} and more`,
    '{"at":"2014-11-28T19:00:00Z","signed":["— anne AAAA"]}',
  ]) {
    expect(wrapped(line, 20)).toBe(line)
  }
  expect(fitted("one two three", { terminal: false, columns: 5 })).toBe("one two three")
  expect(fitted("one two three", { terminal: true, columns: 7 })).toBe("one two\nthree")
})

const screen = (terminal: boolean): Screen => ({
  ...{ language: "en", labels: catalogueOf("en").labels, columns: 40, rows: 24, terminal },
  ...{ style: new Chalk({ level: 0 }), count: String, zone: undefined },
})

test("a column of hashes goes below its rows where it does not fit beside them", () => {
  const hash = "0123456789abcdef".repeat(2)
  const rows = [
    ["letters-1.pdf", 12, hash],
    ["a file with words", 3, hash],
  ]
  expect(table(screen(true), ["File", "Letters", "SHA-256"], rows)).toBe(
    `File               Letters\n    SHA-256\nletters-1.pdf           12\n    ${hash}\na file with words        3\n    ${hash}\n`,
  )
  // Where another program reads it, or where there is room, each row is one line.
  const wide = { ...screen(true), columns: 70 }
  for (const roomy of [screen(false), wide])
    expect(table(roomy, ["File", "n", "SHA-256"], rows).split("\n")).toHaveLength(4)
  const word = fc.stringMatching(/^[a-f0-9]{1,36}$/)
  fc.assert(
    fc.property(fc.array(fc.tuple(word, word, word), { minLength: 1, maxLength: 5 }), (cells) => {
      const shown = table(screen(true), ["a", "b", "c"], cells)
      expect(Math.max(...shown.split("\n").map(({ length }) => length))).toBeLessThanOrEqual(40)
      for (const cell of cells.flat()) expect(shown.split(/\s+/)).toContain(cell)
    }),
  )
})

test("a command that is longer than a line is continued with backslashes, and nothing of it is lost", () => {
  const command = "urne verify 'a folder' --final --authority 'ab12 cd34 ef56'"
  expect(commandLines(command, { terminal: true, columns: 40 })).toBe(
    "  urne verify 'a folder' --final \\\n    --authority 'ab12 cd34 ef56'",
  )
  expect(commandLines(command, { terminal: true, columns: 80 })).toBe(`  ${command}`)
  expect(commandLines(command, { terminal: false, columns: 40 })).toBe(`  ${command}`)
  const echoed = execFileSync("sh", [
    "-c",
    commandLines(command, { terminal: true, columns: 30 }).replace("urne", "echo"),
  ])
  expect(String(echoed)).toBe("verify a folder --final --authority ab12 cd34 ef56\n")
})

test("a table fits the terminal, and has one line per row for a program", () => {
  const rows = [
    ["first", "a reason in so many words that no line of forty columns holds them", 1],
    ["second", "short", 22],
  ]
  const read = table(screen(false), ["What", "Why", "n"], rows).trimEnd().split("\n")
  expect(read).toHaveLength(3)
  expect(read[1]).toMatch(/^first {3}a reason in so many words that no line of forty columns holds them +1$/)
  const shown = table(screen(true), ["What", "Why", "n"], rows).trimEnd().split("\n")
  expect(shown.length).toBeGreaterThan(3)
  expect(Math.max(...shown.map(({ length }) => length))).toBeLessThanOrEqual(40)
})

test("the part of a line that does not fit continues below its beginning", () => {
  expect(hanging("  [ ] ", "a candidate whose name is long enough", screen(true))).toBe(
    "  [ ] a candidate whose name is long\n      enough",
  )
  expect(hanging("  [ ] ", "a candidate whose name is long enough", screen(false))).not.toContain("\n")
  const hash = "0123456789abcdef0123456789abcdef"
  expect(hanging("  fingerprint  ", `8 ${hash}`, screen(true))).toBe(`  fingerprint\n    8 ${hash}`)
})

describe("a file with many mistakes", () => {
  let world: TestWorld
  beforeEach(() => {
    world = new TestWorld()
    const keys = Array.from({ length: 30 }, (_, number) => `wrong${number}: x\n`)
    writeFileSync(join(world.cwd, "e.yaml"), keys.join(""))
  })
  afterEach(() => {
    world.remove()
  })

  test.each([
    ["en", "And 29 more: all are listed by the same command with --json"],
    ["fr", "Et 29 autres : la même commande avec --json en donne la liste entière"],
  ])("has ten of them named on a screen, and the others counted: %s", async (language, more) => {
    expect(await world.run("define", "--check", "e.yaml", "--lang", language)).toBe(3)
    const lines = world.err.split("\n")
    expect(lines.filter((line) => line.includes("[definition-"))).toHaveLength(shownFindings)
    expect(lines[shownFindings]?.replace(/\s/g, " ")).toBe(more)
    // The cause is printed below them, where people look last.
    expect(lines[shownFindings + 1]).toContain("e.yaml")
  })

  test("has all of them given to programs", async () => {
    expect(await world.run("define", "--check", "e.yaml", "--json")).toBe(3)
    const { error } = JSON.parse(world.err) as { error: { params: { findings: unknown[] } } }
    expect(error.params.findings).toHaveLength(39)
  })
})
