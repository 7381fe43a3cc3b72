import type { Command } from "commander"
import { UrneError } from "../core/error.ts"
import { instantText } from "../core/instant.ts"
import type { ElectionSession } from "../election/session.ts"
import type { SignedMinutes } from "../minutes/queries.ts"
import { drawnText, minutesScreen, signedScreen } from "../screens/minutes.ts"
import { safe } from "../terminal/output.ts"
import type { App } from "./app.ts"
import { examples } from "./commander.ts"
import { keyOptions, type SigningOptions } from "./deciding.ts"
import { unstatedMinutes } from "./unstated-minutes.ts"
import { membersKeys } from "./writing.ts"

/** `urne minutes …`: the minutes of the election, drawn up once the result is there. */
export function minutesCommands(program: Command, app: App): void {
  const minutes = program.command("minutes").alias("pv").description(app.labels.minutes.commands.minutes)
  signCommand(minutes, app)
  showCommand(minutes, app)
  exportCommand(minutes, app)
}

interface SignOptions extends SigningOptions {
  readonly withoutRegister?: boolean
}

function signCommand(minutes: Command, app: App): void {
  const { commands, options } = app.labels.minutes
  const sign = keyOptions(minutes.command("sign").description(commands.sign), app)
  sign.option("--without-register", options.withoutRegister).action(async (given: SignOptions) => {
    await app.onElection<SignedMinutes>(
      sign,
      async (session) => {
        const { drawMinutes, signMinutes } = await import("../papers/minutes-operations.ts")
        const { membersAtResult } = await import("../minutes/queries.ts")
        const { neededSigners } = await import("../minutes/signers.ts")
        const { file, world, screen } = session
        file.store.requireWritable()
        if (given.withoutRegister !== true) await signRegister(session)
        const drawn = await drawMinutes(file, { withoutRegister: given.withoutRegister === true }, world)
        const needed = neededSigners(membersAtResult(file))
        session.show(drawnText(drawn, needed, screen))
        const keys = await membersKeys(session, given, needed.members)
        const signed = signMinutes(file, drawn, keys, world)
        for (const warning of await unstatedMinutes(session, signed)) session.warn(warning)
        return signed
      },
      { human: signedScreen, json: minutesJson },
    )
  })
  examples(sign, app.labels.command, ["urne minutes sign", "urne minutes sign --key anne.key bruno.key"])
}

/** Only what the urn signed of the register is published, and minutes rest on nothing else. */
async function signRegister(session: ElectionSession): Promise<void> {
  const { publishedRegister } = await import("../register/checkpoint-queries.ts")
  await session.signRegister()
  const signed = publishedRegister(session.file)?.size ?? 0
  const entries = session.file.register.size()
  if (signed < entries) session.warn(new UrneError("register-tail-unsigned", { entries, signed }))
}

/**
 * Returns the minutes that were signed last, and warns if they are not those that were proclaimed.
 *
 * @throws UrneError `no-minutes`, `election-file-altered`
 */
async function requireMinutes(session: ElectionSession): Promise<SignedMinutes> {
  const { hasMinutes, standingMinutes } = await import("../minutes/queries.ts")
  const { file } = session
  const found = standingMinutes(file)
  if (found === undefined) throw new UrneError("no-minutes", { reason: hasMinutes(file) ? "none" : "format" })
  for (const warning of await unstatedMinutes(session, found)) session.warn(warning)
  return found
}

function showCommand(minutes: Command, app: App): void {
  const { commands, options } = app.labels.minutes
  const show = minutes.command("show").description(commands.show)
  show.option("--full", options.full).action(async ({ full = false }: { readonly full?: boolean }) => {
    await app.onElection<SignedMinutes>(show, requireMinutes, {
      human: (found, screen) => minutesScreen(found, full, screen),
      json: (found) => ({ ...minutesJson(found), text: full ? found.full : found.public }),
    })
  })
  examples(show, app.labels.command, ["urne minutes show", "urne minutes show --full"])
}

interface ExportedMinutes {
  readonly path: string
  readonly files: readonly string[]
}

function exportCommand(minutes: Command, app: App): void {
  const { commands, options } = app.labels.minutes
  const command = minutes.command("export").description(commands.export)
  command
    .requiredOption("--out <folder>", options.out)
    .option("--full", options.full)
    .action(async ({ out, full = false }: { readonly out: string; readonly full?: boolean }) => {
      await app.onElection<ExportedMinutes>(
        command,
        async (session) => {
          const { exportMinutes } = await import("../papers/minutes-files.ts")
          const found = await requireMinutes(session)
          await session.world.files.requireWritable(out)
          return exportMinutes(session.file, found, { path: out, full }, session.world)
        },
        {
          human: ({ path, files }, { labels }) =>
            `${labels.minutes.written(files.map((name) => safe(`${path}/${name}`)))}\n`,
        },
      )
    })
  examples(command, app.labels.command, [
    "urne minutes export --out minutes",
    "urne minutes export --full --out minutes-for-the-court",
  ])
}

function minutesJson({ hash, of, signers }: SignedMinutes) {
  return {
    minutes: hash,
    ...{ public: of.public, full: of.full, drawn: instantText(of.drawn) },
    signed: signers.map(({ id }) => id),
  }
}
