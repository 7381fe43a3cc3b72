import { spawnSync } from "node:child_process"
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, expect, test } from "vitest"
import { sha256Hex } from "../../src/core/hash.ts"
import { lettersIn } from "../support/letters.ts"
import { type Played, terminal, terminalWith } from "../support/terminal.ts"

const program = new URL("../../bin/urne.js", import.meta.url).pathname

/** Whoever sits before the terminal sees one election grow, test after test. */
let folder = ""
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "urne-terminal-"))
  writeFileSync(join(folder, "board.yaml"), definition)
  writeFileSync(join(folder, "members.csv"), members)
})
afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

const passphrase = (name: string) => `the secret words of ${name}`
const urne = (...argv: readonly string[]) => terminal(folder, ...argv)
const at = (instant: string) => ["--at", instant] as const
const digest = () => sha256Hex(readFileSync(join(folder, "board.urne")))

/** The command did its work, and no terminal has ever shown what was typed in secret. */
function succeeded({ status, raw, shown }: Played, ...secrets: readonly string[]): void {
  expect(status, shown).toBe(0)
  for (const secret of secrets) expect(raw.includes(secret), `${secret} is shown`).toBe(false)
}

let annesWords = ""
const wordsDrawn = /shown only once: ((?:[a-z]+ ){5}[a-z]+) /

test("a key is made under six words that are drawn, shown once and typed back", async () => {
  const key = urne("key", "new", "anne", "--rehearsal")
  await key.answer(/Passphrase for the new key/, "")
  await key.question(/Type it back/)
  annesWords = wordsDrawn.exec(key.shown())?.[1] ?? ""
  await key.answer(/Type it back/, annesWords)
  const played = await key.end()
  succeeded(played)
  expect(played.shown.split(annesWords), "shown exactly once").toHaveLength(2)
  expect(existsSync(join(folder, "anne.key.pub"))).toBe(true)
})

test("a key is made under a passphrase of one's own, which is typed twice and never shown", async () => {
  for (const name of ["bruno", "chloe"]) {
    const played = await urne("key", "new", name, "--rehearsal").converse([
      // Ctrl-T, by which prompts of this kind show what was typed, does nothing.
      [/Passphrase for the new key/, `\u0014${passphrase(name)}\u0014\u0014\u0014`],
      [/Type it back/, passphrase(name)],
    ])
    succeeded(played, passphrase(name))
  }
})

test("words typed back wrongly make no key", async () => {
  const { status, shown } = await urne("key", "new", "david", "--rehearsal").converse([
    [/Passphrase for the new key/, "some words"],
    [/Type it back/, "other words"],
  ])
  expect(status).toBe(3)
  expect(shown).toContain("urne: error:")
  expect(readdirSync(folder).filter((name) => name.startsWith("david"))).toEqual([])
})

test("Ctrl-C at a question ends with 130 and changes nothing", async () => {
  succeeded(
    await urne(
      "init",
      "board.yaml",
      "--member-key",
      ...keysOf("anne", "bruno", "chloe"),
      ...at("2014-11-10T08:00:00Z"),
    ).end(),
  )
  succeeded(await urne("constitute", "--no-sign", ...at("2014-11-10T09:00:00Z")).end())
  const before = digest()
  const constitute = urne("constitute", ...at("2014-11-10T09:00:00Z"))
  await constitute.answer(/Key file of the next member/, "anne.key")
  await constitute.question(/Passphrase of anne\.key/)
  constitute.press("\u0003")
  const { status, shown } = await constitute.end()
  expect(status, shown).toBe(130)
  expect(shown).toContain("cancelled")
  expect(digest()).toBe(before)
})

test("members sign in turn: a wrong passphrase is said, and the next goes on", async () => {
  const constitute = urne("constitute", ...at("2014-11-10T09:00:00Z"))
  const sign = async (name: string, words: string) => {
    await constitute.answer(/Key file of the next member/, `${name}.key`)
    await constitute.answer(/Passphrase of/, words)
  }
  await sign("anne", annesWords)
  await sign("bruno", passphrase("chloe"))
  await constitute.question(/Key file of the next member .*2 more signatures/)
  expect(constitute.shown()).toContain("the passphrase does not open bruno.key")
  await sign("chloe", passphrase("chloe"))
  await sign("bruno", passphrase("bruno"))
  const played = await constitute.end()
  succeeded(played, annesWords, passphrase("bruno"), passphrase("chloe"))
  expect(played.shown).toContain("in effect")
  expect(played.shown).toMatch(/Signed by: anne, (bruno, chloe|chloe, bruno)/)
})

test("holders choose their passphrases in one room", async () => {
  succeeded(await urne("roll", "import", "members.csv", ...at("2014-11-11T09:00:00Z")).end())
  const ceremony = urne("trustees", "ceremony", ...at("2014-11-12T09:00:00Z"))
  for (const holder of ["registry", "ada", "bo", "cy"]) {
    await ceremony.question(/Passphrase for the new key/)
    expect(ceremony.shown()).toContain(`Key of ${holder} (`)
    await ceremony.answer(/Passphrase for the new key/, passphrase(holder))
    await ceremony.answer(/Type it back/, passphrase(holder))
  }
  succeeded(await ceremony.end(), passphrase("registry"), passphrase("ada"), passphrase("bo"))
  expect(readdirSync(folder).filter((name) => name.endsWith(".trustee-key"))).toHaveLength(4)
})

