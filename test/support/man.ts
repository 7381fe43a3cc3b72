import type { Command } from "commander"
import type { Language } from "../../src/core/vocabulary.ts"
import { catalogueOf } from "../../src/language/catalogues.ts"
import { inOwnWords } from "../../src/language/placeholders.ts"
import { loadTopics } from "../../src/language/topics.ts"
import { commandsOf, examplesOf, nameOf, programTree } from "./reference.ts"

/** A manual page has these headings, as `man` has them in a language. */
const headings = {
  en: {
    ...{ name: "NAME", synopsis: "SYNOPSIS", description: "DESCRIPTION", options: "OPTIONS OF EVERY COMMAND" },
    ...{ status: "EXIT STATUS", see: "SEE ALSO", manual: "Elections" },
    how: "Plain urne, or urne status, says where an election stands and which command comes next. Every command says more with --help.",
    also: "The pages in the folder docs of the package, and urne help words for every word.",
  },
  fr: {
    ...{ name: "NOM", synopsis: "SYNOPSIS", description: "DESCRIPTION", options: "OPTIONS DE TOUTES LES COMMANDES" },
    ...{ status: "CODE DE RETOUR", see: "VOIR AUSSI", manual: "Élections" },
    how: "urne seul, ou urne status, dit où en est l’élection et quelle commande vient ensuite. Chaque commande en dit plus avec --help.",
    also: "Les pages du dossier docs du paquet, et urne help words pour tous les mots.",
  },
} as const

/** Writes a text so that troff prints it as it is. */
function roff(text: string): string {
  return text
    .replaceAll("\\", "\\e")
    .replaceAll("-", "\\-")
    .replaceAll("'", "\\(aq")
    .replaceAll("’", "\\(cq")
    .replace(/^\./gm, "\\&.")
}

/** Makes the manual page `urne(1)` of the program's commands as `--help` shows them. */
export async function manualPage(language: Language): Promise<string> {
  const program = await programTree(language)
  const words = headings[language]
  const { labels } = catalogueOf(language)
  const { exitStatuses } = await loadTopics(language)
  const own = (text: string) => inOwnWords(text, labels.command.help.placeholders)
  const optionLines = (command: Command) =>
    command.options
      .filter(({ hidden }) => !hidden)
      .flatMap(({ flags, description, argChoices }) => {
        const choices = argChoices === undefined ? "" : ` (${argChoices.join(", ")})`
        return [".TP", `\\fB${roff(own(flags))}\\fR`, roff(`${description}${choices}`)]
      })
  const commandLines = (command: Command) => {
    const values = command.registeredArguments.map((argument) => {
      const name = argument.variadic ? `${argument.name()}...` : argument.name()
      return own(argument.required ? `<${name}>` : `[${name}]`)
    })
    const shown = examplesOf(command)
    return [
      `.SS ${roff([nameOf(command), ...values].join(" "))}`,
      roff(`${command.description()}.`),
      ...optionLines(command),
      ...(shown.length === 0 ? [] : [".PP", ".nf", ".RS 4", ...shown.map(roff), ".RE", ".fi"]),
    ]
  }
  const groups: string[] = []
  let group = ""
  for (const command of program.commands) {
    if (command.helpGroup() !== group) groups.push(`.SH ${roff(command.helpGroup().toUpperCase())}`)
    group = command.helpGroup()
    for (const each of [command, ...commandsOf(command)]) groups.push(...commandLines(each))
  }
  const { optionsPlaceholder, commandPlaceholder } = labels.command.help
  return `${[
    '.\\" This page is made from the program by npm run docs.',
    `.TH URNE 1 "" "urne" "${roff(words.manual)}"`,
    `.SH ${words.name}`,
    roff(`urne - ${program.description()}`),
    `.SH ${words.synopsis}`,
    `\\fBurne\\fR ${roff(`${optionsPlaceholder} ${commandPlaceholder}`)}`,
    `.SH ${words.description}`,
    roff(words.how),
    ...groups,
    `.SH ${words.options}`,
    ...optionLines(program),
    `.SH ${words.status}`,
    ...Object.entries(exitStatuses.statuses).flatMap(([status, meaning]) => [
      ".TP",
      `\\fB${status}\\fR`,
      roff(meaning),
    ]),
    `.SH ${words.see}`,
    roff(words.also),
  ].join("\n")}\n`
}
