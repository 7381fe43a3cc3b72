/** The turnout for people: figures, the curve on the terminal, the picture, the sheet. */
import { csvSheet } from "../core/csv.ts"
import { formatShare } from "../language/language.ts"
import { safe, type Screen } from "../terminal/output.ts"
import { table } from "../terminal/table.ts"
import { systemZoneOffset } from "../terminal/zone.ts"
import { blockCurve, type CurvePoint, topOf } from "../turnout/curve.ts"
import type { TableEntry } from "../turnout/entered-operations.ts"
import type { GroupTurnout, NoTable } from "../turnout/group-table.ts"
import { turnoutPicture } from "../turnout/picture.ts"
import type { PublishedCount, Turnout } from "../turnout/published.ts"
import { type Grain, lastOfEach } from "../turnout/rows.ts"
import type { CountWait } from "../urn/count-operations.ts"
import { localClock, localTime, localTimeInYear, sortableTime } from "./local-time.ts"
import { lastLine } from "./turnout-line.ts"

/** What a row is: a count, the last count of an hour or a day, or a group of the roll. */
export type TurnoutPart = Grain | "group"

/** A turnout together with the options that were given. */
export interface ShownTurnout extends Turnout {
  /** The outcome of the count that was requested. */
  readonly counting: { readonly waits: CountWait | undefined; readonly voters: number | undefined } | undefined
  readonly groups: readonly GroupTurnout[] | undefined
  readonly noTable: NoTable | undefined
  /** Its entry in the register, if it was asked for; `null` if it was not, or if nothing was published. */
  readonly entered: TableEntry | null
  readonly svg: string | undefined
  readonly csv: string | undefined
}

/** From the opening, when nobody had voted, to the last figure. */
function pointsOf({ opens, registered = 0, counts, final }: Turnout): readonly CurvePoint[] {
  const all = final === undefined ? counts : [...counts, final]
  if (registered === 0 || all.length === 0) return []
  return [{ at: opens, share: 0 }, ...all.map(({ at, voters }) => ({ at, share: voters / registered }))]
}

function spanOf({ opens, closes, final }: Turnout): { readonly from: number; readonly to: number } {
  return { from: opens, to: Math.max(closes, final?.at ?? closes) }
}

type Rows = readonly [head: readonly string[], rows: readonly (readonly string[])[]]

/** @param hour - writes when it was counted, in the election's zone */
function countRows(
  turnout: Turnout,
  by: TurnoutPart,
  { labels, language, count }: Screen,
  hour: (instant: number, zone: string) => string,
): Rows {
  const { counts, final, timezone: zone, registered = 0 } = turnout
  const { columns, frozen } = labels.turnout
  const row = (when: string, { voters, ballots }: PublishedCount) => [
    when,
    count(voters),
    formatShare(BigInt(voters), BigInt(registered), language),
    count(ballots),
  ]
  const grain = by === "group" ? "count" : by
  const rows = lastOfEach(counts, grain, (at) => systemZoneOffset(at, zone)).map((one) => row(hour(one.at, zone), one))
  const head = [columns.at(zone), columns.voters, columns.share, columns.ballots]
  return [head, final === undefined ? rows : [...rows, row(`${hour(final.at, zone)} ${frozen}`, final)]]
}

function groupRows(groups: readonly GroupTurnout[], { labels, language, count }: Screen): Rows {
  const { columns, groupColumns, withoutGroup, merged } = labels.turnout
  const rows = groups.map(({ names, eligible, voters }) => {
    const all = names.map((name) => name ?? withoutGroup)
    return [
      all.length === 1 ? (all[0] ?? "") : merged(all),
      count(eligible),
      count(voters),
      formatShare(BigInt(voters), BigInt(eligible), language),
    ]
  })
  return [[groupColumns.group, groupColumns.registered, columns.voters, columns.share], rows]
}

