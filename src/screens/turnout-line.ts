import { formatInstant, formatShare } from "../language/language.ts"
import type { Screen } from "../terminal/output.ts"
import { systemZoneOffset } from "../terminal/zone.ts"
import type { Turnout } from "../turnout/published.ts"

/** Writes the last figure in one line, as `status` shows it. */
export function lastLine(
  { registered, counts, final, timezone }: Turnout,
  { labels, language, count }: Pick<Screen, "labels" | "language" | "count">,
): string {
  const { turnout } = labels
  const last = final ?? counts.at(-1)
  if (last === undefined || registered === undefined) return turnout.notCounted
  const [voters, all] = [count(last.voters), count(registered)]
  const share = formatShare(BigInt(last.voters), BigInt(registered), language)
  if (final !== undefined) return turnout.final(share, voters, all)
  return turnout.last(share, voters, all, formatInstant(last.at, timezone, language, systemZoneOffset))
}
