import type { Catalogue } from "../language/catalogue.ts"
import { type Detail, type Lines, placeIn, type RollReport, sourcesOf, toldDetail } from "./report.ts"

/** How the report is worded: the language, numbers, and the function that makes outside strings harmless. */
export interface Wording {
  readonly catalogue: Catalogue
  readonly count: (count: number | bigint) => string
  readonly safe: (text: string) => string
  /** The files, needed to tell lines of several files apart. */
  readonly paths: readonly string[]
}

/** How many entries of one list a screen shows. The report file has all. */
const shown = 10
/** Runs of lines are cut to about this many characters. */
const linesLength = 60

/** A list that somebody should look at: its first entries, and how many it has. */
interface Section {
  readonly title: string
  readonly entries: readonly string[]
  readonly total: number
}

/** Writes the report for people: the figures, then everything that somebody should look at. */
export function reportText(report: RollReport, wording: Wording): string {
  const say = wording.catalogue.labels.roll.report
  const { paths, safe } = wording
  const files = sourcesOf(report).map(({ encoding, delimiter }, file) => {
    const between = delimiter === "\t" ? say.tab : delimiter
    return report.schema === 1 ? say.file(encoding, between) : say.fileOf(safe(paths[file] ?? ""), encoding, between)
  })
  return [
    ...files,
    ...aligned(figuresOf(report, wording)),
    ...sectionsOf(report, wording).flatMap((section) => sectionLines(section, wording)),
    "",
  ].join("\n")
}

/** Lists how the files were read, each way once. */
export function encodingsOf(report: RollReport): string {
  return [...new Set(sourcesOf(report).map(({ encoding }) => encoding))].join(", ")
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

function sectionsOf(report: RollReport, wording: Wording): readonly Section[] {
  const { catalogue, count, safe, paths } = wording
  const say = catalogue.labels.roll.report
  const at = (line: number) => lineIn(report, line, wording)
  const counted = ({ rows, lines }: Lines) => say.counted(count(rows), cut(runsIn(report, lines, wording)))
  const { details, refused, reasons, lookAlikes, smallGroups, rareWeights, withoutAddress, cell } = report
  const section = <T>(title: string, all: readonly T[], text: (one: T) => string, total = all.length): Section => {
    return { title, entries: all.slice(0, shown).map(text), total }
  }
  return [
    section(
      say.refusals,
      details,
      (detail) => {
        const { params } = toldDetail(report, detail, paths)
        return say.detail(at(detail.line), safe(findingText({ ...detail, params }, catalogue)))
      },
      Math.max(details.length, refused),
    ),
    section(say.reasons, reasons, ({ column, value, ...lines }) =>
      say.valued(safe(column), value === "" ? say.noValue : safe(value), counted(lines)),
    ),
    section(say.doubtful, report.doubts.kinds, ({ doubt, ...lines }) => say.doubted(say.doubts[doubt], counted(lines))),
    section(
      say.twice,
      report.doubts.twice.pairs,
      ({ line, like }) => say.alike(at(like), at(line)),
      report.doubts.twice.rows,
    ),
    section(say.lookAlikes, lookAlikes.pairs, ({ line, like }) => say.alike(at(like), at(line)), lookAlikes.rows),
    section(say.smallGroups(cell), smallGroups, (group) => (group === "" ? say.noGroup : safe(group))),
    section(say.rareWeights(cell), rareWeights, ({ weight, voters }) => say.weighted(weight, count(voters))),
    section(say.withoutAddress, withoutAddress.rows === 0 ? [] : [withoutAddress], counted),
  ]
}

/** Names a line; with several files, the file too: `members.csv:12`. */
function lineIn(report: RollReport, line: number, { paths, safe }: Wording): string {
  const place = placeIn(report, line)
  return report.schema === 1 ? String(line) : `${safe(paths[place.file] ?? "")}:${place.line}`
}

/**
 * Writes runs of the report's line numbers (`3-5, 9`) for people. A run never continues in the next file, which has a
 * header of its own.
 */
function runsIn(report: RollReport, runs: string, wording: Wording): string {
  if (report.schema === 1) return runs
  const told = runs.split(", ").map((run) => {
    const [first = "", last] = run.split("-")
    const begin = lineIn(report, Number(first), wording)
    return last === undefined ? begin : `${begin}-${placeIn(report, Number(last)).line}`
  })
  return told.join(", ")
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
