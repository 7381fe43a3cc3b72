import type { Command } from "commander"
import { actOutcome, decide, signingOptions, type SigningOptions } from "../cli/acts.ts"
import type { App, ElectionSession } from "../cli/app.ts"
import { examples } from "../cli/commander.ts"
import { safe } from "../cli/output.ts"
import type { Statement } from "../authority/act.ts"
import { UrneError } from "../core/error.ts"

export function custodyCommands(program: Command, app: App): void {
  const { commands, options } = app.labels.custody
  const backup = program.command("backup").description(commands.backup).argument("<file>")
  backup.action(async (path: string) => {
    await app.onElection(
      backup,
      async ({ election, world, absolute }) => {
        const { backUp } = await import("./operations.ts")
        return backUp(election, { path, absolute: absolute(path) }, world)
      },
      {
        human: ({ path: copy, entries, sha256 }, { labels, count }) =>
          `${labels.custody.backedUp(safe(copy), count(entries))}\nsha256 ${sha256}\n`,
      },
    )
  })
  examples(backup, app.labels.command, ["urne backup /media/usb/congress-20h.urne"])

  const recover = signingOptions(program.command("recover").description(commands.recover), app)
  recover
    .requiredOption("--reason <text>", options.reason)
    .action(async (given: SigningOptions & { reason: string }) => {
      await app.onElection(
        recover,
        async (session) => decide(session, "recover", await lost(session, app, given.reason), given),
        { human: actOutcome },
        { restored: true },
      )
    })
  examples(recover, app.labels.command, ["urne recover --reason 'The disk failed at 21:10; this is the copy of 21:00'"])
}

/** What the act states: the state that this machine has seen and the file no longer has. */
async function lost(session: ElectionSession, app: App, reason: string): Promise<readonly Statement[]> {
  const { readSeen, seenPath } = await import("../journal/seen.ts")
  const { lostStateText } = await import("../authority/lost-state.ts")
  const path = seenPath(app.io.env, session.election.election.get().uuid)
  const seen = path === undefined ? undefined : await readSeen(app.io.files, path)
  if (seen === undefined) throw new UrneError("nothing-to-recover", {})
  return [
    { key: "lost", value: lostStateText(seen) },
    { key: "reason", value: reason },
  ]
}
