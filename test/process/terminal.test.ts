import { spawnSync } from "node:child_process"
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, expect, test } from "vitest"
import { sha256Hex } from "../../src/core/hash.ts"
import { lettersIn } from "../support/letters.ts"
import { hasReader, readCode } from "../support/picture.ts"
import { definitionWith } from "../support/short-definition.ts"
import { lowTerminal, type Played, terminal, terminalWith } from "../support/terminal.ts"

const program = new URL("../../bin/urne.js", import.meta.url).pathname

/** All tests share one election, which grows from test to test. */
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

const down = "\u001b[B"

/** The booth must not leave these words on the screen; a receipt may hold their letters within others. */
const choice = /Who (?:chairs|sits)|(?<!\S)(Ada|Bo|Candidate .)(?!\S)/

/** Requires that the command did its work, and that no terminal has ever shown what was typed in secret. */
function succeeded({ status, raw, shown }: Played, ...secrets: readonly string[]): void {
  expect(status, shown).toBe(0)
  for (const secret of secrets) expect(raw.includes(secret), `${secret} is shown`).toBe(false)
}

let [annesWords, registrysWords] = ["", ""]
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
  expect(key.standing()).not.toContain(annesWords)
  expect(key.standing()).toContain("written to anne.key")
  expect(existsSync(join(folder, "anne.key.pub"))).toBe(true)
})

test("a key is made with a passphrase of one's own, which is typed twice and never shown", async () => {
  for (const name of ["bruno", "chloe"]) {
    const played = await urne("key", "new", name, "--rehearsal").converse([
      // Ctrl-T, by which prompts of this kind show what was typed, does nothing.
      [/Passphrase for the new key/, `\u0014${passphrase(name)}\u0014\u0014\u0014`],
      [/Type it back/, passphrase(name)],
    ])
    succeeded(played, passphrase(name))
  }
})

test("words typed back wrongly are asked for again, never left to the shell, and make no key", async () => {
  const made = urne("key", "new", "david", "--rehearsal")
  await made.answer(/Passphrase for the new key/, "some words")
  await made.answer(/Type it back/, "other words")
  await made.shows(/That is not the same/)
  await made.answer(/Type it back/, "")
  await made.answer(/Passphrase for the new key/, "third words")
  await made.question(/Type it back/)
  made.press("\u0003")
  const { status, shown } = await made.end()
  expect(status, shown).toBe(130)
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
  for (const [lang, said] of [
    ["en", "act 1 is waiting for signatures urne: hint: to go on, urne act sign; to drop it, urne act withdraw"],
    [
      "fr",
      "la décision 1 attend des signatures urne : conseil : pour continuer : urne act sign ; pour la retirer : urne act withdraw",
    ],
  ] as const) {
    const constitute = urne("constitute", "--lang", lang, ...at("2014-11-10T09:00:00Z"))
    await constitute.answer(/Who signs|Qui signe/, "anne.key")
    await constitute.question(/(Passphrase of|Phrase secrète pour) anne\.key/)
    constitute.press("\u0003")
    const { status, shown } = await constitute.end()
    expect(status, shown).toBe(130)
    expect(shown.replace(/\s/g, " ")).toContain(said.replace(/\s/g, " "))
  }
  expect(digest()).toBe(before)
})

test("the public half of a key is recognised before any passphrase is asked for", async () => {
  const { status, shown } = await urne("constitute", "--key", "anne.key.pub", ...at("2014-11-10T09:00:00Z")).end()
  expect(shown.replace(/\s+/g, " ")).toContain(
    "anne.key.pub is the public half of a key, which signs nothing urne: hint: give the key itself: anne.key",
  )
  expect(shown).not.toContain("Passphrase")
  expect(status).toBe(3)
})

test("a passphrase that is typed on after a refused answer is not shown", async () => {
  const words = "words that nobody may read"
  const constitute = urne("constitute", ...at("2014-11-10T09:00:00Z"))
  // In one go, as it comes from a clipboard; then key by key, by somebody who looks at the keyboard.
  await constitute.answer(/Who signs/, `nobody\r${words}`)
  await constitute.shows(/no member of the authority is called “nobody”/)
  for (const key of words) {
    await new Promise((resolve) => setTimeout(resolve, 60))
    constitute.press(key)
  }
  constitute.press("\r")
  await constitute.answer(/Who signs/, "")
  const { raw, shown } = await constitute.end()
  expect(shown).not.toContain("called “words")
  expect(raw).not.toContain("read")
})

