import { basename } from "node:path"
import type { Command } from "commander"
import { UrneError } from "../core/error.ts"
import {
  type AttestedCheck,
  attestedChecks,
  type PreflightCheck,
  preflightChecks,
  type ProfileName,
  profileNames,
} from "../core/vocabulary.ts"
import type { ElectionSession } from "../election/session.ts"
import type { Setting } from "../preflight/setting.ts"
import type { ProvedEntry } from "../register/queries.ts"
import { actOutcome } from "../screens/act.ts"
import { entryJson } from "../screens/entry-json.ts"
import { runJson, runsJson } from "../screens/preflight-json.ts"
import { runScreen, runsScreen, type ShownRun, type ShownRuns } from "../screens/preflight.ts"
import type { App } from "./app.ts"
import { choiceArgument, choiceOption, examples, handDown } from "./commander.ts"
import { decide, keyOptions, signingOptions, type SigningOptions } from "./deciding.ts"
import { lineOf } from "./facts.ts"
import { domainsCommand } from "./preflight-domains.ts"
import { authoriseCommand, exposureCommand } from "./preflight-exposure.ts"
import { decisionReason } from "./reason.ts"
import { membersKeys, requireRegisterWritable, writersNames } from "./writing.ts"

/** `urne preflight …` and `urne override`: what is looked at before the vote, and who decides to go on without it. */
export function preflightCommands(program: Command, app: App): void {
  const preflight = runCommand(program, app)
  handDown(preflight)
  attestCommand(preflight, app)
  listCommand(preflight, app)
  domainsCommand(preflight, app)
  authoriseCommand(preflight, app)
  exposureCommand(preflight, app)
}

interface RunOptions extends SigningOptions {
  readonly profile?: ProfileName
  readonly clock?: string
}

function runCommand(program: Command, app: App): Command {
  const { commands, options } = app.labels.preflight
  const preflight = keyOptions(program.command("preflight").description(commands.preflight), app)
  preflight
    .addOption(choiceOption("--profile <profile>", options.profile, profileNames))
    .option("--clock <hour>", options.clock)
    .action(async (given: RunOptions) => {
      await app.onElection<ShownRun>(preflight, (session) => runHere(session, given), {
        human: runScreen,
        json: runJson,
      })
    })
  examples(preflight, app.labels.command, [
    "urne preflight",
    "urne preflight --clock 2014-11-28T19:30 --key anne.key bruno.key",
    "urne preflight --profile cgfp-2026",
  ])
  return preflight
}

/** Looks at everything, and enters what was found where somebody signs it. */
async function runHere(session: ElectionSession, given: RunOptions): Promise<ShownRun> {
  const { file, world } = session
  const { runChecks } = await import("../preflight/run-queries.ts")
  const { recordedRuns } = await import("../preflight/queries.ts")
  const { enterRun } = await import("../preflight/operations.ts")
  const { machineOf } = await import("./preflight-machine.ts")
  const signs = (given.key ?? []).length > 0
  if (signs) await requireRegisterWritable(session)
  const machine = await machineOf(session, given.clock)
  const keys = signs ? await membersKeys(session, given, 0) : []
  const setting: Setting = {
    ...{ now: world.now(), software: world.software, machine },
    profile: given.profile ?? file.election.get().definition.profile,
    opened: await membersOf(session, keys),
  }
  const before = recordedRuns(file).runs.at(-1)
  const { checks, stopped } = runChecks(file, setting)
  const shown = { checks, stopped, profile: setting.profile, before }
  if (!signs) return { ...shown, entered: undefined }
  const { run, number: entry } = enterRun(file, checks, setting, keys, world)
  return { ...shown, entered: { run, entry } }
}

/** Names the members whose keys these are. */
async function membersOf(
  { file }: ElectionSession,
  keys: Awaited<ReturnType<typeof membersKeys>>,
): Promise<readonly string[]> {
  const { currentAuthority } = await import("../authority/act-queries.ts")
  const { verifierKeyText, verifierOf } = await import("../notes/key.ts")
  const texts = keys.map((key) => verifierKeyText(verifierOf(key)))
  return (currentAuthority(file)?.members ?? []).flatMap(({ id, key }) => (texts.includes(key) ? [id] : []))
}

interface AttestOptions extends SigningOptions {
  readonly note?: string
  readonly day?: string
  readonly evidence?: string
  readonly failed?: boolean
}

