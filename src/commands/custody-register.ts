import type { Command } from "commander"
import { UrneError } from "../core/error.ts"
import { instantText } from "../core/instant.ts"
import {
  type Controller,
  controllers,
  type CopyKindRule,
  type CustodyEnd,
  type CustodyKind,
  custodyKinds,
} from "../core/vocabulary.ts"
import type { ElectionSession } from "../election/session.ts"
import type { ProvedEntry } from "../register/queries.ts"
import { entryJson } from "../screens/entry-json.ts"
import { safe } from "../terminal/output.ts"
import type { App, Rendering } from "./app.ts"
import { choiceOption, examples } from "./commander.ts"
import { drillCommand, mediumCommand } from "./custody-proofs.ts"
import { listCommand, reportCommand, showCommand } from "./custody-views.ts"
import type { SigningOptions } from "./deciding.ts"
import { choiceOf, hourOf, lineOf, requireShort } from "./facts.ts"
import { membersKeys, requireRegisterWritable, writingKey, type WritingOptions, writingOptions } from "./writing.ts"

/** `urne custody …`: who holds which copy, and what was proved of it. */
export function custodyGroup(program: Command, app: App): void {
  const custody = program.command("custody").description(app.labels.custody.commands.custody)
  copyCommand(custody, app)
  transferCommand(custody, app)
  endCommand(custody, app, "lost")
  endCommand(custody, app, "destroyed")
  mediumCommand(custody, app)
  drillCommand(custody, app)
  listCommand(custody, app)
  showCommand(custody, app)
  reportCommand(custody, app)
}

interface CopyOptions extends WritingOptions {
  readonly kind?: CustodyKind
  readonly ofFile?: string
  readonly sha256?: string
  readonly holder?: string
  readonly place?: string
  readonly since?: string
  readonly medium?: string
  readonly seal?: string
  readonly controlledBy?: Controller
}

function copyCommand(custody: Command, app: App): void {
  const { commands, options, done } = app.labels.custody
  const copy = writingOptions(
    custody.command("copy").description(commands.copy).argument("<name>", options.copyName),
    app,
  )
  copy
    .addOption(choiceOption("--kind <kind>", options.kind, custodyKinds))
    .option("--of-file <file>", options.ofFile)
    .option("--sha256 <hash>", options.sha256)
    .option("--holder <person>", options.holder)
    .option("--place <place>", options.place)
    .option("--since <hour>", options.since)
    .option("--medium <text>", options.medium)
    .option("--seal <number>", options.seal)
    .addOption(choiceOption("--controlled-by <who>", options.controlledBy, controllers))
    .action(async (name: string, given: CopyOptions) => {
      await app.onElection(
        copy,
        (session) => enterCopy(session, name, given),
        enteredCopy(name, () => done.recorded(safe(name))),
      )
    })
  examples(copy, app.labels.command, [
    "urne custody copy stick-1 --kind encrypted-backup --of-file /media/usb/20h.urne-backup.age --holder anne --place 'Town hall, safe' --since 2014-11-28T20:10 --medium 'Stick, blue' --seal 0417 --key anne.key",
    "urne custody copy host-1 --kind election --holder host --place 'Lyon' --since 2014-11-01T08:00 --medium 'Disk' --controlled-by vendor --key anne.key",
  ])
}

async function enterCopy(session: ElectionSession, name: string, given: CopyOptions): Promise<ProvedEntry> {
  const { enterCustody, requireFollows } = await import("../custody/register-operations.ts")
  await requireRegisterWritable(session)
  await requireShort("NAME", name)
  const { ask, kinds } = session.screen.labels.custody
  const kind = await choiceOf(session, "--kind", given.kind, ask.kind, kinds)
  const found = await hashOf(session, kind, given)
  const holder = await lineOf(session, "--holder", given.holder, ask.holder)
  await requireShort("--holder", holder)
  const event = {
    ...{ type: "custody.recorded" as const, copy: name, kind, ...found, holder },
    since: await hourOf(session, "--since", given.since, ask.since),
    control: given.controlledBy ?? ("authority" as const),
    ...(await sealOf(session, given.seal)),
    private: {
      where: await lineOf(session, "--place", given.place, ask.place),
      medium: await lineOf(session, "--medium", given.medium, ask.medium),
    },
  }
  requireFollows(session.file, event, [])
  const key = await writingKey(session, given)
  return enterCustody(session.file, event, [key], session.world)
}

async function sealOf(session: ElectionSession, seal: string | undefined): Promise<{ readonly seal?: string }> {
  return seal === undefined ? {} : { seal: await lineOf(session, "--seal", seal, "") }
}

/** Returns the hash of a copy: computed from the file, or as it was told. What can be compared with the election is. */
async function hashOf(
  session: ElectionSession,
  kind: CustodyKind,
  { ofFile: path, sha256 }: CopyOptions,
): Promise<{ readonly sha256?: `sha256:${string}`; readonly read: boolean }> {
  if (path !== undefined && sha256 !== undefined) {
    throw new UrneError("options-exclude", { option: "--of-file", other: "--sha256" })
  }
  if (path === undefined) {
    if (sha256 === undefined) return { read: false }
    const digits = sha256.replace(/^sha256:/, "")
    if (!/^[0-9a-f]{64}$/.test(digits)) {
      throw new UrneError("invalid-option", { option: "--sha256", value: sha256, wanted: { form: "fingerprint" } })
    }
    return { sha256: `sha256:${digits}`, read: false }
  }
  const { measured } = await import("../incidents/evidence-file.ts")
  const found = await measured(path, session.world.files)
  const rule = found.size === 0 ? "empty" : await unlikeKind(session, kind, path, found.sha256)
  if (rule !== undefined) throw new UrneError("copy-unlike-kind", { path, rule })
  return { sha256: found.sha256, read: true }
}

