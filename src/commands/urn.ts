import type { Command } from "commander"
import type { Statement } from "../authority/act.ts"
import { UrneError } from "../core/error.ts"
import type { ElectionSession } from "../election/session.ts"
import { formatInstant } from "../language/language.ts"
import { actOutcome } from "../screens/act.ts"
import { closingScreen, type Decided, openingScreen, sealScreen } from "../screens/urn-reports.ts"
import { hashJson } from "../terminal/json.ts"
import type { Closing } from "../urn/freeze-operations.ts"
import type { Hours, Opening } from "../urn/open-operations.ts"
import type { App } from "./app.ts"
import { ballotCommands } from "./ballots.ts"
import { castCommand } from "./cast.ts"
import { examples } from "./commander.ts"
import { decide, signingOptions, type SigningOptions } from "./deciding.ts"
import { decisionReason, statedAlready } from "./reason.ts"
import { receiptCommand } from "./receipt.ts"
import { urgentCommand } from "./urgent.ts"

export function urnCommands(program: Command, app: App): void {
  sealCommands(program, app)
  openCommand(program, app)
  castCommand(program, app)
  receiptCommand(program, app)
  ballotCommands(program, app)
  hoursCommands(program, app)
  urgentCommand(program, app)
  closeCommand(program, app)
}

function sealCommands(program: Command, app: App): void {
  const { commands, options } = app.labels.urn
  const seal = signingOptions(program.command("seal").description(commands.seal), app)
  seal
    .option("--without-register", options.withoutRegister)
    .action(async (given: SigningOptions & { readonly withoutRegister?: boolean }) => {
      await app.onElection(
        seal,
        async (session) => {
          const { registerGiven } = await import("../register/stated.ts")
          return decide(session, "seal", registerGiven(given), given)
        },
        { human: actOutcome },
      )
    })
  examples(seal, app.labels.command, ["urne seal", "urne seal --key anne.key bruno.key"])

  const check = seal.command("check").description(commands.sealCheck)
  check.action(async () => {
    await app.onElection(
      check,
      async ({ file, world }) => {
        const { checkSeal } = await import("../urn/seal-check-queries.ts")
        return checkSeal(file, world.software)
      },
      { human: sealScreen, status: ({ conform }) => (conform ? 0 : 5) },
    )
  })
  examples(check, app.labels.command, ["urne seal check"])
}

interface OpenOptions extends SigningOptions {
  readonly wait?: boolean
  readonly opens?: string
  readonly closes?: string
}

function openCommand(program: Command, app: App): void {
  const { commands, options } = app.labels.urn
  const open = signingOptions(program.command("open").description(commands.open), app)
  open
    .option("--opens <hour>", options.opens)
    .option("--closes <hour>", options.closes)
    .option("--wait", options.waitOpening)
    .action(async (given: OpenOptions) => {
      if (given.wait === true) return waitForOpening(app, open, given)
      await app.onElection<Decided<Opening>>(open, (session) => decideOpening(session, given), {
        human: openingScreen,
        json: headed,
      })
    })
  examples(open, app.labels.command, ["urne open --wait", "urne open --closes 2014-11-29T21:00"])
}

async function waitForOpening(app: App, open: Command, given: OpenOptions): Promise<void> {
  const { onElectionWaiting } = await import("./waiting.ts")
  await onElectionWaiting<Opening>(
    app,
    open,
    {
      awaited: async (session, decided) => {
        const { openingAwaited } = await import("../urn/awaited-queries.ts")
        // After the decision, later acts are followed.
        const hours = decided ? [] : await openingHours(session, given)
        return openingAwaited(session.file, hours, session.world.now())
      },
      decide: (session) => decideOpening(session, given),
      act: async (session) => {
        const { openWhenDue } = await import("../urn/open-operations.ts")
        const opening = openWhenDue(session.file, session.world.now())
        if (opening.report !== undefined) await warnOfAbsentRoles(session)
        return opening
      },
    },
    { human: openingScreen, json: headed },
  )
}

