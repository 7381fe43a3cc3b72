import type { Command } from "commander"
import type { ElectionSession } from "../election/session.ts"
import { decryptionScreen } from "../screens/decryption.ts"
import { requestsScreen } from "../screens/holders.ts"
import type { DecryptionProgress } from "../tally/decrypt-operations.ts"
import type { WrittenRequest } from "../trustees/exchange-operations.ts"
import type { App } from "./app.ts"
import { examples } from "./commander.ts"
import { holderAccesses, type HolderOptions } from "./holder-keys.ts"

interface DecryptOptions extends HolderOptions {
  readonly out?: string
}

type Decrypted = DecryptionProgress | { readonly requests: readonly WrittenRequest[] }

export function decryptCommand(program: Command, app: App): void {
  const { commands, options } = app.labels.tally
  const decrypt = program.command("decrypt").description(commands.decrypt)
  decrypt
    .option("-k, --key <file...>", options.keys)
    .option("--passphrase-file <file...>", options.passphraseFile)
    .option("--out <folder>", options.requests)
    .action(async (given: DecryptOptions) => {
      await app.onElection<Decrypted>(decrypt, (session) => decryptOrAsk(session, given), {
        human: (result, screen) =>
          "requests" in result ? requestsScreen(result.requests, screen) : decryptionScreen(result, screen),
        status: (result) => ("shares" in result && result.shares.some(({ state }) => state === "refused") ? 5 : 0),
      })
    })
  examples(decrypt, app.labels.command, [
    "urne decrypt",
    "urne decrypt --key registry.trustee-key ada.trustee-key --passphrase-file registry.txt ada.txt",
    "urne decrypt --out requests",
  ])
}

async function decryptOrAsk(session: ElectionSession, given: DecryptOptions): Promise<Decrypted> {
  const { file, world } = session
  const { decryptHere, requestShares } = await import("../tally/decrypt-operations.ts")
  if (given.out !== undefined) return requestShares(file, given.out, world)
  const { requirePhase } = await import("../journal/operations.ts")
  const { requireTally } = await import("../tally/computed-queries.ts")
  const { missingShares } = await import("../tally/standing-queries.ts")
  requireTally(file)
  const wanted = missingShares(file).flatMap(({ holders }) => holders)
  // No holder is missing: the existing shares are combined, or already were.
  if (wanted.length === 0 && given.key === undefined) return decryptHere(file, [], world)
  // This is checked before anybody is asked for a passphrase.
  requirePhase(file.journal, world.now(), "unsealed")
  return decryptHere(file, await holderAccesses(session, given, wanted), world)
}
