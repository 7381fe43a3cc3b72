import { expect, test } from "vitest"
import { readme } from "../../src/bundle/readme.ts"
import { currentFormat } from "../../src/core/format.ts"
import { sha256Hex } from "../../src/core/hash.ts"
import { parseDefinition } from "../../src/definition/parse.ts"

const definition = (locale: string, rehearsal: boolean) => `name: Assembly
locale: ${locale}
timezone: Europe/Paris
opens: 2014-03-01T08:00
closes: 2014-03-01T12:00
rehearsal: ${rehearsal}
questions: [{ question: Approve?, answers: ["Yes"] }]
authority:
  name: Bureau
  quorum: { total: 2 }
  members: [{ id: a, name: A }, { id: b, name: B }, { id: c, name: C }]
trustees: { mandatory: [k] }
roll: { id: number, name: name }
addresses: [https://vote.example.org/]
`

function textOf(locale: string, rehearsal: boolean, sealed: boolean, format = currentFormat): string {
  const parsed = parseDefinition(definition(locale, rehearsal))
  if (!("definition" in parsed)) throw new Error(JSON.stringify(parsed.findings))
  return readme({ definition: parsed.definition, uuid: "4nPVWowQtAwLwB", sealed, format })
}

/**
 * `verify` demands this text to the byte. Changing it would make every published record fail at K14, so the former text
 * must stay beside the new one.
 */
test.each([
  [1, "en", false, true, "749d43af4e74b952"],
  [1, "en", true, false, "bdf011dd3284dc36"],
  [1, "fr", false, true, "829b8657819572d0"],
  [1, "fr", true, false, "e46d44c61ae88869"],
  [2, "en", false, true, "755e5e83bfaf2481"],
  [2, "en", true, false, "8ee04e73ac30086f"],
  [2, "fr", false, true, "3eb0980bcb4a4eb1"],
  [2, "fr", true, false, "fb0566f1d42a1682"],
] as const)(
  "the README of format %i in %s (rehearsal: %s, sealed: %s) is the published one",
  (format, locale, rehearsal, sealed, hash) => {
    expect(sha256Hex(textOf(locale, rehearsal, sealed, format)).slice(0, 16)).toBe(hash)
  },
)

test.each(["en", "fr"])(
  "the README in %s names the version of the independent verifier that reads the archive",
  (locale) => {
    const text = textOf(locale, false, true)
    expect(text).toContain("belenios-tool 3.3")
    expect(text).toContain("trustees/")
    expect(textOf(locale, false, false).match(/^\d\./gm)).toEqual(["1.", "2.", "3.", "4."])
    expect(text.match(/^\d\./gm)).toEqual(["1.", "2.", "3.", "4.", "5."])
  },
)

test("the README names the election, who published it and where", () => {
  const text = textOf("en", true, true)
  expect(text).toContain("Assembly\nPublic record of the election 4nPVWowQtAwLwB\nPublished by: Bureau\n")
  expect(text).toContain("The only genuine address: https://vote.example.org/\n")
  expect(text).toMatch(/^REHEARSAL/)
  expect(textOf("en", false, false)).not.toContain("belenios-tool")
})
