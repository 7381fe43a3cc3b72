import type { Command } from "commander"
import { requestsScreen } from "../screens/holders.ts"
import type { WrittenRequest } from "../trustees/exchange-operations.ts"
import type { App } from "./app.ts"
import { examples } from "./commander.ts"

export function inviteCommand(trustees: Command, app: App): void {
  const { commands, options } = app.labels.trustees
  const invite = trustees.command("invite").description(commands.invite)
  invite
    .requiredOption("--out <folder>", options.requests)
    .option("--anew", options.anew)
    .action(async ({ out, anew = false }: { out: string; anew?: boolean }) => {
      await app.onElection<{ readonly requests: readonly WrittenRequest[] }>(
        invite,
        async ({ file, world }) => {
          const { inviteHolders } = await import("../trustees/exchange-operations.ts")
          return inviteHolders(file, { folder: out, anew }, world)
        },
        { human: ({ requests }, screen) => requestsScreen(requests, screen) },
      )
    })
  examples(invite, app.labels.command, ["urne trustees invite --out requests"])
}