test("members sign in turn: a wrong passphrase is reported, and the next member goes on", async () => {
  const constitute = urne("constitute", ...at("2014-11-10T09:00:00Z"))
  const sign = async (said: string, words: string) => {
    await constitute.answer(/Who signs/, said)
    await constitute.answer(/Passphrase of/, words)
  }
  await constitute.question(/Who signs/)
  expect(constitute.shown()).toMatch(/as its definition says: .*1\. Who chairs the board\? .*\[ \] Ada \[ \] Bo /)
  expect(constitute.shown()).toMatch(/Members +Anne \S+ \(anne\), president/)
  expect(constitute.shown()).toMatch(
    /Who may sign now: +1 Anne \S+ \(anne\) anne\.key +2 Bruno \S+ \(bruno\) bruno\.key/,
  )
  await sign("1", annesWords)
  await constitute.shows(/\(anne\) has signed; missing: 2 more signatures/)
  await sign("anne.key", annesWords)
  await constitute.shows(/anne had already signed; missing: 2 more signatures/)
  await sign("bruno", passphrase("chloe"))
  await constitute.question(/Passphrase of bruno/)
  expect(constitute.shown()).toContain("the passphrase does not open bruno.key")
  for (let again = 0; again < 2; again++) await constitute.answer(/Passphrase of bruno/, passphrase("chloe"))
  const chloes = join(folder, "chloe.key")
  renameSync(chloes, `${chloes}.away`)
  await constitute.answer(/Who signs.*2 more signatures/, "nobody.key")
  await constitute.question(/Who signs.*2 more signatures/)
  expect(constitute.shown()).toContain("nobody.key does not exist")
  await constitute.answer(/Who signs.*2 more signatures/, "Chlo")
  await constitute.shows(/no member of the authority is called “Chlo”; the members are Anne \S+ \(anne\), Bruno/)
  await constitute.answer(/Who signs.*2 more signatures/, "ANNE")
  await constitute.shows(/Anne \S+ \(anne\) had already signed/)
  await constitute.answer(/Who signs.*2 more signatures/, "chloe")
  await constitute.question(/Who signs.*2 more signatures/)
  expect(constitute.shown()).toMatch(/The key file of Chloé \S+ \(chloe\) is not here/)
  renameSync(`${chloes}.away`, chloes)
  await sign("chloe.key", passphrase("chloe"))
  await constitute.shows(/\(chloe\) has signed; missing: 1 more signature/)
  // The public half only names the file: without it, the member's name does. The first name alone is enough.
  renameSync(join(folder, "bruno.key.pub"), join(folder, "bruno.key.pub.away"))
  await constitute.answer(/Who signs/, "nobody")
  await constitute.question(/Who signs/)
  expect(constitute.shown()).toContain("bruno.key (by its name: bruno.key.pub is not here)")
  await sign("Bruno", passphrase("bruno"))
  renameSync(join(folder, "bruno.key.pub.away"), join(folder, "bruno.key.pub"))
  const played = await constitute.end()
  succeeded(played, annesWords, passphrase("bruno"), passphrase("chloe"))
  expect(played.shown).toContain("in effect")
  // A command that is longer than the line continues on the next.
  const commands = played.shown.replaceAll(" \\ ", " ")
  if (hasReader) expect(commands).toContain(`urne verify RECORD --authority ${readCode(played.raw)}`)
  // The last line, below the code, which fills a low screen, is the one to be read aloud.
  expect(played.shown).toMatch(/▀ +Authority fingerprint: (?:[0-9a-f]{4} ?){8}$/)
  expect(played.shown).toMatch(/Signed by: Anne \S+ \(anne\), (Bruno|Chloé) /)
})

