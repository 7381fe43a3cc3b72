import type { Command } from "commander"
import { UrneError } from "../core/error.ts"
import { nearest } from "../core/nearest.ts"
import { type Topic, topics } from "../screens/topics.ts"
import type { App } from "./app.ts"
import { rootCommand } from "./commander.ts"

/** `whole` makes the program with all its commands. */
type Add = (program: Command, app: App, whole: () => Promise<Command>) => void
type Group = keyof App["labels"]["command"]["groups"]

/** The commands of a room, by their first words, and the module that adds them. */
interface Room {
  readonly group: Group
  readonly words: readonly string[]
  readonly load: () => Promise<Add>
}

/** Rooms in the order of an election, as the help lists them. */
const rooms: readonly Room[] = [
  {
    group: "authority",
    words: ["define"],
    load: async () => (await import("./define.ts")).definitionCommands,
  },
  {
    group: "authority",
    words: ["key", "init", "authority", "constitute", "replace", "appoint", "annul", "act"],
    load: async () => (await import("./authority.ts")).authorityCommands,
  },
  { group: "roll", words: ["roll"], load: async () => (await import("./roll.ts")).rollCommands },
  {
    group: "trustees",
    words: ["trustees"],
    load: async () => (await import("./trustees.ts")).trusteesCommands,
  },
  {
    group: "credentials",
    words: ["credentials"],
    load: async () => (await import("./credentials.ts")).credentialCommands,
  },
  { group: "urn", words: ["override"], load: async () => (await import("./preflight.ts")).overrideCommand },
  {
    group: "urn",
    words: ["seal", "open", "cast", "receipt", "ballots", "suspend", "suspend-urgently", "resume", "extend", "close"],
    load: async () => (await import("./urn.ts")).urnCommands,
  },
  { group: "oversight", words: ["status"], load: async () => (await import("./status.ts")).guideCommands },
  {
    group: "oversight",
    words: ["turnout"],
    load: async () => (await import("./turnout.ts")).turnoutCommand,
  },
  {
    group: "oversight",
    words: ["availability"],
    load: async () => (await import("./availability.ts")).availabilityCommands,
  },
  {
    group: "oversight",
    words: ["component"],
    load: async () => (await import("./components.ts")).componentCommands,
  },
  {
    group: "oversight",
    words: ["preflight"],
    load: async () => (await import("./preflight.ts")).preflightCommands,
  },
  {
    group: "oversight",
    words: ["incident"],
    load: async () => (await import("./incidents.ts")).incidentCommands,
  },
  {
    group: "oversight",
    words: ["intervention"],
    load: async () => (await import("./interventions.ts")).interventionCommands,
  },
  {
    group: "oversight",
    words: ["complaint", "observation"],
    load: async () => (await import("./complaints.ts")).complaintCommands,
  },
  { group: "oversight", words: ["watch"], load: async () => (await import("./watch.ts")).watchCommands },
  {
    group: "oversight",
    words: ["notice"],
    load: async () => (await import("./notices.ts")).noticeCommands,
  },
  {
    group: "oversight",
    words: ["observer", "compare"],
    load: async () => (await import("./observers.ts")).observerCommands,
  },
  {
    group: "oversight",
    words: ["backup", "restore", "recover", "custody"],
    load: async () => (await import("./custody.ts")).custodyCommands,
  },
  {
    group: "oversight",
    words: ["log", "attendance"],
    load: async () => (await import("./evening.ts")).eveningCommands,
  },
  { group: "oversight", words: ["writer"], load: async () => (await import("./writers.ts")).writerCommands },
  { group: "oversight", words: ["register"], load: async () => (await import("./register.ts")).registerCommands },
  { group: "oversight", words: ["stamp"], load: async () => (await import("./stamp.ts")).stampCommands },
  {
    group: "tally",
    words: ["tally", "unseal", "decrypt", "result", "proclaim"],
    load: async () => (await import("./tally.ts")).tallyCommands,
  },
  { group: "record", words: ["minutes"], load: async () => (await import("./minutes.ts")).minutesCommands },
  { group: "record", words: ["paper"], load: async () => (await import("./paper.ts")).paperCommands },
  { group: "record", words: ["export"], load: async () => (await import("./export.ts")).recordCommands },
  { group: "record", words: ["verify"], load: async () => (await import("./verify.ts")).verifyCommands },
  {
    group: "record",
    words: ["journal", "checkpoint"],
    load: async () => (await import("./journal.ts")).journalCommands,
  },
  {
    group: "rehearsal",
    words: ["rehearse"],
    load: async () => (await import("./rehearse.ts")).rehearsalCommands,
  },
  {
    group: "keyboard",
    words: ["completion"],
    load: async () => (await import("./completion.ts")).completionCommands,
  },
]

