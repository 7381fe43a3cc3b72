import { readdirSync, readFileSync } from "node:fs"
import type { Argument, Command, Option } from "commander"
import { App } from "../../src/commands/app.ts"
import { programFor } from "../../src/commands/program.ts"
import { type Language, profileNames } from "../../src/core/vocabulary.ts"
import { catalogueOf } from "../../src/language/catalogues.ts"
import { exitStatuses } from "../../src/language/en/exit-status.ts"
import { glossary, type Word } from "../../src/language/en/glossary.ts"
import { type Demand, profiles } from "../../src/definition/profiles.ts"
import { glossary as frenchGlossary } from "../../src/language/fr/glossary.ts"
import { exitStatus } from "../../src/terminal/exit.ts"
import { checks } from "../../src/verify/checks.ts"
import { TestWorld } from "./script.ts"

/** Builds the program's commands as `main` does, and runs none of them. */
export function programTree(language: Language = "en"): Promise<Command> {
  return programFor(new App(new TestWorld("/nowhere").io(), catalogueOf(language)), undefined)
}

/** Lists every command that does something or has commands below it, in the order of the help. */
export function commandsOf(program: Command): readonly Command[] {
  return program.commands.flatMap((command) => [command, ...commandsOf(command)])
}

/** `urne roll import` */
export function nameOf(command: Command): string {
  return command.parent === null ? command.name() : `${nameOf(command.parent)} ${command.name()}`
}

/** Returns what is under `Examples:` in the command's help. */
export function examplesOf(command: Command): readonly string[] {
  let text = ""
  command.configureOutput({ writeOut: (more) => (text += more) })
  command.outputHelp()
  const title = catalogueOf("en").labels.command.help.examples
  const other = catalogueOf("fr").labels.command.help.examples
  const [, listed = ""] = text.split(new RegExp(`^(?:${title}|${other})$`, "m"))
  return listed.split("\n").flatMap((line) => (line.startsWith("  ") ? [line.trim()] : []))
}

/** Makes `docs/commands.md`, which has every command with its arguments, options and examples. */
export async function commandsDocument(): Promise<string> {
  const program = await programTree()
  const parts = [
    "# Commands",
    "This page is made from the program by `npm run docs`. `urne COMMAND --help` says the same, in English or French.",
    "## Options of every command",
    optionTable(program.options),
  ]
  let group = ""
  for (const command of program.commands) {
    if (command.helpGroup() !== group) parts.push(`## ${command.helpGroup()}`)
    group = command.helpGroup()
    for (const each of [command, ...commandsOf(command)]) parts.push(...commandParts(each))
  }
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`
}

function commandParts(command: Command): readonly string[] {
  const below = command.commands.map((one) => `\`${nameOf(one)}\``).join(", ")
  const shown = examplesOf(command)
  const usage = [nameOf(command), ...command.registeredArguments.map(argumentName)].join(" ")
  return [
    `### ${usage}`,
    command.description(),
    below === "" ? "" : `Commands: ${below}.`,
    optionTable(command.options.filter(({ hidden }) => !hidden)),
    shown.length === 0 ? "" : `\`\`\`sh\n${shown.join("\n")}\n\`\`\``,
  ]
}

function argumentName(argument: Argument): string {
  const name = argument.variadic ? `${argument.name()}…` : argument.name()
  return argument.required ? name.toUpperCase() : `[${name.toUpperCase()}]`
}

