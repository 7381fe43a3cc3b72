import { type Command, Option } from "commander"
import { UrneError } from "../core/error.ts"
import { type Encoding, encodings } from "../core/vocabulary.ts"
import type { ElectionSession } from "../election/session.ts"
import type { ImportRequest, RollImport } from "../roll/operations.ts"
import type { RollSummary } from "../roll/queries.ts"
import type { Voter } from "../roll/voter.ts"
import type { ImportResult } from "../screens/roll-import.ts"
import { type Listed, memberLine, rollScreen } from "../screens/roll.ts"
import { largestNumber, wholeNumber } from "../terminal/options.ts"
import { screenOf } from "../terminal/output.ts"
import { type App, globalsOf } from "./app.ts"
import { choiceOption, examples } from "./commander.ts"

export function rollCommands(program: Command, app: App): void {
  const roll = program.command("roll").description(app.labels.roll.commands.roll)
  importCommand(roll, app)
  showCommand(roll, app)
  listCommand(roll, app)
}

const delimiters = { ";": ";", ",": ",", "|": "|", tab: "\t" } as const

interface ImportOptions {
  readonly dryRun?: boolean
  readonly skipRefused?: string
  readonly encoding?: Encoding
  readonly delimiter?: keyof typeof delimiters
  readonly report?: string
  readonly force?: boolean
}

function importCommand(roll: Command, app: App): void {
  const labels = app.labels.roll.commands
  const command = roll
    .command("import")
    .description(labels.import)
    .argument("<file...>", labels.file)
    .option("--dry-run", labels.dryRun)
    .option("--skip-refused <n>", labels.skipRefused)
    .addOption(choiceOption("--encoding <name>", labels.encoding, encodings))
    .addOption(choiceOption("--delimiter <character>", labels.delimiter, Object.keys(delimiters)))
    .option("--report <file>", labels.report)
    .option("--force", labels.force)
  command.action(async (paths: readonly string[], options: ImportOptions) => {
    const request = {
      ...{ paths, encoding: options.encoding, report: options.report, force: options.force === true },
      delimiter: options.delimiter === undefined ? undefined : delimiters[options.delimiter],
      skipRefused:
        options.skipRefused === undefined
          ? undefined
          : wholeNumber("--skip-refused", options.skipRefused, 0, largestNumber),
    }
    const { rollImportScreen } = await import("../screens/roll-import.ts")
    await app.onElection<ImportResult>(
      command,
      async (session) => {
        const { world, file, show, explain } = session
        const { checkRoll } = await import("../roll/operations.ts")
        if (options.dryRun !== true) return importAgreed(session, request, globalsOf(command).yes === true)
        const { report, refusal, minimum, samples } = await checkRoll(file, world, request)
        // Refused rows are in the report already.
        if (refusal !== undefined && refusal.code !== "rows-refused") show(explain(refusal))
        return { dryRun: true, importable: refusal === undefined, refusal, report, minimum, samples }
      },
      {
        human: (result, screen) => rollImportScreen(result, paths, screen),
        json: (result) => ({
          ...result,
          ...("dryRun" in result && result.refusal !== undefined ? { refusal: refusalJson(result.refusal) } : {}),
          ...(options.report === undefined ? {} : { path: options.report }),
          // The report of several files holds no names, so their names are given here, in its order.
          ...(paths.length === 1 ? {} : { files: paths }),
        }),
        // A script that examines the rows first gets the status of their import, whether or not a roll may still be
        // imported.
        status: (result) => ("dryRun" in result && !result.importable ? 3 : 0),
      },
    )
  })
  examples(command, app.labels.command, [
    "urne roll import members.csv --dry-run",
    "urne roll import north.csv south.csv --dry-run",
    "urne roll import members.csv --skip-refused 3 --report members-report.json",
  ])
}

