import { spawnSync } from "node:child_process"
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { instantText } from "../../src/core/instant.ts"
import { TestWorld } from "../support/script.ts"
import { definitionWith } from "../support/short-definition.ts"
import { lowTerminal, shell, terminal } from "../support/terminal.ts"

const program = new URL("../../bin/urne.js", import.meta.url).pathname
const passphrase = "the secret words of anne"
const spoken = {
  en: {
    choose: /Passphrase for the new key/,
    short: /At least 12 characters are needed; Enter alone draws six words/,
    back: /Type it back/,
    drawn: /only once: ((?:\p{L}+ ){5}\p{L}+) /u,
    open: /Passphrase of anne\.key/,
    wrong: /the passphrase does not open anne\.key/,
    fewer: "the passphrase in short.txt has fewer than 12 characters",
  },
  fr: {
    choose: /Phrase secrète de la nouvelle clé/,
    short: /Il faut au moins 12 caractères ; Entrée seule : six mots tirés au sort/,
    back: /Saisissez-la de nouveau/,
    drawn: /ne sera plus affichée : ((?:\p{L}+ ){5}\p{L}+) /u,
    open: /Phrase secrète pour anne\.key/,
    wrong: /la phrase secrète n’ouvre pas anne\.key/,
    fewer: "la phrase secrète de short.txt compte moins de 12 caractères",
  },
}

describe.each(["en", "fr"] as const)("secrets at a terminal, %s:", (lang) => {
  const say = spoken[lang]
  let folder = ""
  const urne = (...argv: readonly string[]) => terminal(folder, ...argv, "--lang", lang)
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "urne-secrets-"))
  })
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true })
  })

  test("a real key needs twelve characters, at the prompt and in a file", async () => {
    const key = urne("key", "new", "anne")
    await key.answer(say.choose, "abc")
    await key.shows(say.short)
    // The refused letters are gone, so the next ones are not added to them.
    await key.answer(say.choose, "eleven lett")
    await key.shows(say.short)
    await key.answer(say.choose, passphrase)
    await key.answer(say.back, passphrase)
    expect((await key.end()).status).toBe(0)

    writeFileSync(join(folder, "short.txt"), "abc\n")
    const words = ["key", "new", "bruno", "--passphrase-file", "short.txt", "--lang", lang]
    const run = (...more: readonly string[]) =>
      spawnSync(process.execPath, [program, ...words, ...more], { cwd: folder, env: { HOME: folder } })
    const refused = run()
    expect(refused.status).toBe(3)
    expect(refused.stderr.toString()).toContain(say.fewer)
    expect(existsSync(join(folder, "bruno.key"))).toBe(false)
    expect(run("--rehearsal").status, "a rehearsal's key protects nothing").toBe(0)
  })

  test("a passphrase is not asked for if a new key exists already, or an old one does not", async () => {
    for (const argv of [
      ["key", "new", "anne"],
      ["key", "show", "nobody.key"],
    ]) {
      const { status, shown } = await urne(...argv).end()
      expect(status === 3 || status === 4, shown).toBe(true)
      expect(shown).not.toMatch(/[Pp]assphrase|Phrase secrète/)
    }
  })

  test("keys typed while a key is opened are neither shown nor used for the next answer", async () => {
    const show = urne("key", "show", "anne.key")
    await show.answer(say.open, "not the passphrase")
    show.press(`${passphrase}\r`)
    await show.shows(say.wrong)
    await show.question(say.open)
    await show.answer(say.open, "not it either")
    show.press("typed ahead")
    await show.shows(say.wrong)
    await show.answer(say.open, passphrase)
    show.press("typed at the end")
    const { status, raw, shown } = await show.end()
    expect(status, shown).toBe(0)
    for (const typed of [passphrase, "typed ahead", "typed at the end"]) expect(raw).not.toContain(typed)
  })

  test("Ctrl-C while a key is opened still ends the program", async () => {
    const show = urne("key", "show", "anne.key")
    await show.answer(say.open, "not the passphrase")
    show.press("\u0003")
    expect((await show.end()).status).toBe(130)
  })

  test("three wrong passphrases end the command", async () => {
    const show = urne("key", "show", "anne.key")
    for (let wrong = 0; wrong < 3; wrong++) await show.answer(say.open, "not the passphrase")
    expect((await show.end()).status).toBe(3)
  })

  test("Ctrl-C also erases words that were drawn", async () => {
    const key = urne("key", "new", "chloe")
    await key.answer(say.choose, "")
    await key.question(say.back)
    const words = say.drawn.exec(key.shown())?.[1]
    expect(words).toBeDefined()
    key.press("\u0003")
    expect((await key.end()).status).toBe(130)
    expect(key.standing()).not.toContain(words)
  })

  test.each([
    ["the end", passphrase, 0],
    ["a refusal", "\u0003", 130],
    ["Ctrl-D", "\u0004", 130],
    ["SIGTERM", "TERM", 143],
    ["SIGHUP", "HUP", 129],
  ])("the terminal is restored as it was: %s", async (_, typed, status) => {
    const signal = /^[A-Z]+$/.test(typed)
    const urneShow = `$URNE key show anne.key --lang ${lang}`
    const sh = shell(folder, `sh -c 'echo $$ > pid; exec ${urneShow}'; echo "ended $?"; stty -a`)
    await sh.question(say.open)
    if (signal) spawnSync("sh", ["-c", `kill -${typed} $(cat pid)`], { cwd: folder })
    else sh.press(typed.length > 1 ? `${typed}\r` : typed)
    const { raw, shown } = await sh.end()
    expect(shown).toContain(`ended ${status}`)
    expect(shown).toMatch(/ icanon .* echo /)
    // The cursor that a secret question hides is shown again.
    expect(raw.lastIndexOf("\u001b[?25h")).toBeGreaterThan(raw.lastIndexOf("\u001b[?25l"))
  })
})

