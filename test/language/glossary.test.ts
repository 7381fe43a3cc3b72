/** Checks that the words of `docs/glossary.md` are those of the screens, and that each has one meaning. */
import { readdirSync, readFileSync } from "node:fs"
import { expect, test } from "vitest"

const root = new URL("../../", import.meta.url).pathname
const page = readFileSync(`${root}docs/glossary.md`, "utf8")
const rows = page.split("\n").flatMap((line) => {
  const [, word, french] = /^\| ([^|]+) \| ([^|]+) \| [^|]+ \|$/.exec(line) ?? []
  return word === undefined || french === undefined || word === "word" ? [] : [{ word, french }]
})

/** Returns all texts in the files of a language but those of the glossary itself, with one kind of apostrophe. */
function sourcesOf(language: string): string {
  const folder = `${root}src/language/${language}`
  const names = readdirSync(folder).filter((name) => name !== "glossary.ts")
  const files = names.map((name) => readFileSync(`${folder}/${name}`, "utf8"))
  return files.join("\n").replaceAll("’", "'").toLowerCase()
}

test("every French word of the glossary occurs on some screen", () => {
  const said = sourcesOf("fr")
  const words = rows.flatMap(({ french }) => (french === "—" ? [] : french.split(", ")))
  expect(words.length).toBeGreaterThan(50)
  expect(words.filter((word) => !said.includes(word.toLowerCase()))).toEqual([])
})

test("no word is in the glossary twice", () => {
  const words = rows.map(({ word }) => word)
  expect(words.filter((word, i) => words.indexOf(word) !== i)).toEqual([])
})
