/** The voter's screens: the choices before they are cast, and the receipt after it. */
import type { Choice } from "../belenios/choice.ts"
import type { Election } from "../belenios/election.ts"
import { hanging, safe, type Screen } from "../terminal/output.ts"
import { drawnQr } from "../terminal/qr.ts"
import type { BallotReceipt } from "../urn/receipt-queries.ts"

/** Shows what the voter chose, to be checked before it is cast. */
export function ballotText({ questions }: Election, choices: readonly Choice[], screen: Screen): string {
  const { labels, style } = screen
  const lines = questions.flatMap(({ question, answers }, rank) => {
    const choice = choices[rank] ?? []
    const chosen = choice === "blank" ? [labels.urn.blank] : answers.filter((_, index) => choice[index] === 1).map(safe)
    return [
      hanging("  ", safe(question), screen),
      ...(chosen.length === 0 ? [labels.urn.noAnswer] : chosen).map((one) => hanging("    ", style.bold(one), screen)),
    ]
  })
  return `${labels.urn.summary}\n${lines.join("\n")}\n`
}

/** A receipt, and the file to which it was written if there is one. */
export type GivenReceipt = BallotReceipt & { readonly path: string | undefined }

/** The texts around a receipt: above the tracker, and below it. */
interface ReceiptWords {
  readonly heading?: string
  readonly help?: string
}

/**
 * Shows a QR code, of the whole receipt if the screen is high enough, and otherwise of the tracker, with which the
 * receipt can be had again; then the tracker, and the receipt or where it was written. The code comes first, so that
 * the words below it stay on the screen.
 */
export function receiptText(
  { tracker, receipt, path }: GivenReceipt,
  screen: Screen,
  { heading, help }: ReceiptWords = {},
): string {
  const { labels, style } = screen
  const { urn } = labels
  const kept = path === undefined ? `${urn.receiptFollows}\n\n${receipt}` : `${urn.receiptWritten(safe(path))}\n`
  const named = labels.command.titled(urn.tracker, style.bold(tracker))
  const lines = [heading, named, help].filter((line) => line !== undefined)
  return `${receiptCode({ tracker, receipt }, screen)}${lines.join("\n")}\n${kept}`
}

function receiptCode({ tracker, receipt }: Pick<BallotReceipt, "tracker" | "receipt">, screen: Screen): string {
  const { urn } = screen.labels
  const whole = drawnQr(receipt, screen)
  if (whole !== undefined) return `${urn.receiptCode}\n${whole}\n`
  const short = drawnQr(tracker, screen)
  return short === undefined ? "" : `${urn.trackerCode}\n${short}\n`
}