function optionTable(options: readonly Option[]): string {
  if (options.length === 0) return ""
  const rows = options.map(({ flags, description, mandatory, argChoices }) => {
    const notes = [...(argChoices === undefined ? [] : [argChoices.join(", ")]), ...(mandatory ? ["required"] : [])]
    return row([`\`${flags}\``, notes.length === 0 ? description : `${description} (${notes.join("; ")})`])
  })
  return [row(["option", ""]), "|---|---|", ...rows].join("\n")
}

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`
}

/** Gives each exit status its meaning in README.md. */
export const statuses: ReadonlyMap<number, string> = new Map(
  Object.entries(exitStatuses.statuses).map(([status, meaning]) => [Number(status), meaning]),
)

/** Makes `docs/glossary.md`, which has every word of the program with its French one. */
export function glossaryDocument(): string {
  const { title, introduction, columns, sections, remarks, misleading } = glossary
  const { word: head, other, meaning: sense } = columns
  const parts = Object.entries(sections).map(([name, { title, words }]) => {
    const others: Readonly<Record<string, Word>> = frenchGlossary.sections[name as keyof typeof sections].words
    const rows = Object.entries(words).map(([key, { word, meaning }]) => row([word, others[key]?.word ?? "—", meaning]))
    const below: Readonly<Record<string, string>> = remarks
    return [`## ${title}`, [row([head, other, sense]), "|---|---|---|", ...rows].join("\n"), below[name] ?? ""]
  })
  const sentences = misleading.sentences.map((sentence) => `- ${sentence}`).join("\n")
  const all = [`# ${title}`, introduction, ...parts.flat(), `## ${misleading.title}`, sentences]
  return `${all.filter((part) => part !== "").join("\n\n")}\n`.replaceAll("’", "'")
}

/** Makes `docs/codes.md`, which has exit statuses, refusals and findings with their English texts. */
export function codesDocument(): string {
  const { refusals, findings } = catalogueOf("en")
  const statusRows = [...statuses].map(([status, meaning]) => row([String(status), meaning]))
  const refusalRows = Object.entries(refusals).map(([code, say]) => {
    const said = sample(say as (params: unknown) => { message: string; hint?: string })
    const { message } = said
    const status = exitStatus[code as keyof typeof exitStatus]
    return row([
      `\`${code}\``,
      String(status),
      "hint" in said ? `${spoken(message)} — ${spoken(said.hint)}` : spoken(message),
    ])
  })
  const findingRows = Object.entries(findings).map(([code, say]) =>
    row([`\`${code}\``, spoken(sample(say as (params: unknown) => string))]),
  )
  return `${[
    "# Codes",
    "This page is made from the program by `npm run docs`. Words in ‹› are filled in; … stands for one of several texts.",
    "## Exit statuses",
    [row(["status", "meaning"]), "|---|---|", ...statusRows].join("\n"),
    "A decision that waits for signatures, or for its hour, is done as far as it goes: `--json` tells its `state`. `ballots import` ends " +
      "with 3 where it refused a ballot; the others are in the urn, and importing the file again harms nothing. `roll import --dry-run` " +
      "ends as an import of these rows would, whether or not a roll may still be imported.",
    "## Refusals",
    "Why a command did nothing. `--json` prints one as an object on standard error, with its `code`.",
    [row(["code", "exit", "text"]), "|---|---|---|", ...refusalRows].join("\n"),
    "## Findings",
    "What is wrong with a file, a message, a ballot or a record. Each is listed with its place.",
    [row(["code", "text"]), "|---|---|", ...findingRows].join("\n"),
  ].join("\n\n")}\n`
}

/** Reads the sources of the verifier and of the protocol, by the names that the page of checks gives them. */
function sourcesOfChecks(): ReadonlyMap<string, string> {
  const folders = ["verify", "belenios"] as const
  return new Map(
    folders.flatMap((folder) => {
      const root = new URL(`../../src/${folder}/`, import.meta.url).pathname
      const names = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts"))
      const told = names.sort().filter((name) => name !== "checks.ts")
      return told.map((name) => {
        return [folder === "verify" ? name : `${folder}/${name}`, readFileSync(`${root}${name}`, "utf8")] as const
      })
    }),
  )
}

