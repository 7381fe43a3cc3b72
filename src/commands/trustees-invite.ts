import type { Command } from "commander"
import { safe, type Screen } from "../terminal/output.ts"
import { table } from "../terminal/table.ts"
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

export function requestsScreen(requests: readonly WrittenRequest[], screen: Screen): string {
  const { trustees } = screen.labels
  if (requests.length === 0) return `${trustees.noRequests}\n`
  const { holder, awaited, request } = trustees.columns
  const rows = requests.map((each) => [safe(each.holder), trustees.steps[each.step], safe(each.path)])
  return `${trustees.requests(requests.length)}\n\n${table(screen, [holder, awaited, request], rows)}`
}
