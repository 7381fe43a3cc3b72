import { type Command, Option } from "commander"
import { UrneError } from "../core/error.ts"
import { parseInstant } from "../core/instant.ts"
import { must } from "../core/must.ts"
import { type Encoding, encodings } from "../core/vocabulary.ts"
import type { ElectionSession } from "../election/session.ts"
import { catalogueOf } from "../language/catalogues.ts"
import { formatInstant } from "../language/language.ts"
import type { Doubt } from "../roll/doubts.ts"
import type { ImportRequest, RollImport } from "../roll/operations.ts"
import type { RollSummary } from "../roll/queries.ts"
import type { Voter } from "../roll/voter.ts"
import { wholeNumber } from "../terminal/options.ts"
import { hanging, safe, type Screen } from "../terminal/output.ts"
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
          : wholeNumber("--skip-refused", options.skipRefused, 0, 999_999_999),
    }
    const { encodingsOf, reportText } = await import("../roll/report-text.ts")
    await app.onElection<ImportResult>(
      command,
      async (session) => {
        const { world, file, show, explain } = session
        const { checkRoll } = await import("../roll/operations.ts")
        if (options.dryRun !== true) return importAgreed(session, request, globalsOf(command).yes === true)
        const { report, refusal, minimum, samples } = await checkRoll(file, world, request)
        // Refused rows are already in the report.
        if (refusal !== undefined && refusal.code !== "rows-refused") show(explain(refusal))
        return { dryRun: true, importable: refusal === undefined, refusal, report, minimum, samples }
      },
      {
        human: (result, screen) => {
          const catalogue = catalogueOf(screen.language)
          const report = reportText(result.report, { catalogue, count: screen.count, safe, paths })
          return `${outcome(result, screen)}\n\n${report}${sampleLines(result, encodingsOf(result.report), screen)}${tooFew(result, screen)}`
        },
        json: (result) => ({
          ...result,
          ...("dryRun" in result && result.refusal !== undefined ? { refusal: refusalJson(result.refusal) } : {}),
          ...(options.report === undefined ? {} : { path: options.report }),
          // The report of several files holds no names, so their names are given here, in its order.
          ...(paths.length === 1 ? {} : { files: paths }),
        }),
        // A script that looks at the rows first ends as their import would; whether a roll may still come is another question.
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

interface DryRun extends Pick<RollImport, "report" | "minimum" | "samples"> {
  readonly dryRun: true
  readonly importable: boolean
  /** Why it cannot be imported. */
  readonly refusal: UrneError | undefined
}

function refusalJson({ code, params }: UrneError): object {
  return { code, params }
}

type ImportResult = RollImport | DryRun

/** Shows names from which somebody who knows them can tell whether the file was decoded correctly. */
function sampleLines({ samples }: ImportResult, encodings: string, { labels, style }: Screen): string {
  if (samples.length === 0) return ""
  return `\n${style.yellow(labels.roll.samples(encodings))}\n  ${samples.map(safe).join("\n  ")}\n`
}

function tooFew({ report, minimum }: ImportResult, { labels, style, count }: Screen): string {
  if (minimum.reachable) return ""
  return `\n${style.red(labels.guide.tooFewVoters(count(report.eligible), count(minimum.ballots)))}\n`
}

function outcome(result: ImportResult, { labels }: Screen): string {
  if ("dryRun" in result) return result.importable ? labels.roll.dryRun : labels.roll.dryRunRefused
  return result.imported ? labels.roll.imported : labels.roll.unchanged
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
          summary === null ? `${screen.labels.roll.none}\n` : summaryText(summary, zone, screen),
        // A roll that is not the one that the journal records does not verify.
        status: ({ roll: summary }) => (summary?.intact === false ? 5 : 0),
      },
    )
  })
  examples(command, app.labels.command, ["urne roll show"])
}

function summaryText(summary: RollSummary, zone: string, screen: Screen): string {
  const { count, language, labels } = screen
  const { summary: say, report: words } = labels.roll
  const rows: readonly (readonly [string, string])[] = [
    [say.imported, formatInstant(must(parseInstant(summary.imported), "instant of the import"), zone, language)],
    [words.eligible, count(summary.eligible)],
    [words.ineligible, count(summary.ineligible)],
    [words.refused, count(summary.refused)],
    [words.weight, count(summary.weight)],
    [say.report, summary.report],
    [say.commitment, summary.roll],
  ]
  const groups = summary.groups.map(({ group, eligible }) => [safe(group ?? words.noGroup), count(eligible)] as const)
  const all = [...rows, ...(groups.length > 1 ? groups : [])]
  const wide = Math.max(...all.map(([label]) => label.length))
  const lines = all.map(([label, value]) => hanging(`${label.padEnd(wide)}  `, value, screen))
  return `${[...(summary.intact ? [] : [screen.style.red(labels.roll.altered)]), ...lines].join("\n")}\n`
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
    await app.onElection<{ readonly members: readonly Listed[] }>(
      command,
      async ({ file }) => {
        const { listVoters, printingOf, requireGroup } = await import("../roll/queries.ts")
        if (group !== undefined) requireGroup(file.roll, group)
        const voters = listVoters(file, filter, doubtful === true ? await printingOf(file.roll) : undefined)
        if (globalsOf(command).json === true) return { members: Array.from(voters, listed) }
        // A roll may have 300,000 lines, which are printed as they are read.
        for (const voter of voters) app.io.out.write(`${memberLine(listed(voter), app)}\n`)
        return { members: [] }
      },
      { human: () => "" },
    )
  })
  examples(command, app.labels.command, [
    "urne roll list --ineligible",
    "urne roll list --doubtful",
    "urne roll list --group Gironde",
  ])
}

/** A member as `--json` prints it. */
interface Listed {
  readonly id: string
  readonly name: string
  readonly group: string | null
  readonly weight: bigint
  readonly line: number
  readonly ineligible: { readonly column: string; readonly value: string } | null
  /** Why somebody should look at the row. Present only if that was asked for. */
  readonly doubts?: readonly Doubt[]
}

function listed({ id, name, group, weight, line, ineligible, doubts }: Voter & Pick<Listed, "doubts">): Listed {
  const told = doubts === undefined ? {} : { doubts }
  return { id, name, group: group ?? null, weight, line, ineligible: ineligible ?? null, ...told }
}

function memberLine({ id, name, group, weight, ineligible, doubts = [] }: Listed, { labels }: App): string {
  const reason = ineligible === null ? "" : `${ineligible.column} ${ineligible.value || labels.roll.report.noValue}`
  const votes = weight > 1n ? String(weight) : ""
  const cells = [
    safe(id).padEnd(10),
    safe(name).padEnd(30),
    safe(group ?? "").padEnd(20),
    votes,
    safe(reason),
    ...doubts.map((doubt) => labels.roll.report.doubts[doubt]),
  ]
  return cells
    .filter((cell) => cell !== "")
    .join("  ")
    .trimEnd()
}
