import type { Argument, Command, Option } from "commander"
import { languages } from "../core/vocabulary.ts"
import { topics } from "../screens/topics.ts"

/** A value on a command line, as far as a shell can complete it. */
export type Value =
  | { readonly kind: "file" | "folder" | "other"; readonly several: boolean }
  | { readonly kind: "choice"; readonly several: boolean; readonly choices: readonly string[] }

export interface CompletionOption {
  /** `-k` and `--key`, as they are typed. */
  readonly flags: readonly string[]
  readonly description: string
  /** `undefined` for a flag without a value. */
  readonly value: Value | undefined
}

/** A command, and what may follow it. */
export interface CompletionNode {
  /** The words by which it is called, without `urne`: `roll import`, or nothing for the program itself. */
  readonly path: string
  readonly commands: readonly { readonly name: string; readonly description: string }[]
  readonly options: readonly CompletionOption[]
  readonly values: readonly Value[]
}

/**
 * Returns the program and all its commands, each before those below it. Options of every command are listed for each.
 */
export function completionTree(program: Command): readonly CompletionNode[] {
  const everywhere = program.options.map(optionOf)
  const nodes = (command: Command, path: string): readonly CompletionNode[] => {
    const own = command === program ? [] : command.options.filter(({ hidden }) => !hidden).map(optionOf)
    const names = command.commands.map((one) => ({ name: one.name(), description: one.description() }))
    return [
      { path, commands: names, options: [...own, ...everywhere], values: command.registeredArguments.map(valueOf) },
      ...command.commands.flatMap((one) => nodes(one, path === "" ? one.name() : `${path} ${one.name()}`)),
    ]
  }
  return nodes(program, "")
}

/** The topics of `urne help`, which are not commands. */
export const helpTopics: readonly string[] = topics

function optionOf(option: Option): CompletionOption {
  const flags = [option.short, option.long].filter((flag) => flag !== undefined)
  const name = /[<[]([^\]>]+)[\]>]/.exec(option.flags)?.[1]
  const value = name === undefined ? undefined : valueNamed(name, option.variadic, option.argChoices)
  return { flags, description: option.description, value }
}

function valueOf(argument: Argument): Value {
  return valueNamed(argument.name(), argument.variadic, argument.argChoices)
}

/** Placeholders that stand for a file of any content. In `channel=file` only the end is one. */
const files = ["archive", "definition", "file", "note", "part", "path", "reply", "request"]

function valueNamed(name: string, several: boolean, choices: readonly string[] | undefined): Value {
  const word = name.replace(/\.\.\.$/, "")
  if (choices !== undefined) return { kind: "choice", several, choices }
  if (word === "language") return { kind: "choice", several, choices: languages }
  if (word === "folder") return { kind: "folder", several }
  return { kind: files.includes(word) ? "file" : "other", several }
}