async function unlikeKind(
  { file, world }: ElectionSession,
  kind: CustodyKind,
  path: string,
  sha256: string,
): Promise<CopyKindRule | undefined> {
  if (kind === "definition") {
    const { committedDefinition } = await import("../custody/report-queries.ts")
    return committedDefinition(file) === sha256 ? undefined : "definition"
  }
  if (kind !== "urn-key") return undefined
  const { readAnyUrnKey } = await import("../journal/urn-key.ts")
  const { verifierKeyText, verifierOf } = await import("../notes/key.ts")
  const { certifiedUrnKeys } = await import("../authority/act-queries.ts")
  const key = verifierKeyText(verifierOf(await readAnyUrnKey(world.files, path)))
  return certifiedUrnKeys(file).some((one) => one.key === key) ? undefined : "urn-key"
}

interface TransferOptions extends SigningOptions {
  readonly from?: string
  readonly to?: string
  readonly handed?: string
  readonly condition?: string
  readonly place?: string
  readonly seal?: string
  readonly controlledBy?: Controller
}

function transferCommand(custody: Command, app: App): void {
  const { commands, options, done } = app.labels.custody
  const { authority } = app.labels
  const transfer = custody.command("transfer").description(commands.transfer).argument("<name>", options.copyName)
  transfer
    .option("--from <person>", options.from)
    .option("--to <person>", options.receiver)
    .option("--handed <hour>", options.handed)
    .option("--condition <text>", options.condition)
    .option("--place <place>", options.place)
    .option("--seal <number>", options.seal)
    .addOption(choiceOption("--controlled-by <who>", options.controlledBy, controllers))
    .option("-k, --key <file...>", options.bothKeys)
    .option("--passphrase-file <file...>", authority.options.passphraseFile)
    .action(async (name: string, given: TransferOptions) => {
      await app.onElection(
        transfer,
        (session) => enterTransfer(session, name, given),
        enteredCopy(name, () => done.transferred(safe(name))),
      )
    })
  examples(transfer, app.labels.command, [
    "urne custody transfer stick-1 --from anne --to bruno --handed 2014-11-28T21:05 --condition 'Seal whole' --seal 0417 --key anne.key bruno.key",
  ])
}

async function enterTransfer(session: ElectionSession, name: string, given: TransferOptions): Promise<ProvedEntry> {
  const { enterCustody, requireFollows } = await import("../custody/register-operations.ts")
  const { requireCopy } = await import("../custody/custody-queries.ts")
  await requireRegisterWritable(session)
  const copy = requireCopy(session.file, name)
  const { ask } = session.screen.labels.custody
  const giver = await lineOf(session, "--from", given.from, ask.giver)
  const receiver = await lineOf(session, "--to", given.to, ask.receiver)
  for (const [option, value] of [
    ["--from", giver],
    ["--to", receiver],
  ] as const) {
    await requireShort(option, value)
  }
  const place = given.place === undefined ? undefined : await lineOf(session, "--place", given.place, ask.place)
  const event = {
    ...{ type: "custody.transferred" as const, copy: name, giver, receiver },
    handed: await hourOf(session, "--handed", given.handed, ask.handed),
    control: given.controlledBy ?? copy.control,
    ...(await sealOf(session, given.seal)),
    private: {
      condition: await lineOf(session, "--condition", given.condition, ask.condition),
      ...(place === undefined ? {} : { where: place }),
    },
  }
  requireFollows(session.file, event, [giver, receiver])
  const keys = await membersKeys(session, given, 2)
  const made = enterCustody(session.file, event, keys, session.world)
  const before = copy.chain.at(-1)?.seal
  if (before !== undefined && given.seal !== before) {
    session.warn(new UrneError("seal-differs", { name, before, now: given.seal }))
  }
  return made
}

interface EndOptions extends WritingOptions {
  readonly reason?: string
  readonly since?: string
}

function endCommand(custody: Command, app: App, end: CustodyEnd): void {
  const { commands, options, done } = app.labels.custody
  const command = writingOptions(
    custody.command(end).description(commands[end]).argument("<name>", options.copyName),
    app,
  )
  command
    .option("--reason <text>", options.endReason)
    .option("--since <hour>", options.ended)
    .action(async (name: string, given: EndOptions) => {
      await app.onElection(
        command,
        async (session) => {
          const { enterCustody, requireFollows } = await import("../custody/register-operations.ts")
          const { requireCopy } = await import("../custody/custody-queries.ts")
          await requireRegisterWritable(session)
          requireCopy(session.file, name)
          const { ask } = session.screen.labels.custody
          const event = {
            ...{ type: "custody.ended" as const, copy: name, end },
            ended: await hourOf(session, "--since", given.since, ask.ended, instantText(session.world.now())),
            private: { reason: await lineOf(session, "--reason", given.reason, ask.reason) },
          }
          requireFollows(session.file, event, [])
          const key = await writingKey(session, given)
          return enterCustody(session.file, event, [key], session.world)
        },
        enteredCopy(name, () => done[end](safe(name))),
      )
    })
  examples(command, app.labels.command, [
    `urne custody ${end} stick-1 --reason 'The stick does not read' --key anne.key`,
  ])
}

function enteredCopy(copy: string, say: () => string): Rendering<ProvedEntry> {
  return {
    human: () => `${say()}\n`,
    json: (entered) => ({ copy, ...entryJson(entered) }),
  }
}
