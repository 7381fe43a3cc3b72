import type { Command } from "commander"
import type { ElectionSession } from "../election/session.ts"
import { possessionScreen, requestsScreen } from "../screens/holders.ts"
import type { CheckedPossession } from "../trustees/check-operations.ts"
import type { WrittenRequest } from "../trustees/exchange-operations.ts"
import type { App } from "./app.ts"
import { examples } from "./commander.ts"
import { holderAccesses, type HolderOptions, signingKeys } from "./holder-keys.ts"

interface CheckOptions extends HolderOptions {
  readonly out?: string
  readonly signWith?: readonly string[]
  readonly signPassphraseFile?: readonly string[]
}

type CheckResult = CheckedPossession | { readonly requests: readonly WrittenRequest[] }

export function checkCommand(trustees: Command, app: App): void {
  const { commands, options } = app.labels.trustees
  const check = trustees.command("check").description(commands.check)
  check
    .option("-k, --key <file...>", options.keys)
    .option("--passphrase-file <file...>", options.passphraseFile)
    .option("--sign-with <file...>", options.signWith)
    .option("--sign-passphrase-file <file...>", options.signPassphraseFile)
    .option("--out <folder>", options.requests)
    .action(async (given: CheckOptions) => {
      await app.onElection<CheckResult>(check, (session) => checkOrAsk(session, given), {
        human: (result, screen) =>
          "requests" in result ? requestsScreen(result.requests, screen) : possessionScreen(result, screen),
      })
    })
  examples(check, app.labels.command, [
    "urne trustees check",
    "urne trustees check --key /media/ada.trustee-key --passphrase-file ada.txt",
    "urne trustees check --out requests",
  ])
}

async function checkOrAsk(session: ElectionSession, given: CheckOptions): Promise<CheckResult> {
  const { file, world } = session
  const { checkPossession, requestChecks } = await import("../trustees/check-operations.ts")
  if (given.out !== undefined) return requestChecks(file, given.out, world)
  const { requireTrustees } = await import("../trustees/operations.ts")
  const { provenHolders } = await import("../trustees/proven-queries.ts")
  const { trusteesFacts } = await import("../trustees/facts-queries.ts")
  requireTrustees(file)
  const wanted = trusteesFacts(file)?.unchecked ?? []
  const all = provenHolders(file).map(({ holder }) => holder)
  const accesses = await holderAccesses(session, given, wanted.length > 0 ? wanted : all)
  const signers = await signingKeys(session, given.signWith, given.signPassphraseFile)
  return checkPossession(file, accesses, world, signers)
}
