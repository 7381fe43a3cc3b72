import type { MinutesFacts } from "./facts.ts"
import { minutesHead, minutesSections } from "./sections.ts"

/**
 * Writes minutes as text: the head, then each section under its heading. The public version is a file of the record, which
 * `verify` makes again and compares byte for byte.
 *
 * @param full - whether the facts hold what is not published
 */
export function minutesText(facts: MinutesFacts, full = false): string {
  const sections = minutesSections(facts).map(({ heading, lines }) =>
    [heading, ...lines.flatMap(({ text, under }) => [`- ${text}`, ...under.map((one) => `    ${one}`)])].join("\n"),
  )
  return `${[minutesHead(facts, full).join("\n"), ...sections].join("\n\n")}\n`
}
