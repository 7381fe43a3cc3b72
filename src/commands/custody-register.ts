import type { Command } from "commander"
import { instantText } from "../core/instant.ts"
import type { EnteredDrill } from "../custody/drill-entry-operations.ts"
import type { App } from "./app.ts"
import { examples } from "./commander.ts"
import { requireRegisterWritable, writingKey, type WritingOptions, writingOptions } from "./writing.ts"

/** `urne custody …`: who holds which copy, and what was proved of it. */
export function custodyGroup(program: Command, app: App): void {
  const custody = program.command("custody").description(app.labels.custody.commands.custody)
  drillCommand(custody, app)
}

function drillCommand(custody: Command, app: App): void {
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
        json: ({ drill: number, number: entry, at, signers }) => ({
          ...{ drill: number, entry, at: instantText(at), by: signers.map(({ id }) => id) },
        }),
      },
    )
  })
  examples(drill, app.labels.command, ["urne custody drill drill.note --key anne.key"])
}
