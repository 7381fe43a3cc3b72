import { readdirSync, readFileSync } from "node:fs"
import { describe, expect, test } from "vitest"
import { catalogueOf } from "../../src/language/catalogues.ts"
import { unbreakableParts } from "../../src/language/typography.ts"
import { wrapped } from "../../src/terminal/output.ts"
import { textsOf } from "../support/texts.ts"

const folder = new URL("../../src/language/fr/", import.meta.url)
const french = textsOf(catalogueOf("fr"))

/**
 * The texts without what is typed or copied: commands, paths and lines of a definition are the same in both languages.
 */
const sentences = french.map((text) =>
  text
    .replace(/https?:\/\/\S+/g, "")
    .replace(/[\w-]+: (?=[{[…\d])|[\w-]+: (?:true|false|absolute|relative|valid)\b/g, "")
    .replace(/"[^"]*"|&\w+;|\(; , \| tab\)/g, ""),
)

describe("French texts", () => {
  test("contain ordinary spaces only, so that what people paste is what was meant", () => {
    const other = /[\u00a0\u2000-\u200a\u202f\u3000]/
    const files = readdirSync(folder).map((name) => readFileSync(new URL(name, folder), "utf8"))
    expect(files.length).toBeGreaterThan(15)
    expect(
      files
        .join("")
        .split("\n")
        .filter((line) => other.test(line)),
    ).toEqual([])
    expect(french.length).toBeGreaterThan(1000)
    expect(french.filter((text) => other.test(text))).toEqual([])
  })

  test.each([
    ["a space before ; ? ! and »", /[^\s][;?!»](?!\w)/],
    ["a space before :", /[^\s]:(?=\s|$)/],
    ["a space after «", /«\S/],
    ["the apostrophe of printers", /\p{L}'\p{L}/u],
    ["the quotation marks of France", /[“”„]/],
    ["one sign for an ellipsis", /\.\.\./],
  ])("have %s", (_, fault) => {
    expect(sentences.filter((text) => fault.test(text))).toEqual([])
  })

  test("are never broken before such a mark or after an opening one, at any width", () => {
    for (const text of french) {
      for (let columns = 12; columns <= 80; columns += 4) {
        const lines = wrapped(text, columns).split("\n")
        const odd = lines.filter((line) => /^[:;?!»%](?![\p{L}\d])|(?:«|n°)$/u.test(line) && line !== text)
        expect(odd, `${columns}: ${text}`).toEqual([])
      }
    }
  })
})

test.each([
  ["Est-ce vous ? Oui !", ["Est-ce", "vous ?", "Oui !"]],
  ["dit : « oui » ; donc", ["dit :", "« oui » ;", "donc"]],
  ["à 20 h 05, le lot n° 3", ["à", "20 h 05,", "le", "lot", "n° 3"]],
  ["64,50 % de 12 h", ["64,50 %", "de", "12", "h"]],
  ["a :b !c", ["a", ":b", "!c"]],
  ["acceptés − remplacés = comptés : 5 ≤ 7 ≤ 9", ["acceptés − remplacés = comptés :", "5 ≤ 7 ≤ 9"]],
  ["--closes=22 h", ["--closes=22", "h"]],
])("%s", (text, parts) => {
  expect(unbreakableParts(text)).toEqual(parts)
})
