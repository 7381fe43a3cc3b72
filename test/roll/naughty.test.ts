import { expect, test } from "vitest"
import { utf8 } from "../../src/core/bytes.ts"
import { makeLetterFile } from "../../src/letters/letter-file.ts"
import { letterSheet, setLetter } from "../../src/letters/letter-sheet.ts"
import type { Letter, LetterElection } from "../../src/letters/letter.ts"
import { fontMetrics } from "../../src/paper/font.ts"
import { isPlain, printing } from "../../src/roll/printing.ts"
import { readRoll } from "../../src/roll/reading.ts"
import type { Voter } from "../../src/roll/voter.ts"
import { definition, uuid } from "../credentials/open-election.ts"
import { naughtyKinds, naughtyTexts } from "../support/naughty.ts"
import { blocks, clubRules } from "./roll-file.ts"

const rules = { ...clubRules, address: ["street", "code", "city"], postcode: "code" }
const kinds = Object.keys(naughtyKinds).length
/** Texts of each kind, in each of the three places; NAUGHTY=100 tries more. */
const rounds = Number(process.env["NAUGHTY"] ?? 2)
const seed = Number(process.env["SEED"] ?? 1)

const metrics = await fontMetrics()
const base: LetterElection = {
  ...definition({ rehearsal: false }),
  ...{ uuid, issued: Date.UTC(2014, 10, 14, 9), authority: "Haute Autorité", anchor: `sha256:${"3b7f91c2".repeat(8)}` },
  returnAddress: ["12 rue des Exemples", "75999 Paris Cedex"],
  fingerprint: Array.from({ length: 8 }, () => "3b7f"),
}

const quoted = (fields: readonly string[]) => fields.map((text) => `"${text.replaceAll('"', '""')}"`).join(",")

/** Makes a row for each text as a name, as a line of an address and as a number. */
function rowsOf(texts: readonly string[]): readonly string[] {
  return texts.flatMap((text, i) => [
    quoted([`n${i}`, text, "1 rue A", "33000", "X"]),
    quoted([`a${i}`, "Anne Martin", text, "33000", "X"]),
    quoted([text, "Anne Martin", `${i} rue B`, "33000", "X"]),
  ])
}

test("any text that a roll accepts as a name, an address or a number is printed and read back with all its letters", async () => {
  const texts = [...naughtyTexts(seed, rounds * kinds)]
  const rows = rowsOf(texts)
  const bytes = utf8(`${quoted(["id", "name", "street", "code", "city"])}\n${rows.join("\n")}\n`)
  const voters: Voter[] = []
  const settings = { rules, cell: 1, progress: () => undefined }
  const { report } = await readRoll([() => blocks(bytes, 4096)], settings, (some) => voters.push(...some))
  expect(report?.rows).toBe(rows.length)
  expect(voters.length + (report?.refused ?? 0)).toBe(rows.length)
  // Most of the texts are names that somebody may have, and some are not.
  expect(voters.length).toBeGreaterThan(rows.length / 2)
  expect(report?.refused).toBeGreaterThan(rows.length / 20)

  const letters = voters.map(({ id, name, address }, i): Letter => {
    const code = `aBcDe-fGhJkm-NPqRs-${String(100000 + i)
      .replaceAll("0", "x")
      .slice(-6)}`
    return { member: { id, lines: [name, ...address] }, code, weight: 1n }
  })
  for (let at = 0, part = 1; at < letters.length; at += 250, part++) {
    const some = letters.slice(at, at + 250)
    const made = await makeLetterFile({ election: base, part, letters: some })
    if (!("content" in made)) throw new Error("other pages than letters")
    expect(made.apart.map(({ letter }) => some[letter - 1]?.member)).toEqual([])
    expect(made.codes).toEqual(some.map(({ code }) => code))
  }

  // Why a letter has to be looked at was said when the row was read.
  const sheet = letterSheet(base, metrics)
  const told = printing()
  for (const [i, voter] of voters.entries()) {
    await told.prepare(voter)
    const { flaws } = setLetter(sheet, letters[i] as Letter, { part: 1, sheet: 1, sheets: 1 }, metrics)
    expect(told.flawsOf(voter), voter.id + voter.name + voter.address.join()).toEqual(flaws)
  }
})

test("a member who counts as plain has a letter without a flaw, however long the lines may be", () => {
  const sheet = letterSheet(base, metrics)
  const words = ["W".repeat(24), "Ǆ".repeat(24), "M".repeat(13), "i", "‑".repeat(3), "Ŵ".repeat(36), "Anne-Marie"]
  let plain = 0
  for (let i = 0; i < 4000; i++) {
    const lines = Array.from({ length: 1 + (i % 9) }, (_, line) =>
      [0, 1, 2]
        .map((word) => words[(i * 7 + line * 3 + word * (i % 5)) % words.length])
        .join(i % 3 === 0 ? " " : "")
        .slice(0, (i * 13) % 60),
    )
    const [name = "", ...address] = lines
    const member = { id: "W".repeat(i % 61), name, address, ineligible: undefined }
    if (!isPlain(member)) continue
    plain++
    const letter = { member: { id: member.id, lines }, code: "aBcDe-fGhJkm-NPqRs-tUvWxY", weight: 1n }
    expect(setLetter(sheet, letter, { part: 1, sheet: 1, sheets: 1 }, metrics).flaws, JSON.stringify(member)).toEqual(
      [],
    )
  }
  expect(plain).toBeGreaterThan(500)
})

test("every character that counts as plain is in the fonts", () => {
  for (let code = 0x20; code < 0x250; code++) {
    const character = String.fromCharCode(code)
    const isPlainAs = (place: { readonly id: string; readonly name: string }) =>
      isPlain({ ...place, address: [], ineligible: undefined })
    if (isPlainAs({ id: "", name: character })) expect(metrics.shows(character, "regular"), character).toBe(true)
    if (isPlainAs({ id: character, name: "" })) expect(metrics.shows(character, "mono"), character).toBe(true)
  }
})
