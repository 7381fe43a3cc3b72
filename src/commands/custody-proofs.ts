import type { Command } from "commander"
import type { EnteredDrill } from "../custody/drill-entry-operations.ts"
import type { ReadMedium } from "../custody/medium.ts"
import type { ElectionSession } from "../election/session.ts"
import type { ProvedEntry } from "../register/queries.ts"
import { entryJson } from "../screens/entry-json.ts"
import { safe } from "../terminal/output.ts"
import type { App } from "./app.ts"
import { examples } from "./commander.ts"
import { lineOf } from "./facts.ts"
import { readSecret } from "./passphrases.ts"
import { requireRegisterWritable, writingKey, type WritingOptions, writingOptions } from "./writing.ts"

/** `urne custody drill`: a drill that was held on another machine. */
export function drillCommand(custody: Command, app: App): void {
  const { commands, options } = app.labels.custody
  const drill = writingOptions(
    custody.command("drill").description(commands.drill).argument("<file>", options.drillNote),
    app,
  )
  drill.action(async (path: string, given: WritingOptions) => {
    await app.onElection<EnteredDrill>(
      drill,
      async (session) => {
        const { enterDrill, openDrillNote } = await import("../custody/drill-entry-operations.ts")
        const { file, world } = session
        await requireRegisterWritable(session)
        const { told, note } = openDrillNote(file, await world.files.read(path, 1 << 16), path, world.now())
        const key = await writingKey(session, given)
        return enterDrill(file, told, { note, path }, key, world)
      },
      {
        human: ({ drill: number, number: entry }, { labels, count }) =>
          `${labels.custody.drillEntered(number, count(entry))}\n`,
        json: (entered) => ({ drill: entered.drill, ...entryJson(entered) }),
      },
    )
  })
  examples(drill, app.labels.command, ["urne custody drill drill.note --key anne.key"])
}

interface MediumOptions extends WritingOptions {
  readonly mediumPassphraseFile?: string
  readonly codes?: string
  readonly label?: string
}

type EnteredMedium = ProvedEntry & Pick<ReadMedium, "medium" | "holder">

/** `urne custody medium`: the stick that somebody will bring reads, and opens what it should. */
export function mediumCommand(custody: Command, app: App): void {
  const { commands, options, done } = app.labels.custody
  const medium = writingOptions(
    custody.command("medium").description(commands.medium).argument("<file>", options.mediumFile),
    app,
  )
  medium
    .option("--medium-passphrase-file <file>", options.mediumPassphraseFile)
    .option("--codes <file>", options.codes)
    .option("--label <text>", options.label)
    .action(async (path: string, given: MediumOptions) => {
      await app.onElection<EnteredMedium>(medium, (session) => proveMedium(session, path, given), {
        human: ({ medium: kind, holder }) => `${done.proven[kind](safe(holder))}\n`,
        json: (entered) => ({ medium: entered.medium, holder: entered.holder, ...entryJson(entered) }),
      })
    })
  examples(medium, app.labels.command, [
    "urne custody medium /media/usb/ada.trustee-key --label 'Stick of Ada, red' --key anne.key",
    "urne custody medium registrar.officer.key --codes congress-codes.age --label 'Stick of the registrar' --key anne.key",
  ])
}

async function proveMedium(session: ElectionSession, path: string, given: MediumOptions): Promise<EnteredMedium> {
  const { readMedium } = await import("../custody/medium-queries.ts")
  const { enterMedium } = await import("../custody/register-operations.ts")
  const { file, world, screen } = session
  await requireRegisterWritable(session)
  const question = screen.labels.authority.passphraseOf(safe(path))
  const passphrase = await readSecret(session, question, "--medium-passphrase-file", given.mediumPassphraseFile)
  const read = await readMedium(file, { path, passphrase, codes: given.codes }, world.files)
  const label = await lineOf(session, "--label", given.label, screen.labels.custody.ask.label)
  const key = await writingKey(session, given)
  return { ...enterMedium(file, read, label, key, world), medium: read.medium, holder: read.holder }
}
