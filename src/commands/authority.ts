import type { Command } from "commander"
import type { ActProgress } from "../authority/act-queries.ts"
import type { CreatedElection } from "../authority/create-operations.ts"
import type { NewKey } from "../authority/member-operations.ts"
import type { ElectionSession, Session } from "../election/session.ts"
import { actOutcome } from "../screens/act.ts"
import { authorityScreen, keyScreen } from "../screens/authority.ts"
import { constitutedOutcome } from "../screens/fingerprint.ts"
import { safe } from "../terminal/output.ts"
import { actCommands } from "./act.ts"
import type { App } from "./app.ts"
import { appointCommand } from "./appoint.ts"
import { examples } from "./commander.ts"
import { decide, signingOptions, type SigningOptions } from "./deciding.ts"
import { choosePassphrase, withPassphrase } from "./passphrases.ts"
import { decisionReason } from "./reason.ts"

export function authorityCommands(program: Command, app: App): void {
  keyCommands(program, app)
  initCommand(program, app)
  listCommand(program, app)
  decisionCommands(program, app)
  appointCommand(program, app)
  actCommands(program, app)
}

interface NewKeyOptions {
  readonly out?: string
  readonly rehearsal?: boolean
  readonly witness?: boolean
  readonly passphraseFile?: string
}

function keyCommands(program: Command, app: App): void {
  const { commands, options } = app.labels.authority
  const key = program.command("key").description(commands.key)

  const create = key.command("new").description(commands.keyNew).argument("<member>")
  create
    .option("--out <file>", options.out)
    .option("--rehearsal", options.rehearsal)
    .option("--witness", options.witness)
    .option("--passphrase-file <file>", options.onePassphraseFile)
    .action(async (member: string, given: NewKeyOptions) => {
      await app.run<NewKey>(
        create,
        async (session) => {
          const { createMemberKey, requireNoKey } = await import("../authority/member-operations.ts")
          const { createWitnessKey } = await import("../witnesses/witness-operations.ts")
          const rehearsal = given.rehearsal === true
          const world = session.worldOf({ rehearsal, uuid: `key ${member}`, size: () => 0 })
          const place = { name: member, path: given.out ?? `${member}.key` }
          // It is tried now, so that nobody chooses a passphrase in vain.
          await requireNoKey(place, world)
          const passphrase = await choosePassphrase(session, given.passphraseFile, { rehearsal })
          const createKey = given.witness === true ? createWitnessKey : createMemberKey
          return createKey({ ...place, passphrase, rehearsal }, world)
        },
        { human: keyScreen },
      )
    })
  examples(create, app.labels.command, [
    "urne key new anne-levade",
    "urne key new anne-levade --passphrase-file secret.txt",
    "urne key new le-monde --witness",
  ])

  const show = key.command("show").description(commands.keyShow).argument("<file>")
  show
    .option("--passphrase-file <file>", options.onePassphraseFile)
    .action(async (path: string, given: { passphraseFile?: string }) => {
      await app.run(
        show,
        async (session) => {
          const { publicKeyIn } = await import("../witnesses/witness-operations.ts")
          const { verifierKeyText } = await import("../notes/key.ts")
          const key = await withPassphrase(session, path, given.passphraseFile, (passphrase) =>
            publicKeyIn({ path, passphrase }, session.world),
          )
          return { name: key.name, publicKey: verifierKeyText(key) }
        },
        { human: ({ publicKey }) => `${safe(publicKey)}\n` },
      )
    })
  examples(show, app.labels.command, ["urne key show anne-levade.key"])
}

interface InitOptions {
  readonly memberKey?: readonly string[]
  readonly witnessKey?: readonly string[]
  readonly channelKey?: readonly string[]
  readonly holderKey?: readonly string[]
  readonly out?: string
}

function initCommand(program: Command, app: App): void {
  const { commands, options } = app.labels.authority
  const init = program.command("init").description(commands.init).argument("<definition>")
  init
    .option("--member-key <file...>", options.memberKey)
    .option("--witness-key <file...>", options.witnessKey)
    .option("--channel-key <channel=file...>", options.channelKey)
    .option("--holder-key <file...>", options.holderKey)
    .option("--out <file>", options.out)
    .action(async (path: string, given: InitOptions) => {
      await app.run<CreatedElection>(init, (session) => createFrom(path, given, session), {
        human: ({ path: file, urnKeyPath }, { labels: { authority } }) =>
          `${authority.created(safe(file))}\n${authority.urnKeyWritten(safe(urnKeyPath))}\n`,
      })
    })
  examples(init, app.labels.command, ["urne init congress.yaml --member-key anne.key.pub bruno.key.pub chloe.key.pub"])
}

