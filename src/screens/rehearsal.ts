/** A rehearsal, step by step, with its result and its verdict. */
import { formatShare } from "../language/language.ts"
import type { Rehearsal } from "../rehearsal/outcome.ts"
import { safe, type Screen } from "../terminal/output.ts"
import { table } from "../terminal/table.ts"
import { resultScreen } from "./result.ts"

/** Shows the steps, the result, and whether everything agrees. */
export function rehearsalScreen(rehearsal: Rehearsal, screen: Screen): string {
  const { labels, style, count, language } = screen
  const words = labels.rehearsal
  const { result, agrees, folder, bundle, authority } = rehearsal
  const { voters, members } = result
  const share = formatShare(BigInt(voters), BigInt(members), language)
  return [
    stepsTable(rehearsal, screen),
    resultScreen(result, screen),
    words.turnout(count(voters), count(members), share),
    agrees ? words.agrees : style.red(words.disagrees),
    ...expectedLines(rehearsal, screen),
    words.folder(safe(folder)),
    words.again(`urne verify ${safe(bundle)} --final --authority ${authority}`),
    "",
    verdictLine(rehearsal, screen),
    "",
  ].join("\n")
}

/** Says whether the result is the expected one, if one was given. */
function expectedLines({ differences }: Rehearsal, { labels, style, count }: Screen): readonly string[] {
  if (differences === null) return []
  const { expected, differs, difference } = labels.rehearsal
  if (differences.length === 0) return [expected]
  const votes = (number: bigint | null) => (number === null ? "—" : count(number))
  return [
    style.red(differs),
    ...differences.map(({ question, answer, expected: wanted, found }) =>
      difference(safe(question), safe(answer ?? labels.tally.blank), votes(wanted), votes(found)),
    ),
  ]
}

function verdictLine({ verdict, findings, agrees }: Rehearsal, { labels, style, count }: Screen): string {
  const { verdicts, invalid } = labels.verify
  const words = verdict === "INVALID" ? invalid(findings.length, count(findings.length)) : verdicts[verdict]
  return (agrees && verdict === "VERIFIED" ? style.green : style.red).bold(words)
}

function stepsTable({ steps }: Rehearsal, screen: Screen): string {
  const { columns, steps: names, total } = screen.labels.rehearsal
  const milliseconds = steps.reduce((sum, step) => sum + step.milliseconds, 0)
  const rows = steps.map((step) => [
    names[step.step],
    ...rightAligned([screen.count(step.count), seconds(step.milliseconds, screen), size(step.bytes, screen)]),
  ])
  const last = [total, ...rightAligned(["", seconds(milliseconds, screen), ""])]
  return table(screen, [columns.step, ...rightAligned([columns.count, columns.seconds, columns.size])], [...rows, last])
}

const columnWidth = 9

function rightAligned(cells: readonly string[]): readonly string[] {
  return cells.map((cell) => cell.padStart(columnWidth))
}

function seconds(milliseconds: number, { language }: Screen): string {
  const text = (milliseconds / 1000).toFixed(1)
  return language === "fr" ? text.replace(".", ",") : text
}

/** Writes `3.2 MB`, in thousands, as disks are sold. */
function size(bytes: number | null, { labels, language }: Screen): string {
  if (bytes === null) return ""
  const { units } = labels.rehearsal
  const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3))
  const text = (bytes / 1000 ** power).toFixed(power === 0 ? 0 : 1)
  return `${language === "fr" ? text.replace(".", ",") : text} ${units[power] ?? ""}`
}