/** Makes the page of checks: what each number says, where it is done, and by which findings it fails. */
export function checksDocument(): string {
  const { labels } = catalogueOf("en")
  const scopes = { archive: "archive, record", record: "record", asked: "where the reader asks for it" }
  const sources = [...sourcesOfChecks()]
  const placesOf = (code: string) => sources.flatMap(([name, source]) => (source.includes(`"${code}"`) ? [name] : []))
  const rows = checks.map(({ id, scope, by, codes, since }) => {
    const [file = "", name = ""] = by.split(" ")
    const from = since === undefined ? "" : `, from \`${since}\` on`
    const found = codes.map((code) => `\`${code}\` (${placesOf(code).join(", ")})`).join("; ")
    return row([id, labels.verify.checks[id], `${scopes[scope]}${from}`, `\`${file}\` ${name}`, found])
  })
  return `${[
    "# Checks",
    "This page is made from the program by `npm run docs`. `urne verify` makes these checks, in the order that `src/verify/stages.ts` says. " +
      "A is authenticity (who said so), C completeness (everything is there), K consistency (one thing agrees with another), E evidence " +
      "(what is proved by mathematics), I integrity (nothing was changed), R the register (what is dated and signed beside the ballots), N notices (what the authority published meanwhile): what these two find leaves the verdict alone.",
    "Files are below `src/verify/`, or `src/` where they begin with `belenios/`; those that tell a finding, or judge it, stand behind it. What the verifier shares with the program that writes records, and what it derives by itself, says " +
      "`src/verify/verify.ts`. What a format brought is in `docs/format.md`.",
    [row(["number", "check", "made of", "file and function", "findings"]), "|---|---|---|---|---|", ...rows].join("\n"),
  ].join("\n\n")}\n`
}

/** Makes the page of profiles: what each article asks, by which command it is met, and what shows it afterwards. */
export function profilesDocument(): string {
  const { labels } = catalogueOf("en")
  const parts = profileNames.flatMap((name) => {
    const { articles, retention } = profiles[name]
    const rows = articles.map(({ article, demands, command, evidence, test }) => {
      const judged = demands.map((demand) => demandText(demand)).join("; ")
      return row([
        article,
        labels.preflight.articles[article],
        judged,
        `\`urne ${command}\``,
        `\`${evidence}\``,
        `\`${test}\``,
      ])
    })
    const head = row(["article", "what it asks", "what is judged", "command", "evidence", "test"])
    return [
      `## \`${name}\`: ${labels.preflight.profiles[name]}`,
      `Everything is kept for ${retention} months after the proclamation.`,
      [head, "|---|---|---|---|---|---|", ...rows].join("\n"),
    ]
  })
  return `${[
    "# Profiles",
    "This page is made from the program by `npm run docs`. A profile is the set of rules of one regime of elections, as data (`src/definition/profiles.ts`). `urne define --check FILE --profile NAME` judges a definition by one, " +
      "`profile: NAME` in a definition holds the election to it, and `urne preflight` looks before the vote at what it demands ([preflight](preflight.md)). Where nothing is judged, every election of this program has what the article asks. " +
      "Evidence is a file of the record. Tests are below `test/`. What a text of law asks of people and premises, no program can judge.",
    ...parts,
  ].join("\n\n")}\n`
}

function demandText(demand: Demand): string {
  const { demand: kind, ...rest } = demand
  const words = Object.entries(rest).map(
    ([name, value]) => `${name} ${JSON.stringify(value).replaceAll(/["{}[\]]/g, "")}`,
  )
  return [kind, ...words].join(" ")
}

function spoken(text: string | undefined): string {
  return String(text)
    .replace(/undefined|NaN/g, "…")
    .replace(/\s+/g, " ")
}

/** Writes a text with the names of its parameters where their values go; parameters without names read ‹value›. */
export function sample<Text>(say: (...params: unknown[]) => Text): Text {
  const named = new Proxy({}, { get: (_, name) => (typeof name === "string" ? placeholder(name) : () => "‹value›") })
  return say(named, ...Array.from({ length: 5 }, () => placeholder("value")))
}

/** Stands for a value of any type: it reads `‹name›`, also as an element, a joined list or a formatted number. */
function placeholder(name: string): unknown {
  const text = `‹${name}›`
  const itself: unknown = new Proxy(() => text, {
    apply: (): unknown => itself,
    get: (_, key) => {
      if (key === Symbol.toPrimitive || key === "toString") return () => text
      if (key === Symbol.iterator) return () => [itself][Symbol.iterator]()
      // A list has no text in a catalogue: the page has an ellipsis for its items.
      if (key === "map") return (each: (one: unknown) => unknown) => [String(each(itself))]
      if (key === "length") return itself
      if (key === "join") return () => text
      return typeof key === "string" && !(key in String.prototype) && key !== "filter" ? placeholder(key) : () => itself
    },
  })
  return itself
}