async function createFrom(path: string, given: InitOptions, session: Session): Promise<CreatedElection> {
  const { readDefinition } = await import("../definition/operations.ts")
  const { createElection } = await import("../authority/create-operations.ts")
  const { readVerifierKey } = await import("../authority/member-operations.ts")
  const { urnKeyPath } = await import("../core/file-names.ts")
  const { definition, text } = await readDefinition(session.world.files, path)
  const read = (paths: readonly string[] = []) => Promise.all(paths.map((one) => readVerifierKey(one, session.world)))
  const channelKeys = await Promise.all(
    (given.channelKey ?? []).map(async (pair) => {
      const [channel = "", file = ""] = pair.split("=")
      return { channel, key: await readVerifierKey(file, session.world) }
    }),
  )
  const file = given.out ?? `${path.replace(/\.ya?ml$/, "")}.urne`
  const world = session.worldOf({ rehearsal: definition.rehearsal, uuid: "", size: () => 0 })
  return createElection(
    {
      definition,
      definitionText: text,
      memberKeys: await read(given.memberKey),
      witnessKeys: await read(given.witnessKey),
      channelKeys,
      holderKeys: await read(given.holderKey),
    },
    { file, absolute: session.absolute(file), urnKey: urnKeyPath(file) },
    world,
  )
}

function listCommand(program: Command, app: App): void {
  const { commands } = app.labels.authority
  const list = program
    .command("authority")
    .description(commands.authority)
    .command("list")
    .description(commands.authorityList)
  list.action(async () => {
    await app.onElection(
      list,
      async ({ file, world }) => {
        const { authorityList } = await import("../authority/queries.ts")
        const { lifecycleOf } = await import("../election/lifecycle.ts")
        return authorityList(file, lifecycleOf(world), world.now())
      },
      {
        human: authorityScreen,
      },
    )
  })
  examples(list, app.labels.command, ["urne authority list"])
}

interface ReplaceOptions extends SigningOptions {
  readonly member?: string
  readonly by?: string
  readonly byKey?: string
}

function decisionCommands(program: Command, app: App): void {
  const { commands, options } = app.labels.authority
  const constitute = signingOptions(program.command("constitute").description(commands.constitute), app)
  constitute.action(async (given: SigningOptions) => {
    await app.onElection(
      constitute,
      async (session) => {
        const { withFingerprint } = await import("../authority/queries.ts")
        return withFingerprint(session.file, await decide(session, "constitute", [], given))
      },
      { human: constitutedOutcome },
    )
  })
  examples(constitute, app.labels.command, [
    "urne constitute",
    "urne constitute --key anne.key --passphrase-file anne.txt",
  ])

  const replace = signingOptions(program.command("replace").description(commands.replace), app)
  replace
    .requiredOption("--member <id>", options.member)
    .requiredOption("--by <id>", options.by)
    .requiredOption("--by-key <file>", options.byKey)
    .action(async (given: ReplaceOptions) => {
      await app.onElection(replace, (session) => replaceMember(session, given), { human: actOutcome })
    })
  examples(replace, app.labels.command, ["urne replace --member bruno --by chloe --by-key chloe.key.pub"])

  const annul = signingOptions(program.command("annul").description(commands.annul), app)
  annul.option("--reason <text>", options.reason).action(async (given: SigningOptions & { reason?: string }) => {
    await app.onElection(
      annul,
      async (session) => {
        const reason = await decisionReason(session, "annul", given.reason)
        await session.prompt.confirm(commands.annul, app.labels.authority.words.annul)
        return decide(session, "annul", [reason], given)
      },
      { human: actOutcome },
    )
  })
  examples(annul, app.labels.command, ["urne annul --reason 'The roll was incomplete'"])
}

async function replaceMember(session: ElectionSession, given: ReplaceOptions): Promise<ActProgress> {
  const { readVerifierKey } = await import("../authority/member-operations.ts")
  const { verifierKeyText } = await import("../notes/key.ts")
  const key = await readVerifierKey(given.byKey ?? "", session.world)
  return decide(
    session,
    "replace",
    [
      { key: "replaces", value: given.member ?? "" },
      { key: "entering", value: given.by ?? "" },
      { key: "entering-key", value: verifierKeyText(key) },
    ],
    given,
  )
}
