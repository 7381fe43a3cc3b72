import type { Step } from "../guide/advice.ts"
import { commandLines, safe, type Screen } from "../terminal/output.ts"

/** Says what the next step is and with which command it is taken. */
export function nextLines(
  step: Step,
  from: string | undefined,
  command: string | undefined,
  { labels, style, terminal, columns }: Screen,
): string {
  const { guide } = labels
  const when = from === undefined ? "" : ` (${guide.from(from)})`
  const lines = [`${guide.next} ${guide.steps[step]}${when}`]
  if (command !== undefined) lines.push(style.green(commandLines(safe(command), { terminal, columns })))
  return `${lines.join("\n")}\n`
}
