/** Authors of a second verifier have `docs/record.md` only, so its lists have to be complete. */
import { readFileSync } from "node:fs"
import { expect, test } from "vitest"
import { actKinds, phases, roles } from "../../src/core/vocabulary.ts"
import { eventTypes } from "../../src/journal/event.ts"
import { checks } from "../../src/verify/checks.ts"
import { tell } from "../support/story.ts"

const page = readFileSync(new URL("../../docs/record.md", import.meta.url), "utf8")

/** Returns the lines of the page between two headings. */
function between(from: string, to: string): readonly string[] {
  return page.slice(page.indexOf(`\n${from}\n`), page.indexOf(`\n${to}\n`)).split("\n")
}

/** Reads the fields of a type from the tables of entry types, one row each. */
function fieldsOf(type: string): readonly string[] {
  const rows = between("## The journal", "### Phases").filter((line) => line.startsWith(`| \`${type}\` |`))
  return rows.map((row) => row.split(" | ")[1] ?? "")
}

test("the page has the checks of the registry, each with its findings and when it is made", () => {
  const listed = between("<!-- checks -->", "<!-- /checks -->").filter((line) => /^\| [A-Z]\d/.test(line))
  const stated = listed.map((line) => {
    const [, id, note = "", codes = ""] = /^\| ([A-Z]\d+)(?: \(([^)]+)\))? \| .* \| ([`A-Z_ ]+) \|$/.exec(line) ?? []
    return { id, note: note.replaceAll("`", ""), codes: codes.replaceAll("`", "").split(" ") }
  })
  const expected = checks.map(({ id, scope, since, codes }) => {
    return { id, note: since === undefined ? (scope === "record" ? "" : scope) : `from ${since}`, codes: [...codes] }
  })
  expect(stated).toEqual(expected)
})

test("the page has a row for every type of entry, and for every act that takes effect", () => {
  for (const type of eventTypes) expect([type, fieldsOf(type).length]).toEqual([type, 1])
  const kinds = between("### Statements", "### Signatures").join("\n")
  for (const kind of actKinds) expect(kinds).toMatch(new RegExp(`^\\| .*\`${kind}\`.* \\|`, "m"))
  for (const word of [...phases, ...roles]) expect(page).toContain(`\`${word}\``)
})

test("an entry has the fields that its row names", () => {
  const lines = text(tell({}, { short: true }).files.get("journal.jsonl"))
    .trim()
    .split("\n")
  const met = new Set<string>()
  for (const line of lines) {
    const { type, ...fields } = JSON.parse(line) as { readonly type: string }
    met.add(type)
    const named = fieldsOf(type)[0] ?? ""
    for (const field of Object.keys(fields)) {
      if (field === "at") expect([type, named]).toEqual([type, expect.stringMatching(/^at\b/)])
      else expect([type, named]).toEqual([type, expect.stringContaining(`\`${field}\``)])
    }
  }
  expect(met.size).toBeGreaterThan(15)
})

test("an act states nothing that the page does not name", () => {
  const { files } = tell({}, { short: true })
  const known = page.matchAll(/(?:`|^)([a-z-]+) (?=[A-Z0-9]|sha256:|turnout)/gm)
  const keys = new Set([...known].map(([, key]) => key))
  const acts = [...files].filter(([name]) => name.startsWith("acts/"))
  expect(acts.length).toBeGreaterThan(5)
  for (const [name, bytes] of acts)
    expect([name, statedKeys(bytes).filter((key) => !keys.has(key))]).toEqual([name, []])
})

/** Returns the keys of an act's statements, below the seven lines of its head. */
function statedKeys(act: Uint8Array): readonly string[] {
  const [lines = ""] = text(act).split("\n\n")
  return lines
    .split("\n")
    .slice(8)
    .map((line) => line.slice(0, line.indexOf(" ")))
}

function text(bytes: Uint8Array = new Uint8Array()): string {
  return Buffer.from(bytes).toString("utf8")
}
