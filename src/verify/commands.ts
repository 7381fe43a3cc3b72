import type { Command } from "commander"
import type { App, Session } from "../cli/app.ts"
import { examples } from "../cli/commander.ts"
import { safe, type Screen } from "../cli/output.ts"
import { table } from "../cli/table.ts"
import { UrneError } from "../core/error.ts"
import type { Finding } from "../core/finding.ts"
import type { Asked } from "./asked.ts"
import type { Report } from "./report.ts"

interface VerifyOptions {
  readonly authority?: string
  readonly checkpoint?: readonly string[]
  readonly receipt?: readonly string[]
  readonly tracker?: readonly string[]
  readonly final?: boolean
}

export function verifyCommands(program: Command, app: App): void {
  const { commands, options } = app.labels.verify
  const command = program.command("verify").description(commands.verify).argument("<path>", commands.path)
  command
    .option("--authority <fingerprint>", options.authority)
    .option("--checkpoint <file...>", options.checkpoint)
    .option("--receipt <file...>", options.receipt)
    .option("--tracker <tracker...>", options.tracker)
    .option("--final", options.final)
    .action(async (path: string, given: VerifyOptions) => {
      const { exitOf, lacksMark } = await import("./verdict.ts")
      await app.run<Report>(command, (session) => verifyPath(path, given, session), {
        human: (report, screen) =>
          reportScreen(report, { final: given.final === true, mark: lacksMark(report) }, screen, app),
        // A verification's report is its result: it goes to standard output whatever the verdict.
        status: (report) => exitOf(report, given.final === true),
      })
    })
  examples(command, app.labels.command, [
    "urne verify record --final --authority 'ab12 cd34 ef56 ab78 ab12 cd34 ef56 ab78'",
    "urne verify 9xDrMnXn4cUuGk.bel",
    "urne verify record --receipt receipt.txt",
  ])
}

async function verifyPath(path: string, given: VerifyOptions, { world }: Session): Promise<Report> {
  const { openPool } = await import("../workers/pool.ts")
  // The threads get ready while this one loads the checks and reads what they need.
  const pool = openPool(world.jobs)
  try {
    const asked = await askedOf(given, world)
    const { verify } = await import("./report.ts")
    const { openSource } = await import("./source.ts")
    return await verify(await openSource(world.files, path), asked, {
      pool,
      random: world.random,
      progress: (checked, ballots) => {
        world.progress("record.verify", checked, ballots)
      },
    })
  } finally {
    await pool.close()
  }
}

async function askedOf(given: VerifyOptions, { files }: Session["world"]): Promise<Asked> {
  const { isKeptNote, isTracker, readFingerprint } = await import("./asked.ts")
  const notes = (kind: "receipt" | "checkpoint", paths: readonly string[] = []) =>
    Promise.all(
      paths.map(async (path) => {
        const source = new TextDecoder().decode(await files.read(path, 1 << 20))
        if (!isKeptNote(kind, source)) throw new UrneError("not-a-kept-note", { path, kind })
        return { path, source }
      }),
    )
  const authority = given.authority === undefined ? undefined : readFingerprint(given.authority)
  if (given.authority !== undefined && authority === undefined) {
    throw new UrneError("invalid-option", {
      option: "--authority",
      value: given.authority,
      wanted: { form: "fingerprint" },
    })
  }
  for (const tracker of given.tracker ?? []) {
    if (!isTracker(tracker)) {
      throw new UrneError("invalid-option", { option: "--tracker", value: tracker, wanted: { form: "tracker" } })
    }
  }
  const [checkpoints, receipts] = [await notes("checkpoint", given.checkpoint), await notes("receipt", given.receipt)]
  return { authority, checkpoints, receipts, trackers: given.tracker ?? [] }
}

function reportScreen(
  report: Report,
  { final, mark: lacksMark }: { readonly final: boolean; readonly mark: boolean },
  screen: Screen,
  app: App,
): string {
  const { labels, style } = screen
  const { verify } = labels
  const lines: string[] = []
  if (report.election !== null) {
    const mark = lacksMark ? ` — ${style.yellow(labels.guide.rehearsal)}` : ""
    lines.push(`${style.bold(safe(report.election.name))} (${safe(report.election.uuid)})${mark}`)
  }
  if (report.phase !== null) lines.push(`${labels.guide.phase} ${labels.lifecycle.phases[report.phase]}`)
  const { entries, signedEntries, checkpoints, witnessedCheckpoints } = report.figures
  if (entries !== null && signedEntries !== null) {
    const figures = [entries, signedEntries, checkpoints ?? 0, witnessedCheckpoints ?? 0].map(screen.count)
    lines.push(verify.journal(...(figures as [string, string, string, string])))
  }
  lines.push("", checksTable(report, screen).trimEnd())
  if (report.findings.length > 0) lines.push("", ...report.findings.map((one) => findingLine(one, app, screen)))
  if (report.stopped) lines.push(verify.stopped)
  lines.push("", verify.sheet)
  const width = Math.max(0, ...report.fingerprints.map(({ name }) => verify.fingerprints[name].length))
  for (const { name, value } of report.fingerprints) {
    lines.push(`  ${verify.fingerprints[name].padEnd(width)}  ${safe(value)}`)
  }
  lines.push(...resultLines(report, screen), ...askedLines(report, screen), "", verdictLine(report, final, screen))
  lines.push(...unconfirmedLines(report, app, screen))
  return `${lines.join("\n")}\n`
}