test.each([
  ["en", "Y", "no"],
  ["en", "oui", "N"],
  ["fr", "o", "Non"],
  ["fr", "OUI", "n"],
] as const)(
  "define asks, can be stopped and continued, and takes yes and no as word or letter: %s, %s, %s",
  async (lang, yes, no) => {
    const folder = mkdtempSync(join(tmpdir(), "urne-define-"))
    try {
      const define = terminal(folder, "define", "board.yaml", "--lang", lang)
      await define.answer(/Language of|Langue des/, "")
      await define.answer(/Name of the election|Nom de l’élection/, "Board")
      await define.answer(/Time zone|Fuseau horaire/, "")
      await define.refuse(/The vote opens on|Ouverture du scrutin/, "tomorrow")
      await define.answer(/The vote opens on|Ouverture du scrutin/, "28/11/2034 20:00")
      await define.answer(/The vote closes on|Clôture du scrutin/, "2034-11-29 20:00")
      await define.refuse(/Minutes after|Minutes après/, "abc")
      await define.answer(/Minutes after|Minutes après/, "")
      await define.answer(/vote again|voter de nouveau/, "")
      await define.refuse(/a rehearsal\?|à blanc ?\?/, "perhaps")
      await define.answer(/a rehearsal\?|à blanc ?\?/, yes)
      await define.answer(/Question put|Question posée/, "Who chairs?")
      await define.answer(/Answer 1|Réponse 1/, "Ada")
      await define.answer(/Answer 2|Réponse 2/, "")
      await define.answer(/at least|au moins/, "")
      await define.answer(/vote blank|voter blanc/, yes)
      await define.answer(/Who is elected|Qui est élu/, "")
      await define.answer(/another question|une autre question/, no)
      await define.question(/authority|autorité/i)
      define.press("\u0003")
      const { status, shown } = await define.end()
      expect(status).toBe(130)
      // The remark on a wrong answer disappears when Enter takes what is proposed.
      expect(shown).toMatch(/✔ (?:Minutes after|Minutes après)/)
      expect(shown).not.toMatch(/✔ (?:Minutes after|Minutes après)[^?]*> /)
      // An answer can be told from its question without colours too.
      expect(shown).toMatch(/✔ (?:Name of the election|Nom de l’élection) ?: Board/)
      expect(shown).toMatch(/kept in board\.yaml\.draft: the same|gardées dans board\.yaml\.draft : la même/)

      const again = lowTerminal(folder, "define", "board.yaml", "--lang", lang)
      await again.answer(/There is a draft, board|Il existe un brouillon, board/, "")
      await again.question(/Name of the authority|Nom de la Haute Autorité/)
      again.press("\u001b")
      await again.question(/another question\? \(yes\/no\) \(no\)|une autre question \? \(oui\/non\) \(non\)/)
      // Shift-Tab goes back, too.
      again.press("\u001b[Z")
      // The answers that hold are shown above the question, which alone says how it is answered.
      await again.question(/relative majority|majorité relative/)
      again.press("\u0003")
      const gone = await again.end()
      expect(gone.status).toBe(130)
      // The question that was left is erased from the line above the previous one.
      const left = gone.raw.slice(gone.raw.search(/Name of the authority|Nom de la Haute Autorité/))
      expect(left.slice(0, left.search(/another question|une autre question/))).toContain("\u001b[2K")
      // Of earlier answers, the screen shows only those that still hold.
      const screen = gone.raw.slice(gone.raw.lastIndexOf("\u001b[2J"))
      expect(screen).toMatch(/(?:THE BALLOT|LE BULLETIN)[^]*(?:Answer 1|Réponse 1).*Ada/)
      expect(screen).not.toMatch(/another question|une autre question/)
      expect(readdirSync(folder).filter((name) => name.startsWith("board"))).toEqual(["board.yaml.draft"])
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  },
)

test("what is typed ahead of a refused answer is neither shown nor added to the next", async () => {
  const folder = mkdtempSync(join(tmpdir(), "urne-ahead-"))
  try {
    const define = terminal(folder, "define", "board.yaml", "--lang", "en")
    await define.answer(/Language of/, "")
    await define.answer(/Name of the election/, "Board")
    await define.answer(/Time zone/, "")
    await define.question(/The vote opens on/)
    define.press("tomorrow\rwords that nobody may read")
    for (const key of "and more of them\r") {
      await new Promise((resolve) => setTimeout(resolve, 60))
      define.press(key)
    }
    await define.refuse(/The vote opens on/, "later")
    await define.answer(/The vote opens on/, "28/11/2034 20:00")
    await define.question(/The vote closes on/)
    define.press("\u0003")
    const { raw, status } = await define.end()
    expect(status).toBe(130)
    for (const typed of ["words", "read", "more"]) expect(raw).not.toContain(typed)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

test("a complaint, its answer and a scan are asked for question by question", async () => {
  const world = new TestWorld()
  try {
    writeFileSync(join(world.cwd, "board.yaml"), definitionWith({ authority: oneMember }))
    writeFileSync(join(world.cwd, "p.txt"), "six words\n")
    writeFileSync(join(world.cwd, "scan.pdf"), "a scan\n")
    const secret = ["--passphrase-file", "p.txt"]
    for (const argv of [
      ["key", "new", "a", "--rehearsal", ...secret],
      ["init", "board.yaml", "--member-key", "a.key.pub"],
      ["constitute", "--key", "a.key", ...secret],
    ]) {
      expect(await world.run(...argv), world.err).toBe(0)
    }
    const at = ["--at", instantText(world.now + 60_000), "--file", "board.urne"]
    const urne = (...argv: readonly string[]) => terminal(world.cwd, ...argv, ...at, ...secret)
    const complaint = await urne("complaint", "add").converse([
      [/Who complains/, "\u001b[B\u001b[B"],
      [/Name of whoever complains/, "Jo Invented"],
      [/Where an answer reaches them/, ""],
      [/The complaint, in the words/, "The list names me twice"],
      [/Key file/, "a.key"],
    ])
    expect([complaint.status, complaint.shown]).toEqual([0, expect.stringContaining("Complaint 1 entered")])
    const answer = await urne("complaint", "answer", "1").converse([
      [/What was decided/, "\u001b[B\u001b[B"],
      [/The answer, with its reasons/, "There are two of that name"],
      [/Key file/, "a.key"],
    ])
    expect([answer.status, answer.shown]).toEqual([0, expect.stringContaining("Complaint 1 is answered: rejected")])
    const observation = await urne("observation", "add").converse([
      [/Who observed it/, ""],
      [/Name of whoever observed it/, ""],
      [/The observation, in the words/, "The hall was full"],
      [/Key file/, "a.key"],
    ])
    expect([observation.status, observation.shown]).toEqual([0, expect.stringContaining("Observation 1 entered")])
    const paper = await urne("paper", "attach", "scan.pdf").converse([
      [/What is it/, "\u001b[B"],
      [/What does it show/, "Signed by all"],
      [/Key file/, "a.key"],
    ])
    expect([paper.status, paper.shown]).toEqual([0, expect.stringContaining("(closing report)")])
    expect(await world.run("complaint", "list", "--json", "--file", "board.urne"), world.err).toBe(0)
    expect(JSON.parse(world.out)).toMatchObject({ complaints: [{ role: "voter", answers: [{ outcome: "rejected" }] }] })
  } finally {
    world.remove()
  }
})

const oneMember = "{ name: Board, quorum: { total: 1 }, members: [{ id: a, name: Anne }] }"