/** Decides the hours unless that was done, and opens the urn when its hour has come. */
async function decideOpening(session: ElectionSession, given: OpenOptions): Promise<Decided<Opening>> {
  const { openWhenDue, requireHoursAhead } = await import("../urn/open-operations.ts")
  const { file, world } = session
  const anew = given.opens !== undefined || given.closes !== undefined
  const before = anew ? undefined : openWhenDue(file, world.now())
  if (before?.opens !== undefined) {
    if (before.report === undefined) throw new UrneError("not-before", { kind: "open", hour: before.opens })
    if (!before.reprint) await warnOfAbsentRoles(session)
    return { decision: undefined, ...before }
  }
  const statements = await openingHours(session, given)
  await confirmHours(session, requireHoursAhead(file, statements, world.now()))
  const decision = await decide(session, "open", statements, given)
  await warnOfAbsentRoles(session)
  return { decision, ...openWhenDue(file, world.now()) }
}

/** Warns if the attendance sheet lacks people with a role that the definition demands. */
async function warnOfAbsentRoles({ file, warn }: ElectionSession): Promise<void> {
  const { absentRoles } = await import("../register/evening-queries.ts")
  for (const absent of absentRoles(file)) warn(new UrneError("role-absent", absent))
}

async function openingHours(session: ElectionSession, given: OpenOptions): Promise<readonly Statement[]> {
  const opens = await hourStatements(session, "opens", given.opens)
  return [...opens, ...(await hourStatements(session, "closes", given.closes))]
}

/** Has hours confirmed that differ from those of the letters, unless an act with the same hours is pending. */
async function confirmHours({ file, world, prompt, screen, show }: ElectionSession, hours: Hours): Promise<void> {
  const { promisedInstead } = await import("../urn/open-operations.ts")
  const { livingAct } = await import("../authority/act-queries.ts")
  const { lifecycleOf } = await import("../election/lifecycle.ts")
  const promised = promisedInstead(file, hours)
  if (promised === undefined || livingAct(file, lifecycleOf(world), world.now()) !== undefined) return
  const { urn } = screen.labels
  const { timezone } = file.election.get().definition
  const said = (instant: number) => formatInstant(instant, timezone, screen.language)
  const spoken = (of: Hours) => urn.fromTo(said(of.opens), said(of.closes))
  show(`${screen.style.yellow(urn.otherHours(spoken(promised), spoken(hours)))}\n\n`)
  await prompt.confirm(urn.confirmHours, urn.words.hours)
}

/** Writes the head of the archive in the report as a hash. */
function headed(of: { readonly report: { readonly head: string } | undefined }): object {
  return of.report === undefined ? of : { ...of, report: { ...of.report, head: hashJson(of.report.head) } }
}

interface HoursOptions extends SigningOptions {
  readonly reason?: string
  readonly closes?: string
}

function hoursCommands(program: Command, app: App): void {
  const { commands, options } = app.labels.urn
  for (const kind of ["suspend", "resume", "extend"] as const) {
    const command = signingOptions(program.command(kind).description(commands[kind]), app)
    if (kind === "extend") command.option("--closes <hour>", options.closes)
    command.option("--reason <text>", options.reason).action(async (given: HoursOptions) => {
      await app.onElection(
        command,
        async (session) => {
          // Given values are checked before anything is asked.
          const hours = kind === "extend" ? await laterClosing(session, given.closes) : []
          const reason = await decisionReason(session, kind, given.reason)
          return decide(session, kind, [...hours, reason], given)
        },
        { human: actOutcome },
      )
    })
    const closes = kind === "extend" ? " --closes 2014-11-29T22:00" : ""
    examples(command, app.labels.command, [`urne ${kind}${closes} --reason 'The site did not answer for two hours'`])
  }
}

