import type { Command } from "commander"
import type { Statement } from "../authority/act.ts"
import { UrneError } from "../core/error.ts"
import type { ElectionSession } from "../election/session.ts"
import { actOutcome } from "../screens/act.ts"
import { safe } from "../terminal/output.ts"
import type { App } from "./app.ts"
import { examples } from "./commander.ts"
import { decide, signingOptions, type SigningOptions } from "./deciding.ts"

interface AppointOptions extends SigningOptions {
  readonly holderKey?: readonly string[]
  readonly asUrnKey?: string
  readonly newUrnKey?: boolean
}

/** `urne appoint`: keys of holders, and another key of the urn where the first one is lost, moved or in wrong hands. */
export function appointCommand(program: Command, app: App): void {
  const { commands, options } = app.labels.authority
  const appoint = signingOptions(program.command("appoint").description(commands.appoint), app)
  appoint
    .option("--holder-key <file...>", options.holderKey)
    .option("--as-urn-key <file>", options.asUrnKey)
    .option("--new-urn-key", options.newUrnKey)
    .action(async (given: AppointOptions) => {
      if (given.asUrnKey !== undefined && given.newUrnKey === true) {
        throw new UrneError("options-exclude", { option: "--as-urn-key", other: "--new-urn-key" })
      }
      await app.onElection(
        appoint,
        async (session) => {
          const made = given.newUrnKey === true ? await newUrnKey(session) : undefined
          const statements = await statementsGiven(session, given, made?.key)
          const progress = await decide(session, "appoint", statements, given)
          return made === undefined ? progress : { ...progress, urnKeyPath: made.path }
        },
        {
          human: (progress, screen) => {
            const { urnKeyWritten } = screen.labels.authority
            const made = "urnKeyPath" in progress ? `${urnKeyWritten(safe(progress.urnKeyPath))}\n` : ""
            return `${made}${actOutcome(progress, screen)}`
          },
        },
      )
    })
  examples(appoint, app.labels.command, [
    "urne appoint --new-urn-key --key anne.key bruno.key",
    "urne appoint --holder-key first.key.pub second.key.pub third.key.pub",
  ])
}

async function newUrnKey({ file, path, world }: ElectionSession) {
  const { makeUrnKey } = await import("../authority/appoint-operations.ts")
  const { lifecycleOf } = await import("../election/lifecycle.ts")
  const { urnKeyPath } = await import("../core/file-names.ts")
  return makeUrnKey(file, lifecycleOf(world), (term) => urnKeyPath(path, term), world)
}

async function statementsGiven(
  { world }: ElectionSession,
  { holderKey = [], asUrnKey }: AppointOptions,
  made: string | undefined,
): Promise<readonly Statement[]> {
  const { readVerifierKey } = await import("../authority/member-operations.ts")
  const { readUrnKeyGiven } = await import("../authority/appoint-operations.ts")
  const { verifierKeyText } = await import("../notes/key.ts")
  const ofUrn = made ?? (asUrnKey === undefined ? undefined : await readUrnKeyGiven(asUrnKey, world))
  const ofHolders = await Promise.all(
    holderKey.map(async (path) => verifierKeyText(await readVerifierKey(path, world))),
  )
  return [
    ...(ofUrn === undefined ? [] : [{ key: "urn-key", value: ofUrn }]),
    ...ofHolders.map((value) => ({ key: "holder-key", value })),
  ]
}
