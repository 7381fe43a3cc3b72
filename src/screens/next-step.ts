import type { Step } from "../guide/advice.ts"
import { commandLines, safe, type Screen } from "../terminal/output.ts"

/** The next step as `status` would advise it now. */
export interface NextStep {
  readonly step: Step
  readonly next: string | undefined
}

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
  if (command !== undefined) lines.push(style.green(spokenCommand(command, { labels, terminal, columns })))
  return `${lines.join("\n")}\n`
}

/** Writes a command as it is typed. What its reader must fill in is in capitals, in the reader's language. */
export function spokenCommand(
  command: string,
  { labels, terminal, columns }: Pick<Screen, "labels" | "terminal" | "columns">,
): string {
  const { fileWords } = labels.guide
  const spoken = command.replace(/(?<= )(?<!--file )[A-Z]\S+/g, (word) => fileWords[word] ?? word)
  return commandLines(safe(spoken), { terminal, columns })
}
