/** Shows what was counted, for people: while it is provisional, and in a rehearsal, every line says so. */
import { majorityBase, outcomeLines } from "../bundle/outcome-lines.ts"
import { must } from "../core/must.ts"
import { formatShare } from "../language/language.ts"
import type { ElectionResult, Equation, QuestionResult } from "../tally/result.ts"
import { hanging, safe, type Screen } from "../terminal/output.ts"
import { table } from "../terminal/table.ts"

/** Shows the result in tables and bars, and what it was counted from. */
export function resultScreen(result: ElectionResult, screen: Screen): string {
  return votesScreen(result, screen, (inner) => [
    totals(result, inner),
    ...result.balance.map((equation) => equationText(equation, inner)),
  ])
}

/** Facts about a result that its bytes alone show. */
type Votes = Pick<ElectionResult, "name" | "rehearsal" | "provisional" | "questions">

/** Shows who got how many votes. While the result is provisional, and in a rehearsal, every line says so. */
export function votesScreen(
  result: Votes,
  screen: Screen,
  more: (inner: Screen) => readonly string[] = () => [],
): string {
  const { tally } = screen.labels
  const { provisional, rehearsal } = result
  const marks = [...(rehearsal ? [tally.rehearsal] : []), ...(provisional ? [tally.provisional] : [])]
  const mark = marks.length === 0 ? "" : `${marks.join(" ")}  `
  const inner = { ...screen, columns: screen.columns - mark.length }
  const { style } = screen
  const text = [
    style.bold(hanging("", safe(result.name), inner)),
    provisional ? "" : `${tally.proclaimed}\n`,
    ...result.questions.map((question, i) => questionScreen(question, i + 1, inner)),
    ...more(inner),
  ].join("\n")
  const lines = text.trimEnd().split("\n")
  return lines.map((line) => `${style.yellow(mark)}${line}`.trimEnd()).join("\n") + "\n"
}

/** The width of the bar for all votes, in characters; it is narrower if the names leave no room for it. */
const barWidths = { least: 6, most: 24 } as const

function questionScreen(
  { question, answers, blank, valid, tie, outcome }: QuestionResult,
  rank: number,
  screen: Screen,
): string {
  const { labels, style, count, language } = screen
  const { tally } = labels
  const { answer, votes: head, share: part } = tally.columns
  const digits = Math.max(
    head.length,
    ...answers.map(({ votes }) => count(votes).length),
    count(blank ?? 0n).length,
    count(valid).length,
  )
  // Figures are right-aligned with the title above them.
  const figure = (votes: bigint) => count(votes).padStart(digits)
  const shareWidth = Math.max(8, part.length)
  // A longer name is broken over several lines.
  const beside = [answer, tally.blank, tally.valid, ...answers.map((one) => one.answer)]
  const names = Math.min(Math.max(...beside.map((name) => name.length)), Math.floor(screen.columns / 2))
  const room = screen.columns - names - digits - shareWidth - 8
  const barWidth = Math.max(barWidths.least, Math.min(barWidths.most, room))
  const rows = answers.map(({ answer, votes, share }) => [
    safe(answer),
    figure(votes),
    formatShare(votes, valid, language).padStart(shareWidth),
    "#".repeat(Math.round(((share ?? 0) * barWidth) / 10_000)),
  ])
  const more = [...(blank === null ? [] : [[tally.blank, figure(blank), "", ""]]), [tally.valid, figure(valid), "", ""]]
  const title = style.bold(hanging("", tally.question(rank, safe(question)), screen))
  // A tie that decides nothing under the question's rule is not mentioned beside what the rule does decide.
  const said =
    outcome === null
      ? tie.length === 0
        ? []
        : [style.yellow(hanging("", tally.tie(tie.map(safe).join(", ")), screen))]
      : outcomeLines(outcome, majorityBase(outcome, { valid, blank }), tally, { count, name: safe }).map((line) =>
          style.bold(hanging("", line, screen)),
        )
  return `${title}\n${table(screen, [answer, head.padStart(digits), part.padStart(shareWidth), ""], [...rows, ...more])}${said.map((line) => `${line}\n`).join("")}`
}

function totals({ members, voters, ballots, weight }: ElectionResult, screen: Screen): string {
  const { tally } = screen.labels
  return figures(screen, [
    [tally.members, members],
    [tally.voters, voters],
    [tally.accepted, ballots.accepted],
    [tally.replaced, ballots.replaced],
    [tally.counted, ballots.counted],
    [tally.weight, weight],
  ])
}

/** Shows labels and numbers in two columns. */
export function figures({ count }: Screen, rows: readonly (readonly [string, bigint | number])[]): string {
  const width = Math.max(...rows.map(([label]) => label.length))
  const numbers = rows.map(([, value]) => count(value))
  const digits = Math.max(...numbers.map((text) => text.length))
  return rows.map(([label], i) => `${label.padEnd(width)}  ${(numbers[i] ?? "").padStart(digits)}\n`).join("")
}

/** Writes an equation. If a line has no room for its name and its figures, these go below it unbroken. */
function equationText({ name, question, least, value, most, holds }: Equation, screen: Screen): string {
  const { labels, style, count, terminal, columns } = screen
  const { balances, ...tally } = labels.tally
  const label = name === "answers" ? balances.answers(must(question, "question of a balance")) : balances[name]
  const sides =
    least === most ? `${count(value)} = ${count(most)}` : `${count(least)} ≤ ${count(value)} ≤ ${count(most)}`
  const fault = holds ? "" : `${style.red(tally.broken)} `
  const text = tally.equation(label, sides)
  if (!terminal || (holds ? 0 : tally.broken.length + 1) + text.length < columns) return `${fault}${text}`
  return `${hanging("", `${fault}${tally.equation(label, "").trimEnd()}`, screen)}\n  ${sides}`
}