/** Imports, and asks at a terminal before another roll is replaced. @throws UrneError `roll-would-replace` */
async function importAgreed(
  { world, file, prompt, screen }: ElectionSession,
  request: ImportRequest,
  replace: boolean,
): Promise<RollImport> {
  const { importRoll } = await import("../roll/operations.ts")
  try {
    return await importRoll(file, world, { ...request, replace })
  } catch (error) {
    if (!(error instanceof UrneError) || error.code !== "roll-would-replace" || !prompt.interactive) throw error
    const { before, after } = (error as UrneError<"roll-would-replace">).params
    const { count, labels } = screen
    if (!(await prompt.yesNo(labels.roll.replaces(count(before), count(after)), "--yes"))) throw error
    return importRoll(file, world, { ...request, replace: true })
  }
}

function refusalJson({ code, params }: UrneError): object {
  return { code, params }
}

function showCommand(roll: Command, app: App): void {
  const command = roll.command("show").description(app.labels.roll.commands.show)
  command.action(async () => {
    let zone = "UTC"
    await app.onElection<{ readonly roll: RollSummary | null }>(
      command,
      async ({ file }) => {
        const { rollSummary } = await import("../roll/queries.ts")
        zone = file.election.get().definition.timezone
        return { roll: rollSummary(file) ?? null }
      },
      {
        human: ({ roll: summary }, screen) =>
          summary === null ? `${screen.labels.roll.none}\n` : rollScreen(summary, zone, screen),
        // A roll that differs from the journal's does not verify.
        status: ({ roll: summary }) => (summary?.intact === false ? 5 : 0),
      },
    )
  })
  examples(command, app.labels.command, ["urne roll show"])
}

interface ListOptions {
  readonly eligible?: boolean
  readonly ineligible?: boolean
  readonly doubtful?: boolean
  readonly group?: string
}

function listCommand(roll: Command, app: App): void {
  const labels = app.labels.roll.commands
  const command = roll
    .command("list")
    .description(labels.list)
    .option("--eligible", labels.eligible)
    .addOption(new Option("--ineligible", labels.ineligible).conflicts("eligible"))
    .option("--doubtful", labels.doubtful)
    .option("--group <name>", labels.group)
  command.action(async ({ eligible, ineligible, doubtful, group }: ListOptions) => {
    const filter = {
      ...(doubtful === true ? { doubtful } : {}),
      ...(eligible === true ? { eligible: true } : ineligible === true ? { eligible: false } : {}),
      ...(group === undefined ? {} : { group }),
    }
    await app.onElection<{ readonly members: readonly Listed[]; readonly none?: "roll" | "members" }>(
      command,
      async ({ file }) => {
        const { listVoters, printingOf, requireGroup } = await import("../roll/queries.ts")
        if (group !== undefined) requireGroup(file.roll, group)
        const voters = listVoters(file, filter, doubtful === true ? await printingOf(file.roll) : undefined)
        if (globalsOf(command).json === true) return { members: Array.from(voters, listed) }
        // A roll may have 300,000 lines, which are printed as they are read.
        const screen = screenOf(app.io.out, app.catalogue)
        let isEmpty = true
        for (const voter of voters) {
          isEmpty = false
          app.io.out.write(`${memberLine(listed(voter), screen)}\n`)
        }
        // Programs that read lines read none then.
        if (isEmpty && screen.terminal) return { members: [], none: file.roll.current() === 0 ? "roll" : "members" }
        return { members: [] }
      },
      {
        human: ({ none }, { labels: { roll: say } }) =>
          none === undefined ? "" : `${none === "roll" ? say.none : say.nobody}\n`,
      },
    )
  })
  examples(command, app.labels.command, [
    "urne roll list --ineligible",
    "urne roll list --doubtful",
    "urne roll list --group Gironde",
  ])
}

function listed({ id, name, group, weight, line, ineligible, doubts }: Voter & Pick<Listed, "doubts">): Listed {
  const told = doubts === undefined ? {} : { doubts }
  return { id, name, group: group ?? null, weight, line, ineligible: ineligible ?? null, ...told }
}
