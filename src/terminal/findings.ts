import type { Catalogue } from "../language/catalogue.ts"
import { formatCount } from "../language/language.ts"

/** How many things wrong with a file a screen names, one a line. */
export const shownFindings = 10

/**
 * The first of these lines, how many there are besides, and how all of them are seen.
 *
 * @param refusedRows of a member file, of which its report has more than a refusal
 */
export function firstFindings(
  lines: readonly string[],
  { labels, language }: Pick<Catalogue, "labels" | "language">,
  refusedRows = 0,
): readonly string[] {
  const shown = lines.slice(0, shownFindings)
  const more = Math.max(lines.length, refusedRows) - shown.length
  if (more === 0) return lines
  const count = formatCount(more, language)
  return [...shown, refusedRows > 0 ? labels.roll.report.more(count) : labels.command.moreFindings(more, count)]
}
