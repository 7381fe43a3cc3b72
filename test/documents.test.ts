import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { type Command, CommanderError } from "commander"
import { afterAll, describe, expect, test } from "vitest"
import { commandLine } from "../src/commands/program.ts"
import { recordFolder, urnKeyPath } from "../src/core/file-names.ts"
import { languages } from "../src/core/vocabulary.ts"
import { parseDefinition } from "../src/definition/parse.ts"
import { catalogueOf } from "../src/language/catalogues.ts"
import { exitStatus } from "../src/terminal/exit.ts"
import { manualPage } from "./support/man.ts"
import {
  checksDocument,
  codesDocument,
  commandsDocument,
  commandsOf,
  glossaryDocument,
  nameOf,
  programTree,
  statuses,
  profilesDocument,
} from "./support/reference.ts"
import { TestWorld } from "./support/script.ts"

const root = new URL("../", import.meta.url).pathname
const readme = readFileSync(`${root}README.md`, "utf8")
const french = readFileSync(`${root}README.fr.md`, "utf8")

describe("pages made from the program are up to date (if not: npm run docs)", () => {
  test("docs/commands.md", async () => {
    await expect(await commandsDocument()).toMatchFileSnapshot("../docs/commands.md")
  })
  test("docs/checks.md", async () => {
    await expect(checksDocument()).toMatchFileSnapshot("../docs/checks.md")
  })
  test("docs/profiles.md", async () => {
    await expect(profilesDocument()).toMatchFileSnapshot("../docs/profiles.md")
  })
  test("docs/glossary.md", async () => {
    const made = glossaryDocument()
    const page = readFileSync(`${root}docs/glossary.md`, "utf8")
    // A word added on the page alone would be lost when the page is made again.
    const lost = page.split("\n").filter((line) => line.startsWith("| ") && !made.split("\n").includes(line))
    expect(lost, "these rows stand on the page, and not in src/language/en/glossary.ts and fr/glossary.ts").toEqual([])
    await expect(made).toMatchFileSnapshot("../docs/glossary.md")
  })
  test.each([
    ["en", "../man/urne.1"],
    ["fr", "../man/urne.fr.1"],
  ] as const)("the manual page (%s)", async (language, path) => {
    await expect(await manualPage(language)).toMatchFileSnapshot(path)
  })
  test("docs/codes.md", async () => {
    const page = codesDocument()
    expect(page).not.toMatch(/\[object |undefined|NaN|function/)
    // A value was cut, or a text has a hole where one belongs.
    expect(page).not.toMatch(/‹[^›]*[ |‹\n]|:\s*\|$| {2}|missing 2|has 2/m)
    await expect(page).toMatchFileSnapshot("../docs/codes.md")
  })
})

test("the page of commands has every command", async () => {
  const page = readFileSync(`${root}docs/commands.md`, "utf8")
  const missing = commandsOf(await programTree())
    .map(nameOf)
    .filter((name) => !page.includes(`### ${name}`))
  expect(missing).toEqual([])
})

test("the README lists every exit status with one meaning", () => {
  const used = new Set<number>([0, 1, 5, ...Object.values(exitStatus)])
  expect([...used].sort((a, b) => a - b)).toEqual([...statuses.keys()])
  for (const [status, meaning] of statuses) expect(readme).toContain(`| ${status} | ${meaning} |`)
})

test.each(languages)("the handbook in %s names the files as an election in this language does", (language) => {
  const text = readFileSync(`${root}docs/handbook.${language}.md`, "utf8")
  const { credentials, papers } = catalogueOf(language).labels
  const { codes, letters, markoff } = credentials.fileNames
  const names = [
    ...Object.values(papers.fileNames),
    ...[`election-${codes}.age`, `election-${letters}/${letters}-001.pdf`, `election-${markoff}.csv`],
    ...[recordFolder("election.urne", language), urnKeyPath("election.urne")],
    ...[`${credentials.rehearsalPrefix}-`, `${credentials.rehearsalPrefix}-election-${codes}.age`],
  ]
  expect(names.filter((name) => !text.includes(`\`${name}\``))).toEqual([])
})

describe("everything that the pages tell people to type exists", () => {
  test.each([
    "README.md",
    "README.fr.md",
    "ARCHITECTURE.md",
    "SECURITY.md",
    "docs/commands.md",
    "docs/audits.md",
    "docs/handbook.en.md",
    "docs/handbook.fr.md",
  ])("%s", async (page) => {
    const text = readFileSync(root + page, "utf8")
    const commands = shellLines(text).flatMap(programWords)
    for (const words of commands) expect(await parseDry(words), words.join(" ")).toBe("understood")
    const least: Record<string, number> = {
      "README.md": 20,
      "README.fr.md": 20,
      "docs/commands.md": 20,
      "docs/audits.md": 4,
      "docs/handbook.en.md": 40,
      "docs/handbook.fr.md": 40,
    }
    expect(commands.length).toBeGreaterThanOrEqual(least[page] ?? 0)
  })

  test("the French README has the commands of the English one, in the same order", () => {
    const verbs = (page: string) =>
      shellLines(page)
        .flatMap(programWords)
        .map((words) =>
          words.filter((word) => /^(?:--)?[a-z]+(?:-[a-z]+)?$/.test(word) && !/membre|member/.test(word)).join(" "),
        )
        .map((line) => line.replace(/registrar|greffe/, "officer").replace(/record|dossier/, "record"))
    const inSteps = (page: string) =>
      verbs(page.replace(/\n## (?:Speed|Exit)[^]*/, "").replace(/\n### Witnesses[^]*/, ""))
    expect(inSteps(french).length).toBeGreaterThan(25)
    expect(inSteps(french)).toEqual(inSteps(readme))
  })

  test("a command or an option that does not exist is noticed", async () => {
    expect(await parseDry(["roll", "import", "members.csv", "--dry-run"])).toBe("understood")
    expect(await parseDry(["roll", "import", "members.csv", "--drily"])).toContain("--drily")
    expect(await parseDry(["roll", "export"])).toContain("export")
    expect(await parseDry(["rol"])).toContain("rol")
    expect(await parseDry(["roll", "import"])).toContain("missing required argument")
  })
})

/** The page of each language, and its own names for files of the example. */
const pages = {
  en: { text: readme, environment: "C.UTF-8", keys: ["first-member", "second-member", "third-member"] },
  fr: { text: french, environment: "fr_FR.UTF-8", keys: ["premier-membre", "deuxieme-membre", "troisieme-membre"] },
}

/** Makes a member file with the columns of the example. */
const memberFiles = {
  en: {
    name: "members.csv",
    header: "member_number,last_name,first_name,street,postcode,town,country,branch,dues",
    dues: "paid",
  },
  fr: {
    name: "adherents.csv",
    header: "numero_adherent,nom,prenom,adresse,code_postal,ville,pays,federation,cotisation",
    dues: "à jour",
  },
}

describe.each(["en", "fr"] as const)("the README's election, step by step (%s)", (language) => {
  const { text, environment, keys: names } = pages[language]
  const steps = [...text.matchAll(/^\*\*(\d)\. .*?^```sh\n(.*?)^```/gms)].map(([, , block = ""]) => block)
  const world = new TestWorld()
  world.env = { LANG: environment }
  afterAll(() => {
    world.remove()
  })

  test("works as printed, up to the seal, with passphrases read from a file", async () => {
    expect(steps).toHaveLength(7)
    writeFileSync(join(world.cwd, "p"), "six words\n")
    const { name, header, dues } = memberFiles[language]
    const rows = Array.from(
      { length: 40 },
      (_, i) => `${i + 1},Name${i},Given,1 High Street,AB1 2CD,Town,GB,North,${dues}`,
    )
    writeFileSync(join(world.cwd, name), [header, ...rows, ""].join("\n"))
    const keys = `--key ${names.map((one) => `${one}.key`).join(" ")} --passphrase-file p p p`
    // These are the lines that a person would type at the terminal.
    const typed: Readonly<Record<string, string>> = {
      "urne key new": "--passphrase-file p",
      "urne constitute": keys,
      "urne trustees ceremony": "--passphrase-file p p p",
      "urne trustees check": "--passphrase-file p p p",
      "urne credentials generate": "--passphrase-file p",
      "urne credentials print": "--passphrase-file p --reason posting",
      "urne seal": keys,
    }
    const lines = steps.slice(0, 4).flatMap((block) => block.trim().split("\n"))
    expect(lines).toHaveLength(13)
    for (const line of [...lines, "urne seal"]) {
      const more = Object.entries(typed).find(([start]) => line.startsWith(start))?.[1] ?? ""
      const [words = []] = programWords(`${line} ${more}`.trim())
      expect(await world.run(...words), `${line}\n${world.err}`).toBe(0)
    }
    expect(world.out).toContain(language === "fr" ? "a pris effet" : "in effect")
  })

  test("names the members, the channel and the kind of election that the example has", async () => {
    const other = new TestWorld()
    other.env = { LANG: environment }
    try {
      expect(await other.run("define", "election.yaml", "--example")).toBe(0)
      const parsed = parseDefinition(readFileSync(join(other.cwd, "election.yaml")))
      if (!("definition" in parsed)) throw new Error("the example has mistakes")
      const { definition } = parsed
      const ids = definition.authority.members.map(({ id }) => id)
      const made = [...text.matchAll(/^urne key new (\S+)(.*)$/gm)]
      expect(made.map(([, name]) => name)).toEqual(ids)
      for (const [line, , options = ""] of made)
        expect(options.includes("--rehearsal"), line).toBe(definition.rehearsal)
      const [, given = ""] = /^urne init .* --member-key (.*)$/m.exec(text) ?? []
      expect(given.split(" ")).toEqual(ids.map((id) => `${id}.key.pub`))
      for (const [, channel] of text.matchAll(/^urne .* --channel (\S+)$/gm)) {
        expect(definition.channels).toContain(channel)
      }
    } finally {
      other.remove()
    }
  })
})

/** Every page of the project for people, as a path below its root. */
const everyPage = [
  ...readdirSync(root).filter((name) => name.endsWith(".md")),
  ...readdirSync(`${root}docs`).flatMap((name) => (name.endsWith(".md") ? [`docs/${name}`] : [])),
]

test("npm scripts, files and headings named on the pages exist", () => {
  const { scripts } = JSON.parse(readFileSync(`${root}package.json`, "utf8")) as { scripts: Record<string, string> }
  expect(everyPage).toContain("docs/record.md")
  for (const page of everyPage) {
    const text = readFileSync(root + page, "utf8")
    for (const [, name = ""] of text.matchAll(/npm run ([\w:-]+)/g)) expect(Object.keys(scripts), page).toContain(name)
    for (const [, path = "", heading] of text.matchAll(/\]\((?!https?:)([^)#\s]*)(?:#([^)]+))?\)/g)) {
      const target = path === "" ? root + page : join(root + page, "..", path)
      expect(existsSync(target), `${page}: ${path}`).toBe(true)
      if (heading !== undefined) expect(headingsOf(readFileSync(target, "utf8")), page).toContain(heading)
    }
  }
})

/** The headings of a page as links name them. */
function headingsOf(page: string): readonly string[] {
  return [...page.matchAll(/^#+ (.*)$/gm)].map(([, title = ""]) => {
    return title
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\- ]/gu, "")
      .replaceAll(" ", "-")
  })
}

test("the package contains the program, the pages it links to, and every module that it imports by name", () => {
  const manifest = JSON.parse(readFileSync(`${root}package.json`, "utf8")) as {
    readonly bin: Record<string, string>
    readonly files: readonly string[]
    readonly dependencies: Record<string, string>
    /** SQLite: for each Node the package that fits it. */
    readonly optionalDependencies: Record<string, string>
  }
  const packed = (path: string) => manifest.files.some((name) => path === name || path.startsWith(`${name}/`))
  const program = manifest.bin["urne"] ?? ""
  const imported = [...readFileSync(root + program, "utf8").matchAll(/"\.\.\/(dist\/[^"]+)"/g)].map(
    ([, path = ""]) => path,
  )
  const linked = [...readme.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, path = ""]) => path)
  expect(imported.length).toBeGreaterThan(0)
  for (const path of [program, ...imported, ...linked]) expect(packed(path), path).toBe(true)
  const sources = readdirSync(`${root}src`, { recursive: true, encoding: "utf8" }).filter((name) =>
    name.endsWith(".ts"),
  )
  for (const source of sources) {
    const text = readFileSync(`${root}src/${source}`, "utf8")
    for (const [, name = ""] of text.matchAll(/(?:from |import\()"((?:@[\w-]+\/)?[a-z][\w-]*)(?:\/[^"]*)?"/g)) {
      expect([...Object.keys(manifest.dependencies), ...Object.keys(manifest.optionalDependencies)], source).toContain(
        name,
      )
    }
  }
})

