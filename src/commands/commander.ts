import { Argument, Command, CommanderError, type ErrorOptions, type Help, Option } from "commander"
import { UrneError } from "../core/error.ts"
import { languages } from "../core/vocabulary.ts"
import type { Catalogue } from "../language/catalogue.ts"
import { inOwnWords } from "../language/placeholders.ts"
import type { Io } from "../terminal/io.ts"
import { wrappedLine } from "../terminal/output.ts"

/**
 * Makes the root command. Its texts come from the catalogue, its mistakes come back as `CommanderError`, and it never
 * exits by itself.
 */
export function rootCommand(
  io: Io,
  labels: Catalogue["labels"]["command"],
  { version, json }: { readonly version: string; readonly json: boolean },
): Command {
  const { options, help } = labels
  return new OwnCommand("urne")
    .description(labels.description)
    .exitOverride()
    .configureOutput({
      writeOut: io.out.write,
      // Help in place of a missing verb is meant for people.
      writeErr: json ? () => undefined : io.err.write,
      outputError: () => undefined,
      getOutHelpWidth: () => io.out.columns,
      getErrHelpWidth: () => io.err.columns,
      getOutHasColors: () => io.out.colour > 0,
      getErrHasColors: () => io.err.colour > 0,
    })
    .configureHelp(translatedHelp(help))
    .version(version, "-v, --version", help.version)
    .helpOption("-h, --help", help.display)
    .helpCommand(`help ${help.commandPlaceholder}`, help.displayFor)
    .option("-f, --file <file>", options.file)
    .option("--json", options.json)
    .addOption(choiceOption("--lang <language>", options.lang, languages))
    .option("--quiet", options.quiet)
    .option("--no-input", options.noInput)
    .option("--yes", options.yes)
    .option("--jobs <n>", options.jobs)
    .option("--seed <file>", options.seed)
    .option("--urn-key <file>", options.urnKey)
    .option("--clock-is-right", options.clockIsRight)
    .option("--at <instant>", options.at)
    .showSuggestionAfterError(true)
}

/** A command that says which of its options take the files for which it has no argument. */
class OwnCommand extends Command {
  override createCommand(name?: string): Command {
    return new OwnCommand(name)
  }

  /** @throws UrneError `excess-arguments` */
  override error(message: string, about?: ErrorOptions): never {
    if (about?.code !== "commander.excessArguments") return super.error(message, about)
    const fileOptions = this.options.filter(({ flags }) => /<(?:file|folder)\b/.test(flags))
    throw new UrneError("excess-arguments", {
      command: wholeName(this),
      takes: this.registeredArguments.length,
      fileOptions: fileOptions.flatMap(({ long }) => long ?? []),
    })
  }
}

/** `urne seal check`. */
function wholeName(command: Command): string {
  const names = [command.name()]
  for (let parent = command.parent; parent; parent = parent.parent) names.unshift(parent.name())
  return names.join(" ")
}

function rootOf(command: Command): Command {
  return command.parent === null ? command : rootOf(command.parent)
}

const narrowest = 40

function translatedHelp(words: Catalogue["labels"]["command"]["help"]): Partial<Help> {
  const titles: Record<string, string> = {
    "Usage:": words.usage,
    "Options:": words.options,
    "Global Options:": words.globalOptions,
    "Arguments:": words.arguments,
    "Commands:": words.commands,
  }
  // Matches placeholders of values: <file>, [number], <reply...>, <channel=file...>.
  const placeholders = (text: string) => inOwnWords(text, words.placeholders)
  return {
    showGlobalOptions: true,
    // A group may be a command too, whose own options its verbs do not take.
    visibleGlobalOptions: (command) => (command.parent === null ? [] : [...rootOf(command).options]),
    // Lines break at the same places on every screen. Columns narrower than this are left as they are.
    boxWrap: (text, width) =>
      width < narrowest
        ? text
        : text
            .split("\n")
            .map((line) => wrappedLine(line, width))
            .join("\n"),
    styleTitle: (title) => titles[title] ?? title,
    commandUsage: (command) => {
      const rest = command
        .usage()
        .replace("[options]", words.optionsPlaceholder)
        .replace("[command]", words.commandPlaceholder)
      return `${wholeName(command)} ${placeholders(rest)}`
    },
    subcommandTerm: (command) => {
      const values = command.registeredArguments.map((argument) => {
        const value = `${argument.name()}${argument.variadic ? "..." : ""}`
        return argument.required ? `<${value}>` : `[${value}]`
      })
      return placeholders([command.name(), ...values].join(" "))
    },
    optionTerm: ({ flags }) => placeholders(flags),
    argumentTerm: (argument) => placeholders(`<${argument.name()}>`).slice(1, -1),
    // Commander shows arguments only where one is described. One that takes a few words is shown for these.
    visibleArguments: ({ registeredArguments }) =>
      registeredArguments.some(({ description, argChoices }) => description !== "" || argChoices !== undefined)
        ? [...registeredArguments]
        : [],
    argumentDescription: ({ description, argChoices, defaultValue }) =>
      withNotes(description, argChoices, typeof defaultValue === "string" ? defaultValue : undefined, words),
    optionDescription: ({ description, argChoices, defaultValueDescription }) =>
      withNotes(description, argChoices, defaultValueDescription, words),
  }
}