test("holders choose their passphrases in one room", async () => {
  succeeded(await urne("roll", "import", "members.csv", ...at("2014-11-11T09:00:00Z")).end())
  const ceremony = urne("trustees", "ceremony", ...at("2014-11-12T09:00:00Z"))
  await ceremony.answer(/Passphrase for the new key/, "")
  await ceremony.question(/Type it back/)
  registrysWords = wordsDrawn.exec(ceremony.shown())?.[1] ?? ""
  await ceremony.answer(/Type it back/, registrysWords)
  for (const holder of ["ada", "bo", "cy"]) {
    await ceremony.question(/Passphrase for the new key/)
    expect(ceremony.shown()).toContain(`Key of ${holder} (`)
    await ceremony.answer(/Passphrase for the new key/, passphrase(holder))
    expect(ceremony.standing(), "read by who comes next").not.toContain(registrysWords)
    await ceremony.answer(/Type it back/, passphrase(holder))
  }
  succeeded(await ceremony.end(), passphrase("ada"), passphrase("bo"))
  expect(readdirSync(folder).filter((name) => name.endsWith(".trustee-key"))).toHaveLength(4)
})

test("a missing key file is reported before any passphrase is typed, and its name asked for again", async () => {
  const elsewhere = mkdtempSync(join(tmpdir(), "urne-terminal-apart-"))
  cpSync(folder, elsewhere, { recursive: true })
  for (const name of readdirSync(elsewhere).filter((one) => one.endsWith(".trustee-key"))) rmSync(join(elsewhere, name))
  const check = terminal(elsewhere, "trustees", "check", ...at("2014-11-10T12:00:00Z"))
  await check.answer(/Key file of registry/, "nobody.key")
  await check.question(/Key file of registry/)
  expect(check.shown()).toContain("nobody.key does not exist")
  check.press("\u0003")
  expect((await check.end()).status).toBe(130)
  rmSync(elsewhere, { recursive: true, force: true })
})