test("a ballot is cast in the booth: code without echo, choice, confirmation, receipt", async () => {
  const officer = await urne("credentials", "generate", ...at("2014-11-13T09:00:00Z")).converse([
    [/Name of the credential officer/, "registrar"],
    [/Passphrase for the new key/, passphrase("registrar")],
    [/Type it back/, passphrase("registrar")],
  ])
  succeeded(officer, passphrase("registrar"))
  const print = ["credentials", "print", "--key", "registrar.officer.key", "--out", "letters"]
  const printed = await urne(...print, ...at("2014-11-13T10:00:00Z")).converse([
    [/Why is the officer's file opened/, "first posting"],
    [/Passphrase of/, passphrase("registrar")],
  ])
  succeeded(printed, passphrase("registrar"))
  const checked = await urne("trustees", "check", ...at("2014-11-28T17:00:00Z")).converse(
    ["registry", "ada", "bo", "cy"].map(
      (holder) => [new RegExp(`Passphrase of .*${holder}`), passphrase(holder)] as const,
    ),
  )
  succeeded(checked, passphrase("registry"))
  for (const act of ["seal", "open"]) {
    const decided = urne(act, ...at("2014-11-28T18:00:00Z"))
    await decided.answer(/Key file/, "anne.key")
    await decided.answer(/Passphrase/, annesWords)
    await decided.answer(/Key file/, "bruno.key")
    await decided.answer(/Passphrase/, passphrase("bruno"))
    succeeded(await decided.end(), annesWords, passphrase("bruno"))
  }
  succeeded(await urne("open", ...at("2014-11-28T19:00:00Z")).end())

  const [code = ""] = lettersIn(join(folder, "letters")).values()
  const down = "\u001b[B"
  const booth = urne("cast", ...at("2014-11-28T19:30:00Z"))
  await booth.answer(/Your voting code/, code)
  await booth.answer(/Who chairs the board/, down)
  await booth.question(/type VOTE \d{4} to confirm/)
  expect(booth.shown()).toMatch(/Your ballot Who chairs the board\? Bo/)
  const confirmation = /type (VOTE \d{4}) to confirm/.exec(booth.shown())?.[1] ?? ""
  await booth.answer(/to confirm/, confirmation)
  const played = await booth.end()
  succeeded(played, code, code.replaceAll("-", ""))
  expect(played.shown).toMatch(/Your ballot is in the urn\. Tracker: \S{43}/)
  expect(played.shown).toContain("Receipt, signed by the urn:")
})

test("what was not confirmed is not cast", async () => {
  const [, code = ""] = lettersIn(join(folder, "letters")).values()
  const before = await ballots()
  const { status, shown } = await urne("cast", ...at("2014-11-28T19:40:00Z")).converse([
    [/Your voting code/, code],
    [/to confirm/, "VOTE 0000"],
    [/Who chairs the board/, ""],
  ])
  expect(status, shown).toBe(4)
  expect(await ballots()).toBe(before)
})

test("an election is annulled only after its word was typed", async () => {
  const { status, shown } = await urne("annul", "--reason", "a test", ...at("2014-11-28T20:00:00Z")).converse([
    [/to confirm/, "ANNUL"],
  ])
  expect(status, shown).toBe(4)
  expect(shown).toContain("not confirmed")
})

test("colours are for terminals, unless the environment says otherwise", async () => {
  const coloured = (text: string) => /\u001b\[[0-9;]*m/.test(text)
  const words = ["status", ...at("2014-11-28T20:00:00Z")]
  const shown = async (env: Readonly<Record<string, string>>) => (await terminalWith(env, folder, ...words).end()).raw
  const piped = (env: Readonly<Record<string, string>>) =>
    spawnSync(process.execPath, [program, ...words], { cwd: folder, env: { HOME: folder, ...env } }).stdout.toString()
  expect(coloured(await shown({}))).toBe(true)
  expect(coloured(await shown({ NO_COLOR: "1" }))).toBe(false)
  expect(coloured(await shown({ TERM: "dumb" }))).toBe(false)
  expect(coloured(piped({}))).toBe(false)
  expect(coloured(piped({ FORCE_COLOR: "1" }))).toBe(true)
  expect(coloured(piped({ FORCE_COLOR: "0" }))).toBe(false)
  // The same words either way, so nothing is said by colour alone.
  const plain = (text: string) => text.replace(/\u001b\[[0-9;?]*[A-Za-z]/g, "").replace(/\r/g, "")
  expect(plain(await shown({}))).toBe(piped({}))
})

function keysOf(...names: readonly string[]): readonly string[] {
  return names.map((name) => `${name}.key.pub`)
}

async function ballots(): Promise<number> {
  const { shown } = await urne("status", "--json", ...at("2014-11-28T19:35:00Z")).end()
  return (JSON.parse(shown) as { ballots: number }).ballots
}

const definition = `name: Board election
locale: en
timezone: Europe/Paris
opens: 2014-11-28T20:00
closes: 2014-11-29T20:00
rehearsal: true
questions:
  - question: Who chairs the board?
    answers: [Ada, Bo]
authority:
  name: Board
  quorum: { total: 2, roles: { president: 1 } }
  members:
    - { id: anne, name: Anne Dubreuil, role: president }
    - { id: bruno, name: Bruno Lacaze, role: delegate }
    - { id: chloe, name: Chloé Marin, role: delegate }
trustees: { mandatory: [registry], threshold: { needed: 2, holders: [ada, bo, cy] } }
roll:
  id: number
  name: [name]
minimum-ballots: 1
`

const members = `number;name
1;Irène Sauvage
2;Marc Leroux
3;Lise Bonnard
`