/**
 * Makes the program with the commands that a command line can mean: those of one room if its first word names one, so
 * that start-up stays short; otherwise all of them, for help and "did you mean".
 *
 * @param word - the first word of the command line; `undefined` for the whole program
 */
export async function programFor(app: App, word: string | undefined, json = false): Promise<Command> {
  const version = app.io.software.replace("urne ", "")
  const program = rootCommand(app.io, app.labels.command, { version, json })
  program.addHelpText("after", topicsText(app.labels.command.help))
  const named = rooms.filter(({ words }) => word !== undefined && words.includes(word))
  for (const { group, load } of named.length > 0 ? named : rooms) {
    const add = await load()
    program.commandsGroup(app.labels.command.groups[group])
    add(program, app, () => programFor(app, undefined))
  }
  return program
}

function topicsText({ topics: { title, names } }: App["labels"]["command"]["help"]): string {
  const width = Math.max(...topics.map((topic) => topic.length))
  return `\n${title}\n${topics.map((topic) => `  urne help ${topic.padEnd(width)}  ${names[topic]}`).join("\n")}`
}

/** Global options that take a value, so that the word after one is not a command. */
const withValue = ["-f", "--file", "--lang", "--jobs", "--seed", "--urn-key", "--at"]

/**
 * Finds the first word of a command line that is not an option. Plain `urne`, whatever its global options, is `urne
 * status`, and `urne help roll import` is `urne roll import --help`.
 */
export function commandLine(argv: readonly string[]): {
  readonly argv: readonly string[]
  readonly word: string | undefined
  /** The words of the command for which help is asked. */
  readonly helped?: readonly string[]
  /** The topic that is asked for instead of a command. */
  readonly topic?: Topic
} {
  const isWord = (one: string, i: number) => !one.startsWith("-") && !withValue.includes(argv[i - 1] ?? "")
  const word = argv.find(isWord)
  if (word === "help") {
    const [help = "", ...helped] = argv.filter(isWord)
    const topic = topics.find((one) => helped.length === 1 && helped[0] === one)
    if (topic !== undefined) return { argv, word, topic }
    const at = argv.indexOf(help)
    return { argv: [...argv.slice(0, at), ...argv.slice(at + 1), "--help"], word: undefined, helped }
  }
  const asksHelp = argv.some((one) => ["-h", "--help", "-v", "--version"].includes(one))
  if (word === undefined && !asksHelp) return { argv: [...argv, "status"], word: "status" }
  return { argv, word }
}

/**
 * Requires that these words name a command, as deep as commands have others below them.
 *
 * @throws UrneError `unknown-command`
 */
export function requireCommand(program: Command, words: readonly string[]): void {
  let command = program
  for (const word of words) {
    if (command.commands.length === 0) return
    const next = command.commands.find((one) => one.name() === word)
    if (next === undefined) {
      const suggestion = nearest(
        word,
        command.commands.map((one) => one.name()),
      )
      throw new UrneError("unknown-command", { command: word, suggestion })
    }
    command = next
  }
}
