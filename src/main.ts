import { CommanderError } from "commander"
import { authorityCommands } from "./authority/commands.ts"
import { App } from "./cli/app.ts"
import { refusalOf, rootCommand } from "./cli/commander.ts"
import { type ExitStatus, exitStatus } from "./cli/exit.ts"
import type { Io } from "./cli/io.ts"
import { safeLines, screenOf } from "./cli/output.ts"
import { refusalJson, refusalText } from "./cli/refusal.ts"
import { UrneError } from "./core/error.ts"
import { credentialCommands } from "./credentials/commands.ts"
import { custodyCommands } from "./custody/commands.ts"
import { definitionCommands } from "./definition/commands.ts"
import { guideCommands } from "./guide/commands.ts"
import { journalCommands } from "./journal/commands.ts"
import { rehearsalCommands } from "./rehearsal/commands.ts"
import { recordCommands } from "./record/commands.ts"
import { rollCommands } from "./roll/commands.ts"
import { tallyCommands } from "./tally/commands.ts"
import { trusteesCommands } from "./trustees/commands.ts"
import { urnCommands } from "./urn/commands.ts"
import { verifyCommands } from "./verify/commands.ts"

/** Runs one command line and returns its exit status. The only catch in the program. */
export async function main(argv: readonly string[], io: Io): Promise<ExitStatus> {
  const app = new App(io, languageAsked(argv))
  const program = rootCommand(io, app.labels.command, io.software.replace("urne ", ""))
  definitionCommands(program, app)
  authorityCommands(program, app)
  program.commandsGroup(app.labels.command.groups.roll)
  rollCommands(program, app)
  trusteesCommands(program, app)
  program.commandsGroup(app.labels.command.groups.credentials)
  credentialCommands(program, app)
  urnCommands(program, app)
  program.commandsGroup(app.labels.command.groups.oversight)
  guideCommands(program, app)
  custodyCommands(program, app)
  tallyCommands(program, app)
  program.commandsGroup(app.labels.command.groups.record)
  recordCommands(program, app)
  verifyCommands(program, app)
  journalCommands(program, app)
  program.commandsGroup(app.labels.command.groups.rehearsal)
  rehearsalCommands(program, app)
  try {
    await program.parseAsync(withDefault(argv), { from: "user" })
    return app.status
  } catch (thrown) {
    const error: unknown = thrown instanceof CommanderError ? refusalOf(thrown) : thrown
    if (error === undefined) return 0
    if (error instanceof UrneError) return refuse(app, error as UrneError, argv.includes("--json"))
    const stack = error instanceof Error ? (error.stack ?? error.message) : JSON.stringify(error)
    io.err.write(`urne: ${app.labels.command.internalError}\n${safeLines(stack)}\n`)
    return 1
  }
}

function refuse(app: App, error: UrneError, json: boolean): ExitStatus {
  const { io, catalogue, language } = app
  io.err.write(json ? refusalJson(error, catalogue) : refusalText(error, catalogue, screenOf(io.err, language)))
  return exitStatus[error.code]
}

/** `--lang` is read before the commands are built, since their descriptions are in that language too. */
function languageAsked(argv: readonly string[]): string | undefined {
  const at = argv.findIndex((word) => word === "--lang" || word.startsWith("--lang="))
  if (at < 0) return undefined
  return argv[at]?.split("=")[1] ?? argv[at + 1]
}

/** Plain `urne`, whatever its global options, is `urne status`. */
function withDefault(argv: readonly string[]): readonly string[] {
  const withValue = ["-f", "--file", "--lang", "--jobs", "--seed", "--at"]
  const hasWord = argv.some((word, i) => !word.startsWith("-") && !withValue.includes(argv[i - 1] ?? ""))
  const asksHelp = argv.some((word) => ["-h", "--help", "--version"].includes(word))
  return hasWord || asksHelp ? argv : [...argv, "status"]
}
