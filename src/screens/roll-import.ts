/** A roll that is imported, or only examined. It loads the whole report, so `roll show` does without it. */
import type { UrneError } from "../core/error.ts"
import { catalogueOf } from "../language/catalogues.ts"
import type { RollImport } from "../roll/operations.ts"
import { encodingsOf, reportText } from "../roll/report-text.ts"
import { safe, type Screen, wrappedLine } from "../terminal/output.ts"

interface DryRun extends Pick<RollImport, "report" | "minimum" | "samples"> {
  readonly dryRun: true
  readonly importable: boolean
  /** Why the roll cannot be imported. */
  readonly refusal: UrneError | undefined
}

export type ImportResult = RollImport | DryRun

/** Shows what became of the rows, names that may reveal a wrong encoding, and whether too few may vote. */
export function rollImportScreen(result: ImportResult, paths: readonly string[], screen: Screen): string {
  const catalogue = catalogueOf(screen.language)
  const report = fittedEntries(reportText(result.report, { catalogue, count: screen.count, safe, paths }), screen)
  return `${outcome(result, screen)}\n\n${report}${sampleLines(result, encodingsOf(result.report), screen)}${tooFew(result, screen)}`
}

/** Breaks entries of the report's lists that are longer than the screen between words, and sets in what follows. */
function fittedEntries(report: string, { terminal, columns }: Screen): string {
  if (!terminal) return report
  const fit = (line: string) => {
    if (!line.startsWith("  ") || line.length <= columns) return line
    return `  ${wrappedLine(line.trimStart(), columns - 4).replaceAll("\n", "\n    ")}`
  }
  return report.split("\n").map(fit).join("\n")
}

/** Shows names by which somebody who knows them can tell whether the file was decoded correctly. */
function sampleLines({ samples }: ImportResult, encodings: string, { labels, style }: Screen): string {
  if (samples.length === 0) return ""
  return `\n${style.yellow(labels.roll.samples(encodings))}\n  ${samples.map(safe).join("\n  ")}\n`
}

function tooFew({ report, minimum }: ImportResult, { labels, style, count }: Screen): string {
  if (minimum.reachable) return ""
  return `\n${style.red(labels.guide.tooFewVoters(count(report.eligible), count(minimum.ballots)))}\n`
}

function outcome(result: ImportResult, { labels }: Screen): string {
  if ("dryRun" in result) return result.importable ? labels.roll.dryRun : labels.roll.dryRunRefused
  return result.imported ? labels.roll.imported : labels.roll.unchanged
}
