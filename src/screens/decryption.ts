import type { Finding } from "../core/finding.ts"
import type { MissingShares } from "../core/refusals.ts"
import { catalogueOf } from "../language/catalogues.ts"
import type { DecryptionProgress } from "../tally/decrypt-operations.ts"
import type { DecryptionStanding } from "../tally/standing-queries.ts"
import { safe, type Screen } from "../terminal/output.ts"
import { table } from "../terminal/table.ts"

/** Shows who decrypted and who is still needed, and no figure of the result. */
export function decryptionScreen(
  { shares, missing, complete, proclaimed, wrong }: DecryptionProgress,
  screen: Screen,
): string {
  const { tally } = screen.labels
  const rows = shares.map(({ holder, state, findings }) => [
    safe(holder),
    [tally.shareStates[state], ...findings.map((each) => findingText(each, screen))].join("\n"),
  ])
  const { holder, state } = tally.columns
  const lines = [
    ...(wrong.length > 0 ? [tally.wrong(wrong.map(safe).join(", "))] : []),
    sharesLine({ missing: complete ? [] : missing, proclaimed }, screen),
  ]
  return `${rows.length === 0 ? "" : `${table(screen, [holder, state], rows)}\n`}${lines.join("\n")}\n`
}

/** Says which shares the result still needs, or that none is missing. */
export function sharesLine(
  { missing, proclaimed }: Pick<DecryptionStanding, "missing" | "proclaimed">,
  screen: Screen,
): string {
  const { tally } = screen.labels
  return missing.length === 0 ? tally.complete(proclaimed) : tally.incomplete(missingText(missing, screen))
}

function findingText({ code, params }: Finding, { language }: Screen): string {
  const say = catalogueOf(language).findings[code] as (params: unknown) => string
  return `${safe(say(params))} [${code}]`
}

function missingText(missing: readonly MissingShares[], { labels }: Screen): string {
  return labels.tally.shares(missing.map(({ needed, holders }) => ({ needed, holders: holders.map(safe).join(", ") })))
}
