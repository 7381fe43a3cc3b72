import type { Catalogue } from "../language/catalogue.ts"
import type { Detail, Lines, RollReport } from "./report.ts"

/** How the report is worded: the language, numbers, and what makes an outside string harmless. */
export interface Wording {
  readonly catalogue: Catalogue
  readonly count: (count: number | bigint) => string
  readonly safe: (text: string) => string
}

/** Entries of one list that a screen shows; the report file has all. */
const shown = 20
/** Runs of lines are cut to about this many characters. */
const linesLength = 60

/** What somebody should look at: the first entries of a list, and how many it has. */
interface Section {
  readonly title: string
  readonly entries: readonly string[]
  readonly total: number
}

/** The report for people: the figures, then everything that somebody should look at. */
export function reportText(report: RollReport, wording: Wording): string {
  const say = wording.catalogue.labels.roll.report
  const { encoding, delimiter } = report.file
  return [
    say.file(encoding, delimiter === "\t" ? say.tab : delimiter),
    ...aligned(figuresOf(report, wording)),
    ...sectionsOf(report, wording).flatMap((section) => sectionLines(section, wording)),
    "",
  ].join("\n")
}

function figuresOf(report: RollReport, { catalogue, count }: Wording): readonly (readonly [string, string])[] {
  const say = catalogue.labels.roll.report
  const { rows, blank, eligible, ineligible, refused, weight } = report
  return [
    [say.rows, count(rows)],
    [say.eligible, count(eligible)],
    [say.ineligible, count(ineligible)],
    [say.refused, count(refused)],
    [say.blank, count(blank)],
    ...(weight === String(eligible) ? [] : [[say.weight, count(BigInt(weight))] as const]),
  ]
}

function sectionsOf(report: RollReport, { catalogue, count, safe }: Wording): readonly Section[] {
  const say = catalogue.labels.roll.report
  const counted = ({ rows, lines }: Lines) => say.counted(count(rows), cut(lines))
  const { details, refused, reasons, lookAlikes, smallGroups, rareWeights, withoutAddress, cell } = report
  const section = <T>(title: string, all: readonly T[], text: (one: T) => string, total = all.length): Section => {
    return { title, entries: all.slice(0, shown).map(text), total }
  }
  return [
    section(
      say.refusals,
      details,
      (detail) => say.detail(detail.line, safe(findingText(detail, catalogue))),
      Math.max(details.length, refused),
    ),
    section(say.reasons, reasons, ({ column, value, ...lines }) =>
      say.valued(safe(column), value === "" ? say.noValue : safe(value), counted(lines)),
    ),
    section(say.doubtful, report.doubts.kinds, ({ doubt, ...lines }) => say.doubted(say.doubts[doubt], counted(lines))),
    section(say.twice, report.doubts.twice.pairs, ({ line, like }) => say.alike(like, line), report.doubts.twice.rows),
    section(say.lookAlikes, lookAlikes.pairs, ({ line, like }) => say.alike(like, line), lookAlikes.rows),
    section(say.smallGroups(cell), smallGroups, (group) => (group === "" ? say.noGroup : safe(group))),
    section(say.rareWeights(cell), rareWeights, ({ weight, voters }) => say.weighted(weight, count(voters))),
    section(say.withoutAddress, withoutAddress.rows === 0 ? [] : [withoutAddress], counted),
  ]
}

function sectionLines({ title, entries, total }: Section, { catalogue, count }: Wording): readonly string[] {
  if (entries.length === 0) return []
  const rest = total - entries.length
  const more = rest > 0 ? [catalogue.labels.roll.report.more(count(rest))] : []
  return ["", title, ...[...entries, ...more].map((entry) => `  ${entry}`)]
}

function findingText({ code, params }: Detail, catalogue: Catalogue): string {
  return (catalogue.findings[code] as (params: unknown) => string)(params)
}

function cut(lines: string): string {
  return lines.length <= linesLength ? lines : `${lines.slice(0, lines.lastIndexOf(",", linesLength))} …`
}

function aligned(figures: readonly (readonly [string, string])[]): readonly string[] {
  const wide = Math.max(...figures.map(([label]) => label.length))
  const figureWide = Math.max(...figures.map(([, figure]) => figure.length))
  return figures.map(([label, figure]) => `  ${label.padEnd(wide)}  ${figure.padStart(figureWide)}`)
}
