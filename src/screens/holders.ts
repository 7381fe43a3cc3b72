import { safe, type Screen } from "../terminal/output.ts"
import { table } from "../terminal/table.ts"
import type { CheckedPossession } from "../trustees/check-operations.ts"
import type { WrittenRequest } from "../trustees/exchange-operations.ts"

/** Lists the requests that are to be carried to holders. */
export function requestsScreen(requests: readonly WrittenRequest[], screen: Screen): string {
  const { trustees } = screen.labels
  if (requests.length === 0) return `${trustees.noRequests}\n`
  const { holder, awaited, request } = trustees.columns
  const rows = requests.map((each) => [safe(each.holder), trustees.steps[each.step], safe(each.path)])
  // A holder decrypts what a published record states, and nothing that only a request says.
  const record = requests.some(({ step }) => step === "decrypt") ? `\n${trustees.withRecord}\n` : ""
  return `${trustees.requests(requests.length)}\n\n${table(screen, [holder, awaited, request], rows)}${record}`
}

/** Says whose keys were proved just now, and whose are still to be. */
export function possessionScreen({ checked, unchecked }: CheckedPossession, { labels }: Screen): string {
  const { trustees } = labels
  const sizes = [...new Set(checked.map(({ size }) => size))]
  const proven = sizes.map((size) => {
    const who = checked.filter((each) => each.size === size).map(({ holder }) => safe(holder))
    return trustees.checkedNow(who.join(", "), size)
  })
  const rest = unchecked.length > 0 ? trustees.unchecked(unchecked.map(safe).join(", ")) : trustees.allChecked
  return `${[...proven, rest].join("\n")}\n`
}
