import { writeFileSync } from "node:fs"
import { join } from "node:path"
import type { Command, Option } from "commander"
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { languages } from "../../src/core/vocabulary.ts"
import { catalogueOf } from "../../src/language/catalogues.ts"
import { commandsOf, nameOf, programTree } from "../support/reference.ts"
import { TestWorld } from "../support/script.ts"

let world = new TestWorld("/nowhere")
beforeEach(() => {
  world = new TestWorld()
})
afterEach(() => {
  world.remove()
})

/** Names by which the program knows its texts and a library its errors. Nobody should have to read them. */
const keys = new RegExp(
  `commander\\.|${Object.keys({ ...catalogueOf("en").refusals, ...catalogueOf("en").findings }).join("|")}`,
)

/** Things that programs read and people do not: classes of characters, ranges, alternatives. */
const pattern = /\[[^\]]+\]|\d…\d|\d ×| \| |undefined/

/** Runs a faulty command line and returns what is said about it. */
async function refused(words: readonly string[], status = 2): Promise<string> {
  expect(await world.run(...words), `${words.join(" ")}\n${world.out}${world.err}`).toBe(status)
  expect(world.out).toBe("")
  expect(world.err).not.toMatch(keys)
  return world.err
}

const wordsOf = (command: Command) => nameOf(command).split(" ").slice(1)

function optionsOf(program: Command): readonly { readonly words: readonly string[]; readonly option: Option }[] {
  const ofCommands = commandsOf(program).flatMap((command) =>
    command.options.map((option) => ({ words: wordsOf(command), option })),
  )
  return [...program.options.map((option) => ({ words: ["status"], option })), ...ofCommands]
}

describe.each(languages)("in %s", (language) => {
  test("an option with a wrong value lists the possible ones", async () => {
    const reading = optionsOf(await programTree(language)).filter(({ option }) => option.parseArg !== undefined)
    expect(reading.map(({ option }) => option.long)).toEqual([
      "--lang",
      "--profile",
      "--encoding",
      "--delimiter",
      "--by",
      "--kind",
      "--kind",
      "--profile",
      "--effect",
      "--effect",
      "--cause",
      "--claimant",
      "--status",
      "--finding",
      "--whom",
      "--role",
      "--outcome",
      "--role",
      "--level",
      "--kind",
      "--controlled-by",
      "--controlled-by",
      "--role",
      "--role",
      "--as",
    ])
    world.env = { LANG: language }
    for (const { words, option } of reading) {
      for (const value of ["latin1", ", ", "it's"]) {
        const said = await refused([...words, option.long ?? "", value])
        for (const part of [option.long ?? "", value, ...(option.argChoices ?? [])]) expect(said).toContain(part)
      }
    }
  })

  test("a missing option and an unknown language are reported in the language of the environment", async () => {
    world.env = { LANG: language }
    const [file, own, foreign] = language === "fr" ? ["<fichier>", "erreur", "error"] : ["<file>", "error", "erreur"]
    expect(await refused(["credentials", "print"])).toContain(file)
    const said = await refused(["--lang", "de", "status"])
    expect(said).toContain(own)
    expect(said).not.toContain(foreign)
  })

  test("options that exclude each other are named", async () => {
    const excluding = optionsOf(await programTree(language)).flatMap(({ words, option }) => {
      const { conflictsWith } = option as unknown as { readonly conflictsWith: readonly string[] }
      return conflictsWith.map((other) => ({ words, pair: [option.long ?? "", `--${other}`] }))
    })
    expect(excluding.length).toBeGreaterThan(0)
    const more = { words: ["rehearse"], pair: ["--members=3", "--roll=members.csv"] }
    for (const { words, pair } of [...excluding, more]) {
      const said = await refused([...words, ...pair, "--lang", language])
      for (const one of pair) expect(said).toContain(one.split("=")[0])
    }
  })

  test.each([
    { value: "abc def", line: ["verify", ".", "--tracker"] },
    { value: "e02d9fa8c9a8", line: ["verify", ".", "--authority"] },
    { value: "2026-11-10T09:00", line: ["status", "--at"] },
    { value: "0", line: ["status", "--jobs"] },
    { value: "0", line: ["rehearse", "--members"] },
    { value: "101", line: ["rehearse", "--turnout"] },
    { value: "Anne Levade", line: ["key", "new", "--passphrase-file", "p"] },
  ])("$line $value: a sentence says what the value should be", async ({ value, line }) => {
    writeFileSync(join(world.cwd, "p"), "six words\n")
    const said = await refused([...line, value, "--lang", language])
    expect(said).toContain(value)
    const [, hint = ""] = said.split(catalogueOf(language).labels.command.hint)
    expect(hint.trim().split(" ").length).toBeGreaterThan(5)
    expect(said).not.toMatch(pattern)
  })

  test("an empty file is not reported as a mistake of the command line", async () => {
    writeFileSync(join(world.cwd, "empty"), "")
    const said = await refused(["key", "new", "anne", "--passphrase-file", "empty", "--lang", language], 3)
    expect(said).toContain("empty")
    expect(said).not.toMatch(pattern)
  })
})

test("an unknown language in the environment falls back to English, without a warning", async () => {
  world.env = { LANG: "de_DE.UTF-8" }
  expect(await world.run("define", "--help")).toBe(0)
  expect(world.out).toContain("Usage:")
})

test("a file without its option is answered with the options that take a file", async () => {
  expect(await refused(["decrypt", "ada.trustee-key"])).toMatch(
    /urne decrypt takes every value with its option\n.*: give a file with its option: --key, --passphrase-file, --out; --help/,
  )
  expect(await refused(["--lang", "fr", "proclaim", "pv.pdf"])).toMatch(
    /urne proclaim ne reçoit de valeur que par une option\n.*--key, --passphrase-file, --document ; --help les explique/,
  )
  expect(await refused(["status", "board"])).toMatch(/urne status takes every value with its option\n.*add --help/)
  // If names are given without an option, a name that contains a space is the usual mistake.
  expect(await refused(["key", "new", "Anne", "Levade", "Paris"])).toMatch(/urne key new\n.*between quotes/)
})