/** Returns the lines of the `sh` blocks of a page, with continued lines joined. */
function shellLines(page: string): readonly string[] {
  const blocks = [...page.matchAll(/^```sh\n(.*?)^```/gms)].map(([, block = ""]) => block)
  return blocks.flatMap((block) => block.replace(/\\\n/g, " ").split("\n"))
}

/** Finds the words after `urne`, for each call in a line. */
function programWords(line: string): readonly (readonly string[])[] {
  return line
    .split(/ \| | && | > /)
    .map((part) => part.trim().replace(/^node bin\/urne\.js/, "urne"))
    .filter((part) => /^urne( |$)/.test(part))
    .map((part) => [...part.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? "").slice(1))
}

/** Parses a command line without running it, and returns the parser's complaint if there is one. */
async function parseDry(words: readonly string[]): Promise<string> {
  const program = await programTree()
  for (const command of [program, ...commandsOf(program)]) {
    command.exitOverride().configureOutput({ writeOut: () => undefined, writeErr: () => undefined })
    if (command.commands.length === 0 || hasAction(command)) command.action(() => undefined)
  }
  try {
    program.parse([...commandLine(words).argv], { from: "user" })
    return "understood"
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode !== 0) return error.message
    if (error instanceof CommanderError) return "understood"
    throw error
  }
}

function hasAction(command: Command): boolean {
  return (command as unknown as { _actionHandler: unknown })._actionHandler !== null
}
