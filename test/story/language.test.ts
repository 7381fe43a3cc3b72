import { mkdirSync, readdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import type { Command } from "commander"
import { beforeAll, describe, expect, test } from "vitest"
import { type Language, languages } from "../../src/core/vocabulary.ts"
import { catalogueOf } from "../../src/language/catalogues.ts"
import { lettersIn } from "../support/letters.ts"
import { commandsOf, examplesOf, nameOf, programTree } from "../support/reference.ts"
import { TestWorld } from "../support/script.ts"
import { textsOf } from "../support/texts.ts"

const other = (language: Language): Language => (language === "en" ? "fr" : "en")
const lettersOnly = /\p{L}{4,}/gu
const wordsOf = (text: string): readonly string[] => text.toLowerCase().match(lettersOnly) ?? []

/** Collects the words that only this language has. */
function distinctive(language: Language): ReadonlySet<string> {
  const vocabulary = (one: Language) => new Set(textsOf(catalogueOf(one)).flatMap(wordsOf))
  const foreign = vocabulary(other(language))
  return new Set([...vocabulary(language)].filter((word) => !foreign.has(word)))
}

const foreignTo = { en: distinctive("fr"), fr: distinctive("en") }

/** Finds the words of a text that only the other language has. */
function foreignWords(text: string, language: Language): readonly string[] {
  const foreign = foreignTo[language]
  return [...new Set(wordsOf(text).filter((word) => foreign.has(word)))]
}

/** Matches small words that nearly every sentence of a language has, and no sentence of the other. */
const smallWords = {
  en: /(?<![\p{L}\d’'-])(the|of|this|that|with|from|which|and|is|are|was|were|has|next|not)(?![\p{L}’'-])/iu,
  fr: /(?<![\p{L}\d’'-])(le|la|les|des|du|une|dans|pour|qui|avec|pas|est|sont|aux|ou|et)(?![\p{L}’'-])/iu,
}

/** Matches what gets into texts where a hole of theirs is not filled. */
const unfinished = /undefined|\bNaN\b|\[object |=> \{|\bfunction\b/

test("the words of each language tell it from the other", () => {
  expect(foreignWords("the urn is sealed", "fr").length).toBeGreaterThan(0)
  expect(foreignWords("l’urne est scellée", "en").length).toBeGreaterThan(0)
})

test.each(languages)("no text of the %s catalogue is in the other language", (language) => {
  // Keys of the definition, names of commands and texts of acts are English words in both.
  const texts = textsOf(catalogueOf(language)).map((text) =>
    text.replace(/\burne( +[a-z]+)+|--[\w-]+|\S+=\S+|as-of/g, " "),
  )
  expect(texts.filter((text) => smallWords[other(language)].test(text))).toEqual([])
})

describe.each(languages)("help in %s", (language) => {
  let commands: readonly Command[] = []
  beforeAll(async () => {
    commands = commandsOf(await programTree(language))
  })

  test("every command and option is described, and every command has an example", () => {
    for (const command of commands) {
      expect(command.description(), nameOf(command)).not.toBe("")
      for (const option of command.options)
        expect(option.description, `${nameOf(command)} ${option.flags}`).not.toBe("")
      if (command.commands.length === 0) expect(examplesOf(command), nameOf(command)).not.toEqual([])
      for (const example of examplesOf(command)) expect(example).toMatch(/^urne\b/)
    }
  })

  test("every page is in that language, including what the parser says", async () => {
    const world = new TestWorld("/nowhere")
    const title = catalogueOf(language).labels.command.help.examples
    for (const command of commands) {
      const status = await world.run(...nameOf(command).split(" ").slice(1), "--help", "--lang", language)
      expect(status).toBe(0)
      const [page = ""] = world.out.split(`\n${title}\n`)
      // Names of commands, options and values of the definition are the same in both.
      const said = page
        .replace(/--[\w-]+/g, " ")
        .replace(/\burne( [a-z]+)+/g, " ")
        .replace(/^ {2}[a-z]+/gm, " ")
        .replace(/\((values|valeurs)[\s\u00a0]*:[^)]*\)/g, " ")
      expect(foreignWords(said, language), `${nameOf(command)}\n${page}`).toEqual([])
      expect(page).not.toMatch(unfinished)
    }
  })
})

test("every placeholder in the help has a French word", async () => {
  const { placeholders } = catalogueOf("fr").labels.command.help
  const places = commandsOf(await programTree("fr")).flatMap((command) => [
    ...command.options.map(({ flags }) => flags),
    ...command.registeredArguments.map((argument) => `<${argument.name()}>`),
  ])
  const words = places.flatMap((text) => text.match(/(?<=[<[=:])[a-z]{2,}(?=[\]>.=:])/g) ?? [])
  expect(words).toContain("part")
  expect([...new Set(words)].filter((word) => placeholders[word] === undefined)).toEqual([])
})

describe.each(languages)("a whole election in %s", (language) => {
  test("every line is in that language, and no text is unfinished", async () => {
    const world = new TestWorld()
    try {
      const said = await wholeElection(world, language)
      expect(said.length).toBeGreaterThan(60)
      const odd = said.filter(({ text }) => unfinished.test(text))
      expect(odd).toEqual([])
      const foreign = said.flatMap(({ command, text }) =>
        foreignWords(text, language).map((word) => `${command}: ${word}`),
      )
      expect(foreign).toEqual([])
    } finally {
      world.remove()
    }
  })
})

interface Said {
  readonly command: string
  /** Both standard output and standard error. */
  readonly text: string
}

/** Runs every command over one small election, mistakes included, and collects what it says. */
async function wholeElection(world: TestWorld, language: Language): Promise<readonly Said[]> {
  const said: Said[] = []
  const at = (name: string) => join(world.cwd, name)
  const file = (name: string, content: string) => {
    writeFileSync(at(name), content)
  }
  async function urne(line: string, status = 0): Promise<string> {
    const words = [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? "")
    const found = await world.run(...words, "--lang", language)
    expect(found, `urne ${line}\n${world.out}${world.err}`).toBe(status)
    said.push({ command: line, text: withoutMachineText(`${world.out}\n${world.err}`) })
    return world.out
  }
  const clock = (instant: string) => (world.now = Date.parse(instant))

  file("z.yaml", definition(language))
  file(
    "faulty.yaml",
    definition(language).replace("timezone: Europe/Paris", "timezone: Zyx").replace("roll:", "rolll:"),
  )
  file("z.csv", "zyn;zyname;zyp\n1;Aa Zyx;yes\n2;Bb Zyx;yes\n3;Cc Zyx;yes\n4;Dd Zyx;no\n4;Dd Zyx;no\n;Ee Zyx;yes\n")
  file("p", "zyx zyx zyx\n")
  file("q", "xyz xyz xyz\n")
  clock("2014-11-10T09:00:00Z")
  await urne("define x.yaml --example")
  await urne("define --check faulty.yaml", 3)
  await urne("define --check z.yaml")
  await urne("define y.yaml", 2)
  await urne("status -f nothing.urne", 3)
  file("two.urne", "")
  await urne("status -f two.urne", 3)
  for (const key of ["aa", "bb", "zyx"]) await urne(`key new ${key} --rehearsal --passphrase-file p`)
  await urne("key new aa --rehearsal --passphrase-file p", 4)
  await urne("key new cc", 2)
  await urne("key show aa.key --passphrase-file p")
  await urne("key show aa.key --passphrase-file q", 3)
  await urne("key show aa.key", 2)
  await urne("init z.yaml --member-key aa.key.pub bb.key.pub --channel-key zyx=zyx.key.pub")
  const z = "-f z.urne"
  const keys = "--key aa.key bb.key --passphrase-file p p"
  await urne(`status ${z}`)
  await urne(`roll show ${z}`)
  await urne(`seal ${z}`, 4)
  await urne(`cast ${z}`, 4)
  await urne(`constitute ${z}`)
  await urne(`status ${z}`)
  await urne(`act show ${z}`)
  await urne(`act export ${z} --out act.json`)
  await urne("act sign act.json --key bb.key --passphrase-file p --out bb.json")
  await urne(`act import ${z} bb.json`)
  await urne(`act sign ${z} --key aa.key --passphrase-file p`)
  await urne(`authority list ${z}`)
  clock("2014-11-11T09:00:00Z")
  await urne(`status ${z}`)
  await urne(`roll import ${z} z.csv --dry-run`, 3)
  await urne(`roll import ${z} z.csv`, 3)
  await urne(`roll import ${z} z.csv --skip-refused 2`)
  await urne(`roll show ${z}`)
  await urne(`roll list ${z} --ineligible`)
  await urne(`trustees status ${z}`)
  await urne(`trustees check ${z}`, 4)
  await urne(`trustees ceremony ${z} --passphrase-file p p p`)
  await urne(`trustees status ${z}`)
  await urne(`credentials print ${z} --key none --reason zyx --passphrase-file p`, 4)
  await urne(`credentials generate ${z} --officer zz --passphrase-file p --out codes.age`)
  await urne(`credentials generate ${z} --officer zz --passphrase-file p --out codes.age`, 4)
  const officer = "--codes codes.age --key zz.officer.key --passphrase-file p --reason zyx"
  await urne(`credentials print ${z} ${officer} --out zyl`)
  const [code1 = "", code2 = "", code3 = ""] = lettersIn(at("zyl")).values()
  file("c1", code1)
  file("c2", code2)
  file("c3", code3)
  file("c4", "not a code")
  await urne(`credentials check ${z} --code-file c1`)
  await urne(`credentials check ${z} --code-file c4`, 3)
  await urne(`seal ${z} --no-sign`, 4)
  await urne(`trustees check ${z} --out requests`)
  const holders = readdirSync(world.cwd).filter((name) => name.endsWith(".trustee-key"))
  await urne(`trustees check ${z} --key ${holders.join(" ")} --passphrase-file p p p`)
  await urne(`status ${z}`)
  await urne(`seal ${z} ${keys}`)
  await urne(`seal check ${z}`)
  await urne(`backup ${z} copy.urne-backup`)
  await urne(`export ${z} --out zya`)
  await urne("verify zya")
  await urne(`annul ${z} --reason zyx`, 2)
  clock("2014-11-28T18:00:00Z")
  await urne(`open ${z} ${keys}`)
  await urne(`status ${z}`)
  await urne(`open ${z}`, 4)
  await urne(`close ${z}`, 4)
  clock("2014-11-28T19:00:00Z")
  await urne(`open ${z}`)
  await urne(`status ${z}`)
  await urne(`cast ${z} --code-file c1 --choice 1=1 --yes`)
  await urne(`cast ${z} --code-file c1 --choice 1=1 --yes`, 4)
  await urne(`cast ${z} --code-file c2 --choice 1=9 --yes`, 2)
  await urne(`cast ${z} --code-file c2 --choice 1=2 --yes --receipt zyr`)
  const uuid = (JSON.parse(await urne(`status ${z} --json`)) as { uuid: string }).uuid
  said.pop()
  mkdirSync(at("zy"))
  await urne(`ballots encrypt zya/${uuid}.bel --code-file c3 --choice 1=blank --out zy/1`)
  await urne(`ballots note zy/1 --election ${uuid} --channel zyx --key zyx.key --passphrase-file p --out note`)
  await urne(`ballots import ${z} zy/1 --channel zyx`, 2)
  await urne(`ballots import ${z} zy/1 --channel zyx --note note`)
  file("zy/2", "{}\n")
  await urne(`ballots import ${z} zy/2 --channel zyz`, 3)
  await urne(`ballots batches ${z}`)
  await urne(`suspend ${z} --reason zyx ${keys}`)
  await urne(`status ${z}`)
  await urne(`cast ${z} --code-file c2 --choice 1=2 --yes`, 4)
  await urne(`resume ${z} --reason zyx ${keys}`)
  await urne(`extend ${z} --closes 2014-11-29T19:00 --reason zyx ${keys}`, 4)
  await urne(`extend ${z} --closes 2014-11-29T21:00 --reason zyx ${keys}`)
  await urne(`checkpoint show ${z}`)
  file("checkpoint", world.out)
  await urne(`checkpoint check ${z} checkpoint`)
  await urne(`credentials markoff ${z} ${officer} --out marks.csv`, 4)
  const writer = `--key ${/--key (\S+)/.exec(keys)?.[1] ?? ""} --passphrase-file p`
  await urne(`complaint list ${z}`)
  await urne(`observation list ${z}`)
  await urne(`paper list ${z}`)
  await urne(`complaint add zyx ${z} --role voter --name zyx --contact zyx ${writer}`)
  await urne(`complaint add zyx ${z} --role candidate --name zyx --incident 7 ${writer}`, 4)
  await urne(`complaint add zyx ${z} --role delegate --name zyx --public --answer-within 1 ${writer}`)
  await urne(`complaint answer 1 zyx ${z} --outcome referred --act 99 ${writer}`, 4)
  await urne(`complaint answer 1 zyx ${z} --outcome referred ${writer}`)
  await urne(`complaint answer 1 zyx ${z} --outcome noted --act 1 --public ${writer}`)
  await urne(`complaint show 1 ${z}`)
  await urne(`complaint show 9 ${z}`, 4)
  await urne(`complaint receipt 1 ${z}`)
  await urne(`complaint receipt 1 ${z} --out zyreceipt`)
  await urne(`observation add zyx ${z} --role authority ${writer}`)
  await urne(`observation add zyx ${z} --role observer --name zyx --public ${writer}`)
  await urne(`observation list ${z}`)
  await urne(`paper attach z.csv ${z} --as bailiff-report --what zyx ${writer}`)
  await urne(`paper list ${z}`)
  await urne(`register list ${z}`)
  await urne(`status ${z}`)
  clock("2014-11-29T20:01:00Z")
  await urne(`complaint list ${z}`)
  await urne(`cast ${z} --code-file c3 --choice 1=2 --yes`, 4)
  await urne(`close ${z} ${keys}`)
  await urne(`status ${z}`)
  await urne(`tally ${z}`, 4)
  clock("2014-11-29T20:45:00Z")
  await urne(`close ${z}`)
  await urne(`status ${z}`)
  await urne(`credentials markoff ${z} ${officer} --out marks.csv`)
  await urne(`tally ${z}`)
  await urne(`decrypt ${z} --key ${holders[0] ?? ""} --passphrase-file p`, 4)
  await urne(`unseal ${z} ${keys}`)
  await urne(`status ${z}`)
  await urne(`decrypt ${z} --key ${holders[0] ?? ""} --passphrase-file p`)
  await urne(`status ${z}`)
  await urne(`result ${z}`, 4)
  await urne(`decrypt ${z} --key ${holders.slice(1).join(" ")} --passphrase-file p p`)
  await urne(`result ${z}`)
  await urne(`status ${z}`)
  await urne(`proclaim ${z} ${keys}`)
  expect(world.err).toContain(language === "fr" ? "réclamation n° 2 : aucune réponse" : "complaint 2 has no answer")
  await urne(`result ${z} --csv result.csv`)
  await urne(`status ${z}`)
  await urne(`export ${z} --out zyb`)
  await urne("verify zyb --final --receipt zyr --checkpoint checkpoint")
  file("zyb/result.csv", "zyx\n")
  await urne("verify zyb", 5)
  await urne(`recover ${z} --reason zyx`, 4)
  await urne(`journal prove ${z} 3`)
  await urne(`replace ${z} --member aa --by cc --by-key aa.key.pub`, 4)
  await urne("statuss", 2)
  await urne("status --nothing", 2)
  await urne("roll import", 2)
  await urne("tally extra", 2)
  return said
}

/**
 * Acts, notes, receipts and journal entries are the same in every language, since machines read them and people sign
 * them.
 */
function withoutMachineText(text: string): string {
  return text
    .replace(/^ *urne (rehearsal )?act v1$.*?^ *urn-key .*?(?=^\S*$)/gms, "")
    .replace(/^ *urne (rehearsal )?act v1$.*?^$/gms, "")
    .replace(/^urne (rehearsal )?(receipt|batch) v1$.*?^— .*?$/gms, "")
    .replace(/^urne-rehearsal\/\S+$.*?^— .*?$/gms, "")
    .replace(/^ *\{.*\}$/gm, "")
    .replace(/\S+\.(urne|urn-key|key|key\.pub|yaml|csv|json|pdf|age|trustee-key|bel|txt)\b/g, "")
    .replace(/--[\w-]+|\[[a-z-]+\]|\b[A-Z_]{4,}\b/g, "")
    .replace(/\burne( +[a-z]+)+/g, "")
    .replace(/\bEurope\/Paris\b/g, "")
    .replace(/[A-Za-z0-9+/=:-]{20,}/g, "")
}

function definition(language: Language): string {
  return `name: Zyx
locale: ${language}
timezone: Europe/Paris
opens: 2014-11-28T20:00
closes: 2014-11-29T20:00
grace: 30m
rehearsal: true
questions:
  - question: Zyx?
    answers: [Aa, Bb]
    blank: true
authority:
  name: Zyx
  quorum: { total: 2 }
  members:
    - { id: aa, name: Aa Zyx, role: president, substitute: { id: cc, name: Cc Zyx } }
    - { id: bb, name: Bb Zyx, role: delegate }
trustees: { mandatory: [], threshold: { needed: 2, holders: [h1, h2, h3] } }
roll:
  id: zyn
  name: [zyname]
  eligible: { zyp: ["yes"] }
credentials: { reserve: 10% }
channels: [zyx, zyz]
minimum-ballots: 2
`
}