function checksTable({ checks }: Report, screen: Screen): string {
  const { verify } = screen.labels
  const rows = checks.map(({ check, status, present, checked, findings }) => [
    check,
    verify.checks[check],
    findings > 0 ? screen.style.red(verify.findings(findings)) : verify.statuses[status],
    status === "absent" ? "" : `${screen.count(checked)}/${screen.count(present)}`,
  ])
  return table(
    screen,
    [verify.columns.number, verify.columns.check, verify.columns.status, verify.columns.checked],
    rows,
  )
}

function findingLine(found: Finding & { readonly check: string }, app: App, { style }: Screen): string {
  const say = app.catalogue.findings[found.code] as (params: unknown) => string
  return `${style.red(`${found.check} ${found.code}`)}  ${safe(found.at)}: ${safe(say(found.params))}`
}

function resultLines({ result, figures }: Report, screen: Screen): readonly string[] {
  if (result === null) return []
  const { verify } = screen.labels
  const lines = result.flatMap(({ question, blank, answers }) => [
    "",
    `  ${safe(question)}`,
    ...answers.map(({ answer, votes }) => `    ${safe(answer)}: ${screen.count(votes)}`),
    ...(blank === null ? [] : [`    ${verify.blank}: ${screen.count(blank)}`]),
  ])
  return [...lines, `  ${verify.counted(screen.count(figures.counted ?? 0), screen.count(figures.accepted ?? 0))}`]
}

function askedLines({ asked }: Report, screen: Screen): readonly string[] {
  const { verify } = screen.labels
  return asked.map(({ tracker, height, state }) => verify.ballot[state](tracker, screen.count(height)))
}

function verdictLine(report: Report, final: boolean, { labels, style, count }: Screen): string {
  const { verify } = labels
  const bad = report.verdict === "INVALID" || report.verdict === "PARTIAL"
  const words =
    report.verdict === "INVALID"
      ? verify.invalid(report.findings.length, count(report.findings.length))
      : verify.verdicts[report.verdict]
  const verdict = bad ? style.red.bold(words) : style.green.bold(words)
  const notFinal =
    report.final || report.verdict === "INVALID" ? "" : ` — ${final ? style.red(verify.notFinal) : verify.notFinal}`
  const notes = [
    ...(report.verdict === "CONSISTENT" ? [verify.notPinned] : []),
    ...((report.figures.recovered ?? 0) > 0 ? [verify.recovered] : []),
    ...((report.figures.refusedShares ?? 0) > 0
      ? [verify.refusedShares(count(report.figures.refusedShares ?? 0))]
      : []),
    ...(report.kind === "record" && report.figures.witnessedCheckpoints === 0 ? [verify.unwitnessed] : []),
    ...unsignedNote(report.figures, { labels, count }),
    ...(report.ignored.length > 0 ? [verify.ignored(safe(report.ignored.join(", ")))] : []),
  ]
  return [`${verdict}${notFinal}`, ...notes].join("\n")
}

/** What the reader gave and the record does not confirm: a line each, apart from the verdict on the record. */
function unconfirmedLines({ unconfirmed }: Report, app: App, { labels, style }: Screen): readonly string[] {
  return unconfirmed.map(({ code, at, params }) => {
    const say = app.catalogue.findings[code] as (params: unknown) => string
    const place = code === "TRACKER_ABSENT" ? "" : `${safe(at)}: `
    return `${style.red.bold(labels.verify.notConfirmed)} ${place}${safe(say(params))}`
  })
}

/** What of the journal nobody but the holder of the file vouches for. */
function unsignedNote(
  { entries, signedEntries, checkpoints }: Report["figures"],
  { labels, count }: Pick<Screen, "labels" | "count">,
): readonly string[] {
  if (entries === null || signedEntries === null || signedEntries >= entries) return []
  const { noCheckpoint, unsigned } = labels.verify
  return [checkpoints === 0 ? noCheckpoint : unsigned(count(entries - signedEntries), count(entries))]
}