/** Shows the turnout at the terminal. */
export function turnoutScreen(shown: ShownTurnout, by: TurnoutPart, screen: Screen): string {
  const { labels, style, count } = screen
  const { turnout } = labels
  const { registered, groups, noTable, cell, rehearsal } = shown
  const mark = rehearsal ? ` — ${style.yellow(labels.guide.rehearsal)}` : ""
  const lines = [
    `${style.bold(turnout.title(safe(shown.name)))}${mark}`,
    `${turnout.registered} ${registered === undefined ? turnout.noRoll : count(registered)}`,
    `${turnout.line} ${style.bold(lastLine(shown, screen))}`,
  ]
  const points = pointsOf(shown)
  const hour = (instant: number, zone: string) => localTime(instant, zone, screen)
  const [head, rows] = groups === undefined ? countRows(shown, by, screen, hour) : groupRows(groups, screen)
  const figures = rows.length === 0 ? "" : figureTable(head, rows, screen)
  const curve = points.length === 0 || by === "group" ? [] : ["", ...curveLines(shown, points, screen)]
  const told = [
    ...(noTable === undefined ? [] : [turnout.noTable[noTable](count(cell))]),
    ...countingLines(shown, screen),
    ...(shown.entered === null ? [] : [turnout.entered(shown.entered)]),
    ...[shown.svg, shown.csv].flatMap((path) => (path === undefined ? [] : [turnout.written(safe(path))])),
  ]
  const body = noTable === undefined ? figures : ""
  return `${[...lines, ...curve].join("\n")}\n${body === "" ? "" : `\n${body}`}${told.length === 0 ? "" : `\n${told.join("\n")}\n`}`
}

/** Figures are right-aligned with the title above them. */
function figureTable(head: readonly string[], rows: Rows[1], screen: Screen): string {
  const widths = head.map((title, i) => Math.max(title.length, ...rows.map((row) => (row[i] ?? "").length)))
  const ended = (cells: readonly string[]) =>
    cells.map((cell, i) => (i === 0 ? safe(cell) : safe(cell).padStart(widths[i] ?? 0)))
  return table(screen, ended(head), rows.map(ended))
}

function countingLines({ counting, cell }: ShownTurnout, { labels: { turnout }, count }: Screen): readonly string[] {
  if (counting === undefined) return []
  const { waits, voters = 0 } = counting
  return [waits === undefined ? turnout.counted(count(voters)) : turnout.waits[waits](count(cell))]
}

const curveRows = 8
const widestCurve = 72

function curveLines(turnout: Turnout, points: readonly CurvePoint[], screen: Screen): readonly string[] {
  const { from, to } = spanOf(turnout)
  const percent = (share: number) => `${Math.round(share * 100)} %`.padStart(5)
  const columns = Math.max(20, Math.min(widestCurve, screen.columns - 8))
  const drawn = blockCurve(points, { from, to }, { columns, rows: curveRows }).map((line, row) => {
    const label = row === 0 ? percent(topOf(points)) : row === curveRows - 1 ? percent(0) : " ".repeat(5)
    return `${label} │${line}`.trimEnd()
  })
  const zone = turnout.timezone
  const [opens, closes] = [localTimeInYear(from, zone, screen), localTimeInYear(to, zone, screen)]
  return [
    ...drawn,
    `      └${"─".repeat(columns)}`,
    `       ${opens}${closes.padStart(Math.max(1, columns - opens.length))}`,
    screen.labels.turnout.curve,
  ]
}

/** Draws the curve as an SVG picture. */
export function turnoutPictureOf(turnout: Turnout, { labels, language, count }: Screen): string {
  const { timezone: zone } = turnout
  return turnoutPicture({
    ...spanOf(turnout),
    points: pointsOf(turnout),
    texts: {
      title: labels.turnout.title(turnout.name),
      subtitle: lastLine(turnout, { labels, language, count }),
      remark: labels.turnout.curve,
      percent: (tenths) => (language === "fr" ? `${tenths * 10}\u00a0%` : `${tenths * 10}%`),
      hour: (at) => localClock(at, zone).slice(0, 5),
    },
  })
}

/** Makes the rows for a spreadsheet. */
export function turnoutSheet(shown: ShownTurnout, by: TurnoutPart, screen: Screen): string {
  const [head, rows] =
    shown.groups === undefined ? countRows(shown, by, screen, sortableTime) : groupRows(shown.groups, screen)
  return csvSheet([head, ...rows], screen.language)
}
