import type { Command } from "commander"
import { UrneError } from "../core/error.ts"
import type { ElectionSession } from "../election/session.ts"
import { type GivenReceipt, receiptText } from "../screens/voter.ts"
import type { AskedReceipt } from "../urn/receipt-queries.ts"
import type { App } from "./app.ts"
import { examples } from "./commander.ts"
import { readCode } from "./voter.ts"

interface ReceiptOptions {
  readonly codeFile?: string
  readonly out?: string
  readonly force?: boolean
}

export function receiptCommand(program: Command, app: App): void {
  const { commands, options } = app.labels.urn
  const receipt = program.command("receipt").description(commands.receipt).argument("[tracker]", options.ballotTracker)
  receipt
    .option("--code-file <file>", options.codeFile)
    .option("--out <file>", options.receipt)
    .option("--force", options.force)
    .action(async (tracker: string | undefined, given: ReceiptOptions) => {
      await app.onElection<GivenReceipt>(receipt, (session) => printReceipt(session, tracker, given), {
        human: (shown, screen) => receiptText(shown, screen),
      })
    })
  examples(receipt, app.labels.command, [
    "urne receipt FXpCPPu8kDdpHjCTwq5mUi3QpX1qFTZvB0ZVFCMYOXg",
    "urne receipt --code-file code.txt --out receipt.txt",
  ])
}

async function printReceipt(session: ElectionSession, tracker: string | undefined, given: ReceiptOptions) {
  const { receiptAgain } = await import("../urn/receipt-queries.ts")
  const { out, force = false } = given
  const asked = await askedOf(session, tracker, given)
  const receipt = receiptAgain(session.file, asked, await session.urnKey())
  if (out !== undefined) await session.world.files.writeWhole(out, receipt.receipt, { force: force && "receipt" })
  return { ...receipt, path: out }
}

/** Takes the tracker that was typed, or else the code. Either is enough. */
async function askedOf(
  session: ElectionSession,
  tracker: string | undefined,
  { codeFile }: ReceiptOptions,
): Promise<AskedReceipt> {
  if (tracker === undefined) {
    return { code: await readCode(session, codeFile) }
  }
  if (codeFile !== undefined) throw new UrneError("options-exclude", { option: "TRACKER", other: "--code-file" })
  const { isTracker } = await import("../verify/expectations.ts")
  if (isTracker(tracker)) return { tracker }
  throw new UrneError("invalid-option", { option: "receipt", value: tracker, wanted: { form: "tracker" } })
}
