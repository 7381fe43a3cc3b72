import { App } from "./commands/app.ts"
import { refusalOf } from "./commands/commander.ts"
import { commandLine, programFor, requireCommand } from "./commands/program.ts"
import { UrneError } from "./core/error.ts"
import { languageAsked, loadCatalogue, screenLanguage } from "./language/language.ts"
import { type ExitStatus, exitStatus } from "./terminal/exit.ts"
import type { Io } from "./terminal/io.ts"
import { errorJson } from "./terminal/json.ts"
import { fitted, safeLines, screenOf } from "./terminal/output.ts"
import { refusalJson, refusalText, warningsText } from "./terminal/refusal.ts"
import { cancelledStatus } from "./terminal/signals.ts"

export { processIo } from "./terminal/io.ts"

/** Runs one command line and returns its exit status. Whatever nobody could answer before is caught here. */
export async function main(argv: readonly string[], io: Io): Promise<ExitStatus> {
  const app = new App(io, await loadCatalogue(screenLanguage(languageAsked(argv), io.env)))
  const line = commandLine(argv)
  const json = argv.includes("--json")
  try {
    if (line.topic !== undefined) {
      const { topicPage } = await import("./screens/topic-page.ts")
      io.out.write(fitted(await topicPage(line.topic, screenOf(io.out, app.catalogue)), io.out))
      return 0
    }
    const program = await programFor(app, line.word, json)
    if (line.helped !== undefined) requireCommand(program, line.helped)
    await program.parseAsync(line.argv, { from: "user" })
    return app.status
  } catch (thrown) {
    const error = refusalOf(thrown, json)
    if (error === undefined) return 0
    if (error instanceof UrneError) return refuse(app, app.inCommand(error as UrneError), json)
    const stack = error instanceof Error ? (error.stack ?? error.message) : JSON.stringify(error)
    const message = app.labels.command.internalError
    if (json) io.err.write(errorJson(app.envelope, { code: "internal-error", message, params: { stack } }))
    else io.err.write(`urne: ${message}\n${safeLines(stack)}\n`)
    return 1
  }
}

function refuse(app: App, error: UrneError, json: boolean): ExitStatus {
  const { io, catalogue, zone } = app
  const screen = screenOf(io.err, catalogue, zone)
  const warnings = app.refusedWith()
  if (json) io.err.write(refusalJson(error, catalogue, { begin: app.envelope, warnings, zone }))
  else {
    const warned = warningsText(warnings, catalogue, screen)
    io.err.write(fitted(`${warned.join("")}${refusalText(error, catalogue, screen)}`, io.err))
  }
  const status = exitStatus[error.code]
  return status === exitStatus.cancelled ? cancelledStatus(io.signal) : status
}
