import type { Command } from "commander"
import type { ElectionSession } from "../election/session.ts"
import { resultScreen } from "../screens/result.ts"
import type { ElectionResult } from "../tally/result.ts"
import type { App } from "./app.ts"
import { examples } from "./commander.ts"

interface ResultOptions {
  readonly csv?: string
  readonly force?: boolean
}

export function resultCommand(program: Command, app: App): void {
  const { commands, options } = app.labels.tally
  const result = program.command("result").description(commands.result)
  result
    .option("--csv <file>", options.csv)
    .option("--force", options.force)
    .action(async (given: ResultOptions) => {
      let csv = ""
      await app.onElection<ElectionResult>(
        result,
        async (session) => {
          const { requireResult } = await import("../tally/combine-operations.ts")
          const { electionResult } = await import("../tally/result-queries.ts")
          requireResult(session.file, session.world.now())
          const shown = electionResult(session.file, session.world.now())
          if (given.csv !== undefined) csv = await writeCsv(session, given.csv, given.force === true)
          return shown
        },
        {
          human: (shown, screen) => (given.csv === "-" ? csv : resultScreen(shown, screen)),
          json: (shown) => ({ ...shown, ...writtenCsv(given, csv) }),
          status: ({ balance }) => (balance.every(({ holds }) => holds) ? 0 : 5),
        },
      )
    })
  examples(result, app.labels.command, ["urne result", "urne result --json", "urne result --csv result.csv"])
}

/** Says where the file was written, or returns its content if it goes to standard output for people. */
function writtenCsv({ csv: path }: ResultOptions, csv: string): { readonly path?: string; readonly csv?: string } {
  if (path === undefined) return {}
  return path === "-" ? { csv } : { path }
}

/** Writes the result for a spreadsheet, in the language of the screen. With `-` it is only returned. */
async function writeCsv({ file, world, screen }: ElectionSession, path: string, force: boolean): Promise<string> {
  const { resultFacts } = await import("../tally/result-queries.ts")
  const { resultSheet } = await import("../tally/result-sheet.ts")
  const content = resultSheet(await resultFacts(file, world.now()), screen.labels.tally, screen.language)
  if (path !== "-") await world.files.writeWhole(path, content, { force: force && "result-csv" })
  return content
}
