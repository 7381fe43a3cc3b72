import type { Command } from "commander"
import { UrneError } from "../core/error.ts"
import { instantText, parseInstant } from "../core/instant.ts"
import { must } from "../core/must.ts"
import { paceOf } from "../core/pace.ts"
import type { ElectionSession, Session } from "../election/session.ts"
import type { ExposureReport, HostReport } from "../preflight/exposure/report.ts"
import { exposureJson } from "../screens/exposure-json.ts"
import { exposureScreen, type ShownExposure } from "../screens/exposure.ts"
import { localTime } from "../screens/local-time.ts"
import { wholeNumber } from "../terminal/options.ts"
import { safe } from "../terminal/output.ts"
import type { App, Visit } from "./app.ts"
import { examples } from "./commander.ts"
import { lineOf } from "./facts.ts"
import { requireRegisterWritable, writingKey, type WritingOptions, writingOptions } from "./writing.ts"

interface AuthoriseOptions extends WritingOptions {
  readonly document: string
  readonly by?: string
  readonly until: string
}

/** `urne preflight authorise` */
export function authoriseCommand(preflight: Command, app: App): void {
  const { commands, options } = app.labels.exposure
  const authorise = preflight.command("authorise").description(commands.authorise).argument("<host...>", options.hosts)
  writingOptions(
    authorise
      .requiredOption("--document <file>", options.document)
      .option("--by <name>", options.by)
      .requiredOption("--until <hour>", options.until),
    app,
  ).action(async (named: readonly string[], given: AuthoriseOptions) => {
    await app.onElection(authorise, (session) => authorised(session, named, given), {
      human: ({ hosts, until, timezone, entry }, screen) => {
        const hour = localTime(must(parseInstant(until), "an hour that was read"), timezone, screen)
        return `${screen.labels.exposure.authorised(hosts.map((one) => safe(one)).join(", "), hour, entry)}\n`
      },
      json: ({ hosts, until, at, sha256, entry }) => ({ hosts, until, at: instantText(at), sha256, entry }),
    })
  })
  examples(authorise, app.labels.command, [
    "urne preflight authorise vote.example.org --document letter.pdf --by 'Max Made-up' --until 2014-11-30T20:00 --key anne.key",
  ])
}

async function authorised(session: ElectionSession, named: readonly string[], given: AuthoriseOptions) {
  const { officialHosts } = await import("../preflight/exposure/queries.ts")
  const { enterAuthorisation } = await import("../preflight/exposure/operations.ts")
  const { hourText } = await import("../urn/hour-text.ts")
  const { file, screen, world } = session
  await requireRegisterWritable(session)
  const { definition } = file.election.get()
  const { timezone } = definition
  const hosts = officialHosts(definition, named)
  const until = hourText(given.until, timezone, screen.language, "--until")
  if (must(parseInstant(until), "an hour that was read") <= world.now()) {
    throw new UrneError("authorisation-over", { until })
  }
  const bytes = await world.files.read(given.document)
  const by = await lineOf(session, "--by", given.by, screen.labels.exposure.ask.by)
  const key = await writingKey(session, given)
  const document = { name: given.document, bytes }
  const { number, at, entry } = enterAuthorisation(file, { hosts, until, document, by }, key, world)
  const sha256 = "sha256" in entry ? entry.sha256 : ""
  return { hosts, until, at, sha256, timezone, entry: number }
}

interface ExposureOptions extends WritingOptions {
  readonly mostRequests?: string
  readonly rate?: string
  readonly out?: string
}

const [usualMost, usualRate] = [400, 5]

/** `urne preflight exposure` */
export function exposureCommand(preflight: Command, app: App): void {
  const { commands, options } = app.labels.exposure
  const exposure = preflight.command("exposure").description(commands.exposure).argument("[host...]", options.hosts)
  writingOptions(
    exposure
      .option("--most-requests <n>", options.mostRequests, String(usualMost))
      .option("--rate <n>", options.rate, String(usualRate))
      .option("--out <file>", options.out),
    app,
  ).action(async (named: readonly string[], given: ExposureOptions) => {
    await app.onElectionInVisits(exposure, (visit, session) => examined(visit, session, named, given, app), {
      human: exposureScreen,
      json: exposureJson,
      status: ({ report }) => (report.hosts.some(({ findings }) => findings.some(isFailure)) ? 5 : 0),
    })
  })
  examples(exposure, app.labels.command, [
    "urne preflight exposure",
    "urne preflight exposure vote.example.org --out exposure.json --key anne.key",
  ])
}

const isFailure = ({ severity }: HostReport["findings"][number]) => severity === "fail"

/** Examines the hosts while nobody waits for the election file. */
async function examined(
  visit: Visit,
  session: Session,
  named: readonly string[],
  given: ExposureOptions,
  app: App,
): Promise<ShownExposure> {
  const most = wholeNumber("--most-requests", given.mostRequests ?? String(usualMost), 1, 10_000)
  const rate = wholeNumber("--rate", given.rate ?? String(usualRate), 1, 100)
  const { files } = session.world
  // An entry names the report by its hash.
  if (given.key !== undefined && given.out === undefined) throw new UrneError("missing-option", { option: "--out" })
  if (given.out !== undefined) await files.requireWritable(given.out)
  const { officialHosts, requireAuthorised, targetsOf } = await import("../preflight/exposure/queries.ts")
  const { targets, timezone, key, at } = await visit(async (of) => {
    const { definition } = of.file.election.get()
    const hosts = officialHosts(definition, named)
    requireAuthorised(of.file, hosts, of.world.now())
    if (given.key !== undefined) await requireRegisterWritable(of)
    return {
      targets: targetsOf(definition, hosts),
      timezone: definition.timezone,
      key: given.key === undefined ? undefined : await writingKey(of, given),
      at: of.world.now(),
    }
  })
  const { examineHost } = await import("../preflight/exposure/examine.ts")
  const turn = paceOf(rate, app.io)
  const hosts: HostReport[] = []
  for (const target of targets) hosts.push(await examineHost(target, { most, turn }, session.world))
  const report: ExposureReport = { at: instantText(at), most, rate, hosts }
  const { reportText } = await import("../preflight/exposure/report.ts")
  if (given.out !== undefined) await files.writeWhole(given.out, reportText(report))
  const { enterExamination } = await import("../preflight/exposure/operations.ts")
  const entered =
    key === undefined ? undefined : await visit(({ file, world }) => enterExamination(file, report, key, world))
  return { report, written: given.out, entry: entered?.number, timezone }
}
