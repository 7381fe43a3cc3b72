import { mkdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { afterAll, beforeAll, expect, test } from "vitest"
import { lettersIn } from "../support/letters.ts"
import { TestWorld } from "../support/script.ts"
import { definitionWith } from "../support/short-definition.ts"

/**
 * Matches what a terminal obeys, by which text could clear the screen, or recolour or reverse what is read. A line feed
 * is the only control allowed.
 */
const obeyed = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/

const clear = "\u001b[2J\u001b[1;31m"
const reversed = "\u202egnol\u202c"

const world = new TestWorld()
beforeAll(async () => {
  const file = (name: string, content: string) => {
    writeFileSync(join(world.cwd, name), content)
  }
  file("board.yaml", definition)
  file("p", "one passphrase for everybody\n")
  file(
    "hostile.csv",
    `number;name;group\n1;A${clear}B;Nord\n2;${reversed};Nord\n3\u0007;C;Nord\n4;D;\u009b31mSud\n5;E;=1+1\n`,
  )
  file("members.csv", "number;name;group\n1;=cmd|' /C calc'!A0;Nord\n2;@SUM(A1);+1\n")
  for (const name of ["anne", "bruno"]) await succeed("key", "new", name, "--rehearsal", "--passphrase-file", "p")
  await succeed("init", "board.yaml", "--member-key", "anne.key.pub", "bruno.key.pub")
  await succeed("constitute", "--key", "anne.key", "bruno.key", "--passphrase-file", "p", "p")
})
afterAll(() => {
  world.remove()
})

async function succeed(...words: readonly string[]): Promise<void> {
  expect(await world.run(...words), world.err).toBe(0)
  expectHarmless(words)
}

/** Expects that nothing was printed which a terminal obeys. */
function expectHarmless(words: readonly string[]): void {
  expect(obeyed.exec(world.out), `${words.join(" ")}\n${JSON.stringify(world.out)}`).toBeNull()
  expect(obeyed.exec(world.err), `${words.join(" ")}\n${JSON.stringify(world.err)}`).toBeNull()
}

test.each([
  ["the roll looked at", ["roll", "import", "hostile.csv", "--dry-run"], 3],
  ["the roll refused", ["roll", "import", "hostile.csv"], 3],
  ["in French", ["--lang", "fr", "roll", "import", "hostile.csv"], 3],
  ["for machines", ["--json", "roll", "import", "hostile.csv"], 3],
  ["a file name", ["roll", "import", `${clear}.csv`], 3],
  ["a file name, for machines", ["--json", "roll", "import", `${clear}${reversed}.csv`], 3],
  ["an option", [`--${clear}`], 2],
  ["a command", [`${clear}${reversed}`], 2],
  ["a value", ["--jobs", clear, "status"], 2],
  ["a group", ["roll", "list", "--group", clear], 2],
  ["a reason", ["annul", "--yes", "--no-sign", "--reason", `${clear}${reversed}`], 2],
  ["a member", ["key", "new", clear, "--passphrase-file", "p"], 2],
  ["a definition", ["define", "--check", "hostile.csv"], 3],
  ["a ballot", ["ballots", "import", "hostile.csv"], 4],
  ["a checkpoint", ["checkpoint", "check", "hostile.csv"], 3],
  ["an act", ["act", "import", "hostile.csv"], 3],
  ["a reply", ["trustees", "receive", "hostile.csv"], 3],
  ["a record", ["verify", "hostile.csv"], 3],
] as const)("control characters are spelt out: %s", async (_, words, status) => {
  const found = await world.run(...words)
  expectHarmless(words)
  expect(found, world.err).toBe(status)
})

test("text that is escaped for programs reads back unchanged", async () => {
  const name = `${clear}${reversed}.csv`
  await world.run("--json", "roll", "import", name)
  expect((JSON.parse(world.err) as { error: { params: { path: string } } }).error.params.path).toBe(name)
})

test("a member's name is printed, posted and listed as plain text, never as a formula", async () => {
  await succeed("roll", "import", "members.csv")
  await succeed("roll", "list")
  expect(world.out).toContain("=cmd|' /C calc'!A0")
  await succeed("roll", "show")
  await succeed("trustees", "ceremony", "--passphrase-file", "p")
  await succeed("credentials", "generate", "--officer", "registrar", "--passphrase-file", "p", "--out", "codes.age")
  const officer = ["--codes", "codes.age", "--key", "registrar.officer.key", "--passphrase-file", "p"]
  await succeed("credentials", "print", ...officer, "--reason", "first posting", "--out", "letters")
  expect(lettersIn(join(world.cwd, "letters")).size).toBe(2)
})

test("a record whose files have hostile names is reported with the names spelt out", async () => {
  mkdirSync(join(world.cwd, "record"))
  writeFileSync(join(world.cwd, "record", "manifest.sha256"), "")
  writeFileSync(join(world.cwd, "record", `${clear}${reversed}`), "")
  expect(await world.run("verify", "record")).toBe(5)
  expectHarmless(["verify", "record"])
})

const definition = definitionWith({
  name: "Board election",
  grace: undefined,
  channels: undefined,
  questions: `
  - question: Who chairs the board?
    answers: [Ada, Bo]`,
  authority: `
  name: Board
  quorum: { total: 2 }
  members:
    - { id: anne, name: Anne Dubreuil, role: president }
    - { id: bruno, name: Bruno Lacaze, role: delegate }`,
  trustees: "{ mandatory: [registry] }",
  roll: "{ id: number, name: [name], group: group }",
  "minimum-ballots": undefined,
})
