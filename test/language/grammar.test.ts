import { describe, expect, test } from "vitest"
import { agreed, of, several } from "../../src/language/fr/grammar.ts"

test.each([
  ["Anne Levade", "d’Anne Levade"],
  ["Bruno", "de Bruno"],
  ["Élise", "d’Élise"],
  ["Œdipe", "d’Œdipe"],
  ["Hélène", "d’Hélène"],
  ["Henri", "d’Henri"],
  ["Hadrien", "d’Hadrien"],
  ["Hilaire", "d’Hilaire"],
  ["Humbert", "d’Humbert"],
  ["Hans", "de Hans"],
  ["Hassan", "de Hassan"],
  ["Yves", "d’Yves"],
  ["Yanis", "de Yanis"],
  ["odile-marchand", "d’odile-marchand"],
  ["registry", "de registry"],
])("of %s", (name, words) => {
  expect(of(name)).toBe(words)
})

describe("none and one are singular and more are not, whatever their digits", () => {
  test.each<[number | bigint | string, string]>([
    [0, "0 bulletin accepté"],
    [1n, "1 bulletin accepté"],
    ["1", "1 bulletin accepté"],
    [2, "2 bulletins acceptés"],
    ["1 000", "1 000 bulletins acceptés"],
    ["11", "11 bulletins acceptés"],
  ])("%s", (count, words) => {
    expect(several(count, "bulletin(s) accepté(s)")).toBe(words)
  })

  test("also if more than an s depends on it", () => {
    expect(agreed(1, "(a été|ont été) reçu(s)")).toBe("a été reçu")
    expect(agreed(3, "(a été|ont été) reçu(s)")).toBe("ont été reçus")
  })
})
