import type { Catalogue } from "../language/catalogue.ts"
import { formatCount } from "../language/language.ts"

/** How many findings about a file a screen lists, one a line. */
export const shownFindings = 10

/**
 * Returns the first of these lines, how many more there are, and how to see all of them.
 *
 * @param refusedRows - of a member file, whose report has more of them than a refusal
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