test("a ballot is cast in the booth: code without echo, choice, confirmation, receipt", async () => {
  const given = urne("credentials", "generate", "--lang", "fr", ...at("2014-11-13T09:00:00Z"))
  await given.refuse(/Identifiant de la personne chargée des codes/, "Anne Levade")
  expect(given.shown()).toContain("« Anne Levade » doit se composer de a–z, 0–9, . _ - et commencer par une lettre")
  given.press("\u0003")
  expect((await given.end()).status).toBe(130)
  const generate = urne("credentials", "generate", ...at("2014-11-13T09:00:00Z"))
  for (const nobody of ["", "  ", "../registrar", "Anne Levade"]) {
    await generate.refuse(/Identifier of the credential officer/, nobody)
  }
  await generate.answer(/Identifier of the credential officer/, "registrar")
  await generate.shows(/A key is made for registrar\. .*Passphrase for the new key/)
  await generate.answer(/Passphrase for the new key/, passphrase("registrar"))
  await generate.answer(/Type it back/, passphrase("registrar"))
  succeeded(await generate.end(), passphrase("registrar"))
  const print = ["credentials", "print", "--key", "registrar.officer.key", "--out", "letters"]
  const posting = urne(...print, ...at("2014-11-13T10:00:00Z"))
  await posting.answer(/Passphrase of/, "another passphrase")
  await posting.answer(/Passphrase of/, passphrase("registrar"))
  await posting.refuse(/Why is the officer's file opened/, "")
  await posting.answer(/Why is the officer's file opened/, "first posting")
  succeeded(await posting.end(), passphrase("registrar"))
  const checked = await urne("trustees", "check", ...at("2014-11-28T17:00:00Z")).converse(
    ["registry", "ada", "bo", "cy"].map((holder) => {
      const words = holder === "registry" ? registrysWords : passphrase(holder)
      return [new RegExp(`Passphrase of .*-${holder}\\.`), words] as const
    }),
  )
  succeeded(checked, registrysWords)
  for (const act of ["seal", "open"]) {
    const decided = urne(act, ...at("2014-11-28T18:00:00Z"))
    await decided.answer(/Who signs/, "anne.key")
    await decided.answer(/Passphrase/, annesWords)
    await decided.answer(/Who signs/, "bruno.key")
    await decided.answer(/Passphrase/, passphrase("bruno"))
    succeeded(await decided.end(), annesWords, passphrase("bruno"))
  }
  const early = await urne("cast", ...at("2014-11-28T18:30:00Z")).end()
  expect(early.status).toBe(4)
  expect(early.shown, "nobody types a code for nothing").not.toContain("voting code")
  succeeded(await urne("open", ...at("2014-11-28T19:00:00Z")).end())

  const [code = ""] = lettersIn(join(folder, "letters")).values()
  const booth = urne("cast", ...at("2014-11-28T19:30:00Z"))
  // The hand slips: what is typed next is still not shown, nor does it reach the shell.
  const slip = code.replace(/.$/, (last) => (last === "2" ? "3" : "2"))
  await booth.answer(/Your voting code/, slip)
  await booth.shows(/nothing was (cast|done)|try again|check/)
  await booth.answer(/Your voting code/, code)
  await booth.answer(/Who chairs the board\? \(2 answers: choose one\)/, down)
  await booth.answer(/Who sits on it\? \(15 answers: choose 1 to 3\)/, " ")
  await booth.question(/Type VOTE \d{4} to confirm/)
  expect(booth.shown()).toMatch(/Your ballot Who chairs the board\? Bo Who sits on it\? Candidate A/)
  const confirmation = /Type (VOTE \d{4}) to confirm/.exec(booth.shown())?.[1] ?? ""
  await booth.answer(/to confirm/, confirmation)
  const played = await booth.end()
  succeeded(played, code, code.replaceAll("-", ""))
  expect(played.shown).toMatch(/Your ballot is in the urn\. Tracker: \S{43}/)
  expect(played.shown).toContain("Receipt, signed by the urn:")
  expect(booth.standing()).toContain("Receipt, signed by the urn:")
  expect(booth.standing()).not.toMatch(choice)
  if (hasReader) expect(readCode(played.raw)).toBe(receiptIn(played.raw))
})

/** Returns the receipt as it is on the screen. */
function receiptIn(raw: string): string {
  return /urne rehearsal receipt v1\n[^\u001b]*?\n\n— \S+ \S+\n/.exec(raw.replaceAll("\r", ""))?.[0] ?? ""
}

test("a voter who notices a mistake in the booth chooses again, in French too, and nothing is left on the screen", async () => {
  const [, , code = ""] = lettersIn(join(folder, "letters")).values()
  const booth = lowTerminal(folder, "cast", "--lang", "fr", ...at("2014-11-28T19:35:00Z"))
  await booth.answer(/Votre code de vote/, code)
  await booth.question(/Who chairs the board/)
  expect(booth.shown(), "nothing is ticked in a list of which one is chosen").not.toContain("espace pour cocher")
  await booth.answer(/Who chairs the board/, "")
  await booth.question(/Who sits on it\? \(15 réponses : choisissez-en de 1 à 3\)/)
  await booth.shows(new RegExp([...seats, "Vote blanc"].join(" . ")))
  await booth.answer(/Who sits on it/, `${down} `)
  await booth.shows(/Ada .*Candidate B .*Saisissez VOTER \d{4} pour confirmer, ou CHANGER pour choisir de nouveau/)
  await booth.answer(/pour confirmer/, "changer")
  await booth.answer(/Who chairs the board/, down)
  // Earlier choices are still ticked.
  await booth.answer(/Who sits on it/, " ")
  await booth.shows(/Bo .*Candidate A Candidate B .*Saisissez/)
  await booth.refuse(/pour confirmer/, "VOTER 0000")
  const confirmation = /Ce n’est pas VOTER (\d{4})/.exec(booth.shown())?.[1] ?? ""
  await booth.answer(/pour confirmer/, `voter  ${confirmation}`)
  const played = await booth.end()
  succeeded(played, code)
  expect(booth.standing()).toContain("Récépissé, signé par l’urne")
  // If the screen is too low for the receipt, a telephone takes the tracker.
  if (hasReader) expect(booth.standing()).toContain(`Numéro de suivi : ${readCode(played.raw)} `)
  expect(booth.standing()).not.toMatch(choice)
})

test("too many ticks, or a blank vote with them, are reported and kept; the code is visible while Tab shows it", async () => {
  const [, code = ""] = lettersIn(join(folder, "letters")).values()
  const booth = lowTerminal(folder, "cast", ...at("2014-11-28T19:36:00Z"))
  await booth.question(/Your voting code/)
  // Since Tab shows what is typed, the question does not say that nothing does.
  expect(booth.shown()).toMatch(/Your voting code: \[hidden\] Tab shows what you type/)
  booth.press(code)
  booth.press("\t")
  await booth.shows(new RegExp(code))
  booth.press("\t\r")
  await booth.answer(/Who chairs the board/, "")
  await booth.question(/Who sits on it/)
  // No answer has a number on the screen, and none is ticked by one.
  booth.press("12")
  await booth.refuse(/Who sits on it/, "")
  expect(booth.standing()).toContain("the space bar ticks the answer beside the arrow")
  await booth.refuse(/Who sits on it/, ` ${down} ${down} ${down} `)
  expect(booth.standing()).toContain("4 answers are ticked, and 3 at most may be chosen: untick 1")
  // The arrow is on the fourth answer; the blank vote is twelve lines below it.
  await booth.refuse(/Who sits on it/, ` ${down.repeat(12)} `)
  expect(booth.standing()).toContain("A blank vote chooses no answer")
  await booth.answer(/Who sits on it/, " ")
  await booth.shows(/Who sits on it\? Candidate A Candidate B Candidate C /)
  booth.press("\u0003")
  const { status } = await booth.end()
  expect(status).toBe(130)
  expect(booth.standing()).not.toMatch(choice)
  expect(booth.standing()).not.toContain(code)
})

test("Ctrl-C in the booth leaves no trace of the choice, nor does a machine that stops the program", async () => {
  const [, code = ""] = lettersIn(join(folder, "letters")).values()
  for (const [how, status] of [
    ["\u0003", 130],
    ["SIGTERM", 143],
  ] as const) {
    const booth = urne("cast", ...at("2014-11-28T19:36:00Z"))
    await booth.answer(/Your voting code/, code)
    await booth.answer(/Who chairs the board/, "")
    await booth.answer(/Who sits on it/, " ")
    await booth.question(/to confirm/)
    if (how === "SIGTERM") booth.stop()
    else booth.press(how)
    expect((await booth.end()).status).toBe(status)
    expect(booth.standing()).not.toMatch(choice)
  }
})

test("nothing is erased if there is no terminal", () => {
  const [, code = ""] = lettersIn(join(folder, "letters")).values()
  writeFileSync(join(folder, "code.txt"), `${code}\n`)
  const words = ["cast", "--code-file", "code.txt", "--choice", "1=9", "--yes", ...at("2014-11-28T19:37:00Z")]
  const piped = spawnSync(process.execPath, [program, ...words], { cwd: folder, env: { HOME: folder } })
  expect(piped.status).toBe(2)
  expect(`${piped.stdout.toString()}${piped.stderr.toString()}`).not.toContain("\u001b")
})

test("a ballot that was not confirmed is not cast", async () => {
  const [, code = ""] = lettersIn(join(folder, "letters")).values()
  const before = await ballots()
  const booth = urne("cast", ...at("2014-11-28T19:40:00Z"))
  await booth.answer(/Your voting code/, code)
  await booth.answer(/Who chairs the board/, "")
  await booth.answer(/Who sits on it/, " ")
  for (let wrong = 0; wrong < 2; wrong++) await booth.refuse(/to confirm/, "VOTE 0000")
  await booth.answer(/to confirm/, "VOTE 0000")
  const { status, shown } = await booth.end()
  expect(booth.standing()).toContain("not confirmed")
  expect(booth.standing(), "whatever became of the ballot").not.toMatch(choice)
  expect(status, shown).toBe(4)
  expect(await ballots()).toBe(before)
})

test("a decision asks for its reason once it can be taken, and shows it again to a member who continues", async () => {
  const now = at("2014-11-28T20:00:00Z")
  const suspend = urne("suspend", ...now)
  await suspend.refuse(/Reason, in one sentence/, "")
  await suspend.answer(/Reason, in one sentence/, "The site does not answer")
  await suspend.question(/Who signs/)
  expect(suspend.shown()).toMatch(/Reason +The site does not answer/)
  await suspend.answer(/Who signs/, "")
  const { status, shown } = await suspend.end()
  expect(status, shown).toBe(0)
  const again = urne("suspend", ...now)
  await again.question(/Who signs/)
  expect(again.shown()).not.toMatch(/Reason, in/)
  await again.answer(/Who signs/, "")
  succeeded(await again.end())
  const resumed = await urne("resume", ...now).end()
  expect(resumed.status).toBe(4)
  expect(resumed.shown).not.toContain("Reason, in")
  succeeded(await urne("act", "withdraw", ...now).end())
})

test("a later hour of closing is asked for in the form in which people write it, before the reason", async () => {
  const now = at("2014-11-28T20:00:00Z")
  const extend = urne("extend", ...now)
  await extend.refuse(/New hour of closing, instead of Saturday, 29 November 2014/, "later")
  await extend.refuse(/New hour of closing/, "29 November 2014 7 pm")
  expect(extend.shown()).toContain("The new hour of closing must be later than Saturday, 29 November 2014")
  await extend.answer(/New hour of closing/, "29 November 2014 9 pm")
  await extend.answer(/Reason, in one sentence/, "The site does not answer")
  await extend.question(/Who signs/)
  expect(extend.shown()).toMatch(/Closes +Saturday, 29 November 2014 at 21:00/)
  await extend.answer(/Who signs/, "")
  succeeded(await extend.end())
  // The pending act has stated both.
  const again = urne("extend", ...now)
  await again.answer(/Who signs/, "")
  succeeded(await again.end())
  succeeded(await urne("act", "withdraw", ...now).end())
  const hour = await urne("extend", "--closes", "29/11/2014", ...now).end()
  expect(hour.status).toBe(2)
  expect(hour.shown).not.toContain("Reason, in")
})

test("what would be given up is determined before the reason is asked for", async () => {
  const now = at("2014-11-28T20:00:00Z")
  const nothing = await urne("recover", ...now).end()
  expect(nothing.status).toBe(4)
  expect(nothing.shown).not.toContain("Reason, in")
  const elsewhere = mkdtempSync(join(tmpdir(), "urne-terminal-clock-"))
  cpSync(folder, elsewhere, { recursive: true })
  const there = (...argv: readonly string[]) => terminal(elsewhere, ...argv)
  const ahead = ["annul", "--reason", "a mistake", "--no-sign", "--yes", ...at("2015-11-28T20:00:00Z")]
  succeeded(await there("--clock-is-right", ...ahead).end())
  succeeded(await there("act", "withdraw", ...now).end())
  const recover = there("recover", "--clock", ...now)
  await recover.answer(/Reason, in one sentence/, "The clock was a year ahead")
  await recover.question(/Who signs/)
  expect(recover.shown()).toMatch(/Reason +The clock was a year ahead/)
  await recover.answer(/Who signs/, "")
  succeeded(await recover.end())
  rmSync(elsewhere, { recursive: true, force: true })
})

test("an election is annulled only after the word for it was typed", async () => {
  const annul = urne("annul", "--reason", "a test", ...at("2014-11-28T20:00:00Z"))
  for (let wrong = 0; wrong < 2; wrong++) await annul.refuse(/to confirm/, "ANNUL")
  await annul.answer(/to confirm/, "ANNUL")
  const { status, shown } = await annul.end()
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
  // The words are the same either way, so nothing is said by colour alone.
  const plain = (text: string) => text.replace(/\u001b\[[0-9;?]*[A-Za-z]/g, "").replace(/\r/g, "")
  const onOneLine = (text: string) => text.replaceAll("\n", " ")
  expect(onOneLine(plain(await shown({})))).toBe(onOneLine(piped({})))
  // On a terminal sentences are broken between words, and what another program reads is not broken.
  expect(piped({})).toMatch(/^Vote: .{80,}$/m)
  expect(plain(await shown({}))).not.toMatch(/^Vote: .{80,}$/m)
})

function keysOf(...names: readonly string[]): readonly string[] {
  return names.map((name) => `${name}.key.pub`)
}

async function ballots(): Promise<number> {
  const { shown } = await urne("status", "--json", ...at("2014-11-28T19:35:00Z")).end()
  return (JSON.parse(shown) as { ballots: number }).ballots
}

const seats = Array.from({ length: 15 }, (_, number) => `Candidate ${String.fromCharCode(65 + number)}`)

const definition = definitionWith({
  name: "Board election",
  grace: undefined,
  channels: undefined,
  questions: `
  - question: Who chairs the board?
    answers: [Ada, Bo]
  - question: Who sits on it?
    answers: [${seats.join(", ")}]
    max: 3`,
  authority: `
  name: Board
  quorum: { total: 2, roles: { president: 1 } }
  members:
    - { id: anne, name: Anne Dubreuil, role: president }
    - { id: bruno, name: Bruno Lacaze, role: delegate }
    - { id: chloe, name: Chloé Marin, role: delegate }`,
  trustees: "{ mandatory: [registry], threshold: { needed: 2, holders: [ada, bo, cy] } }",
  roll: "{ id: number, name: [name] }",
})

const members = `number;name
1;Irène Sauvage
2;Marc Leroux
3;Lise Bonnard
`