function attestCommand(preflight: Command, app: App): void {
  const { commands, options } = app.labels.preflight
  const attest = keyOptions(preflight.command("attest").description(commands.attest), app)
  attest
    .addArgument(choiceArgument("<check>", attestedChecks, options.check))
    .option("--note <text>", options.note)
    .option("--day <day>", options.day)
    .option("--evidence <file>", options.evidence)
    .option("--failed", options.failed)
    .action(async (check: AttestedCheck, given: AttestOptions) => {
      await app.onElection<ProvedEntry>(attest, (session) => attestHere(session, check, given), {
        human: ({ number }, { labels }) => `${labels.preflight.attested(number)}\n`,
        json: (entered) => ({ check, status: given.failed === true ? "fail" : "pass", ...entryJson(entered) }),
      })
    })
  examples(attest, app.labels.command, [
    "urne preflight attest letters-posted --day 2014-11-10 --note 'Slip of the post office' --evidence slip.pdf --key anne.key",
    "urne preflight attest letters-sampled --failed --note 'Two of ten codes were refused' --key anne.key",
  ])
}

async function attestHere(session: ElectionSession, check: AttestedCheck, given: AttestOptions): Promise<ProvedEntry> {
  const { file, world, path, screen } = session
  const { keepEvidence, measured } = await import("../incidents/evidence-file.ts")
  const { enterAttestation, requireDay } = await import("../preflight/operations.ts")
  await requireRegisterWritable(session)
  requireDay(check, given.day)
  const piece = given.evidence === undefined ? undefined : await measured(given.evidence, world.files)
  const note = await lineOf(session, "--note", given.note, screen.labels.preflight.ask.note)
  const keys = await membersKeys(session, given, 1)
  // The paper is kept before the register says that it is.
  if (piece !== undefined && given.evidence !== undefined) {
    await keepEvidence(given.evidence, piece, path, world.files)
  }
  const paper = piece && { sha256: piece.sha256, name: basename(given.evidence ?? "") }
  const status = given.failed === true ? "fail" : "pass"
  return enterAttestation(file, { check, status, day: given.day, paper, note }, keys, world)
}

function listCommand(preflight: Command, app: App): void {
  const list = preflight.command("list").description(app.labels.preflight.commands.list)
  list.action(async () => {
    await app.onElection<ShownRuns>(
      list,
      async ({ file }) => {
        const { preflightStanding, recordedRuns } = await import("../preflight/queries.ts")
        return { ...recordedRuns(file), ...preflightStanding(file), names: await writersNames(file) }
      },
      {
        human: runsScreen,
        json: runsJson,
      },
    )
  })
  examples(list, app.labels.command, ["urne preflight list"])
}

interface OverrideOptions extends SigningOptions {
  readonly reason?: string
}

/** `urne override`: the authority opens the vote though checks before it were wanting. */
export function overrideCommand(program: Command, app: App): void {
  const { commands, options } = app.labels.preflight
  const override = signingOptions(program.command("override").description(commands.override), app)
  override
    .argument("[check...]", options.check)
    .option("--reason <text>", options.reason)
    .action(async (named: readonly string[], given: OverrideOptions) => {
      await app.onElection(
        override,
        async (session) => {
          const { checkKey } = await import("../preflight/ledger.ts")
          const checks = await checksToOverride(session, named)
          const statements = checks.map((check) => ({ key: checkKey, value: check }))
          const reason = await decisionReason(session, "override", given.reason, statements)
          return decide(session, "override", [...statements, reason], given)
        },
        { human: actOutcome },
      )
    })
  examples(override, app.labels.command, [
    "urne override drill --reason 'The second machine comes tomorrow; two copies were read back' --key anne.key bruno.key carla.key",
  ])
}

/** Returns the checks that are named, or those that the last run leaves open. */
async function checksToOverride(
  session: ElectionSession,
  named: readonly string[],
): Promise<readonly PreflightCheck[]> {
  if (named.length > 0) {
    return [...new Set(named)].map((value) => {
      const check = preflightChecks.find((one) => one === value)
      if (check !== undefined) return check
      throw new UrneError("invalid-option", {
        ...{ option: "CHECK", value, wanted: { form: "choice", allowed: [...preflightChecks] } },
      })
    })
  }
  const { preflightStanding } = await import("../preflight/queries.ts")
  const { run, open } = preflightStanding(session.file)
  if (run === undefined) throw new UrneError("no-preflight", {})
  const { ask, checks } = session.screen.labels.preflight
  const choices = open.map(({ check }) => ({ name: checks[check], value: check }))
  return session.prompt.choices(ask.checks, "CHECK", choices)
}