/** Adds to a description what may be given, and what is taken where nothing is. */
function withNotes(
  description: string,
  allowed: readonly string[] | undefined,
  otherwise: string | undefined,
  words: Catalogue["labels"]["command"]["help"],
): string {
  const notes = [
    ...(allowed === undefined ? [] : [`${words.choices} ${allowed.join(", ")}`]),
    ...(otherwise === undefined ? [] : [`${words.default} ${otherwise}`]),
  ].join("; ")
  return notes === "" ? description : `${description} (${notes})`.trimStart()
}

/**
 * Makes an option that takes one of a few words, which its help lists. Another word is refused with `invalid-option`.
 */
export function choiceOption(flags: string, description: string, allowed: readonly string[]): Option {
  const option = new Option(flags, description).choices(allowed)
  return option.argParser(choiceParser(option.long ?? flags, allowed))
}

/** Makes an argument that takes one of a few words (`<shell>`). Another word is refused with `invalid-option`. */
export function choiceArgument(name: string, allowed: readonly string[], description?: string): Argument {
  const argument = new Argument(name, description).choices(allowed)
  return argument.argParser(choiceParser(argument.name().toUpperCase(), allowed))
}

function choiceParser(option: string, allowed: readonly string[]): (value: string) => string {
  return (value) => {
    if (allowed.includes(value)) return value
    throw new UrneError("invalid-option", { option, value, wanted: { form: "choice", allowed } })
  }
}

/**
 * Gives the verbs of a group that is a command itself the options that were meant for them: commander reads those that the
 * group has too as the group's own, wherever they stand. One that the verb does not have is refused there.
 */
export function handDown(group: Command): void {
  group.hook("preSubcommand", (_group, verb) => {
    for (const option of group.options) {
      const name = option.attributeName()
      const value: unknown = group.getOptionValue(name)
      if (value === undefined) continue
      const own = verb.options.find(({ long }) => long === option.long)
      if (own === undefined) {
        throw new UrneError("unknown-option", { option: option.long ?? option.flags, suggestion: undefined })
      }
      verb.setOptionValueWithSource(name, shapedFor(own, value, verb), "cli")
    }
  })
}

/** Where the group's option takes several values and the verb's takes one, a second value stands alone, as commander has it. */
function shapedFor(own: Option, value: unknown, verb: Command): unknown {
  if (own.variadic || !Array.isArray(value)) return value
  const [only, ...others] = value as readonly unknown[]
  if (others.length > 0) verb.error("", { code: "commander.excessArguments" })
  return only
}

/** Adds one or two runnable examples under a command's help. */
export function examples(command: Command, labels: Catalogue["labels"]["command"], lines: readonly string[]): Command {
  const { examples: title, exampleWords } = labels.help
  const spoken = (line: string) => line.replace(/(?<=')[^']+(?=')/g, (text) => exampleWords[text] ?? text)
  return command.addHelpText("after", `\n${title}\n${lines.map((line) => `  ${spoken(line)}`).join("\n")}`)
}

/**
 * Returns the refusal for a mistake on the command line, or `undefined` if help or the version was asked for and shown.
 * Mistakes without words in the catalogue, and errors thrown elsewhere, are returned as they are. For programs, a group
 * without a verb is a mistake too.
 */
export function refusalOf(error: unknown, json: boolean): unknown {
  if (!(error instanceof CommanderError)) return error
  if (error.exitCode === 0) return undefined
  if (error.code === "commander.help") return json ? new UrneError("missing-argument", { name: "command" }) : undefined
  const named = /'([^']*)'/.exec(error.message)?.[1] ?? ""
  const suggestion = /\(Did you mean (?:one of )?([^?)]*)\?\)/.exec(error.message)?.[1]
  switch (error.code) {
    case "commander.unknownCommand":
      return new UrneError("unknown-command", { command: named, suggestion })
    case "commander.unknownOption":
      return new UrneError("unknown-option", { option: named, suggestion })
    case "commander.missingArgument":
      return new UrneError("missing-argument", { name: named })
    case "commander.optionMissingArgument":
    case "commander.missingMandatoryOptionValue":
      return new UrneError("missing-option", { option: named })
    case "commander.conflictingOption": {
      const [option = "", other = ""] = [...error.message.matchAll(/'(--[\w-]+)[^']*'/g)].map(([, flag]) => flag)
      return new UrneError("options-exclude", { option, other })
    }
    default:
      return error
  }
}