/** Returns the later hour of closing: given, stated by the pending act, or asked for at the terminal. */
async function laterClosing(session: ElectionSession, given: string | undefined): Promise<readonly Statement[]> {
  if (given !== undefined) return hourStatements(session, "closes", given)
  const { file, prompt, screen } = session
  const stated = await statedAlready(session, { kind: "extend", given: [] }, "closes")
  if (stated !== undefined) return [{ key: "closes", value: stated }]
  const { currentClosing } = await import("../urn/hours-queries.ts")
  const { spokenInstant } = await import("../urn/hour-text.ts")
  const { timezone } = file.election.get().definition
  const before = currentClosing(file)
  const said = formatInstant(before, timezone, screen.language)
  const { urn, definition } = screen.labels
  const check = (typed: string) => {
    const instant = spokenInstant(typed, timezone, screen.language)
    return typeof instant === "number" ? instant > before || urn.laterThan(said) : definition.questions.time(instant)
  }
  return hourStatements(session, "closes", await prompt.text(urn.askCloses(said), "--closes", { check }))
}

async function hourStatements(
  { file, screen }: ElectionSession,
  key: "opens" | "closes",
  text: string | undefined,
): Promise<readonly Statement[]> {
  if (text === undefined) return []
  const { hourText } = await import("../urn/hour-text.ts")
  return [{ key, value: hourText(text, file.election.get().definition.timezone, screen.language, `--${key}`) }]
}

interface CloseOptions extends SigningOptions {
  readonly wait?: boolean
  readonly missing?: readonly string[]
  readonly withoutRegister?: boolean
}

function closeCommand(program: Command, app: App): void {
  const { commands, options } = app.labels.urn
  const close = signingOptions(program.command("close").description(commands.close), app)
  close.option("--missing <channel:number...>", options.missing).option("--wait", options.waitClosing)
  close.option("--without-register", options.withoutRegister)
  close.action(async (given: CloseOptions) => {
    if (given.wait === true) return waitForFreeze(app, close, given)
    await app.onElection<Decided<Closing>>(close, (session) => decideClosing(session, given), {
      human: closingScreen,
      json: headed,
    })
  })
  examples(close, app.labels.command, ["urne close --wait", "urne close --missing site:3"])
}

function missingGiven({ missing = [] }: CloseOptions): readonly string[] {
  return missing.map((batch) => batch.replace(":", " "))
}

async function waitForFreeze(app: App, close: Command, given: CloseOptions): Promise<void> {
  const { onElectionWaiting } = await import("./waiting.ts")
  await onElectionWaiting<Closing>(
    app,
    close,
    {
      awaited: async ({ file, world }) => {
        const { closingAwaited } = await import("../urn/awaited-queries.ts")
        return closingAwaited(file, missingGiven(given), world.now())
      },
      decide: (session) => decideClosing(session, given),
      act: async ({ file, world }) => {
        const { freezeWhenDue } = await import("../urn/freeze-operations.ts")
        return freezeWhenDue(file, world.now())
      },
    },
    { human: closingScreen, json: headed },
  )
}

/** Decides the close unless that was done, and freezes the urn when nothing more is waited for. */
async function decideClosing(session: ElectionSession, given: CloseOptions): Promise<Decided<Closing>> {
  const { freezeUrn, freezeWhenDue, requireClosed } = await import("../urn/freeze-operations.ts")
  const { file, world } = session
  requireClosed(file, world.now())
  const missing = missingGiven(given).map((value) => ({ key: "missing", value }))
  const before = missing.length > 0 ? undefined : freezeWhenDue(file, world.now())
  // It was decided earlier. What remains is to freeze the urn, or to say what the freeze waits for.
  if (before?.decided === true) {
    return { decision: undefined, ...before, report: before.report ?? freezeUrn(file, world.now()) }
  }
  const { registerGiven } = await import("../register/stated.ts")
  const decision = await decide(session, "close", [...missing, ...registerGiven(given)], given)
  return { decision, ...freezeWhenDue(file, world.now()) }
}
